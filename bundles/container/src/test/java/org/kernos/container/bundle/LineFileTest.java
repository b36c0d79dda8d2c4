package org.kernos.container.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineFileTest {

    @TempDir
    Path root;

    @Test
    void aLineBehindOneThatBrokeOffBeginsOnALineOfItsOwn() throws Exception {
        Path file = Files.writeString(root.resolve("lines"), "one\ntw");
        try (LineFile lines = new LineFile(file)) {
            lines.append("three");
            lines.append("four");
        }
        assertThat(file).hasContent("one\ntw\nthree\nfour\n");
    }

    @Test
    void rewritingLeavesWhatItIsGivenAndGoesOnBehindIt() throws Exception {
        Path file = root.resolve("lines");
        try (LineFile lines = new LineFile(file)) {
            lines.append("one");
            lines.rewrite("two\n");
            lines.append("three");
        }
        assertThat(file).hasContent("two\nthree\n");
    }

    @Test
    void numbersAreNotGivenTwiceWhereALineBrokeOff() throws Exception {
        Path file = Files.writeString(root.resolve("revisions"), "alu 3\ntally 4\nalu 1");
        try (Revisions revisions = new Revisions(file)) {
            assertThat(revisions.next("tally")).isEqualTo(5);
            assertThat(revisions.next("alu")).isEqualTo(4);
        }
        try (Revisions again = new Revisions(file)) {
            assertThat(again.next("tally")).isEqualTo(6);
            assertThat(again.next("alu")).isEqualTo(5);
        }
    }
}
