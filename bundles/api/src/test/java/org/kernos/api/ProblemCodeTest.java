package org.kernos.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProblemCodeTest {

    @Test
    void everyCodeHasItsTextInTheDocsInOrder() throws IOException {
        List<String> headings = Files.readAllLines(Path.of("../../docs/problems.md")).stream()
                .filter(line -> line.startsWith("### "))
                .toList();
        List<String> codes = Arrays.stream(ProblemCode.values())
                .map(code -> "### " + code.label() + " " + code.name())
                .toList();
        assertThat(headings).isEqualTo(codes);
    }

    @Test
    void noNumberIsUsedTwice() {
        assertThat(Arrays.stream(ProblemCode.values()).map(ProblemCode::number)).doesNotHaveDuplicates();
    }

    @Test
    void codesAreFoundByNumberAndByLabel() {
        for (ProblemCode code : ProblemCode.values()) {
            assertThat(ProblemCode.findByNumber(code.number())).contains(code);
            assertThat(ProblemCode.findByLabel(code.label())).contains(code);
        }
        assertThat(ProblemCode.findByNumber(999)).isEmpty();
        assertThat(ProblemCode.findByNumber((1L << 32) + 101)).isEmpty();
        assertThat(ProblemCode.findByLabel("KERNOS-101")).isEmpty();
    }
}
