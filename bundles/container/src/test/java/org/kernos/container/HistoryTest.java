package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.ModuleState;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.RevisionRecord;
import org.kernos.api.SwapReport;
import org.kernos.api.SwapReport.Result;
import org.kernos.api.value.Value;

/** Rolling back, what is kept for it, and what is told of it later. */
class HistoryTest {

    @TempDir
    Path root;

    private TestContainer kernos;
    private int changes;

    @BeforeEach
    void start() throws Exception {
        kernos = new TestContainer(root);
    }

    @AfterEach
    void stop() throws Exception {
        kernos.close();
    }

    private void restart(String... settings) throws Exception {
        kernos.close();
        kernos = new TestContainer(root, settings);
        TestContainer.await("the module", () -> kernos.registry()
                .findModule("tally")
                .filter(module -> module.state() == ModuleState.ACTIVE)
                .isPresent());
    }

    private void load() throws IOException {
        kernos.module("tally", "state=1", "version=1.0.0");
        kernos.container().load(root.resolve("modules/tally").toString());
    }

    /** Writes another content into the module's directory, and swaps the module for it. */
    private SwapReport swap(String... lines) throws IOException {
        Path directory = kernos.module("tally", lines);
        // Two contents of one length that are written within a millisecond are taken for one.
        changes++;
        Files.setLastModifiedTime(directory.resolve("test.module"), FileTime.from(Instant.EPOCH.plusSeconds(changes)));
        return kernos.container().swap("tally");
    }

    private void swapTo(String version) throws IOException {
        assertThat(swap("state=1", "version=" + version).result()).isEqualTo(Result.SWITCHED);
    }

    private String version() {
        return kernos.registry()
                .findModule("tally")
                .orElseThrow()
                .descriptor()
                .version()
                .toString();
    }

    private long count() {
        return ((Value.Int) kernos.registry()
                        .findFunction("tally/count")
                        .orElseThrow()
                        .call())
                .value();
    }

    private SwapReport rollBack() {
        return kernos.container().rollback("tally");
    }

    private List<RevisionRecord> history() {
        return kernos.container().history("tally");
    }

    private List<String> shown() {
        return history().stream()
                .map(record -> record.revision() + " " + record.version() + " " + record.reason()
                        + (record.isServing() ? " serving" : "")
                        + (record.isKept() ? " kept" : "")
                        + record.swap().map(swap -> " " + swap.result()).orElse(""))
                .toList();
    }

    private Path area() throws IOException {
        try (Stream<Path> all = Files.walk(root.resolve("storage"))) {
            return all.filter(path -> path.endsWith("history")).findFirst().orElseThrow();
        }
    }

    private List<String> keptFiles() throws IOException {
        try (Stream<Path> files = Files.list(area())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("journal"))
                    .map(name -> name.replaceFirst("^[0-9]+-", ""))
                    .sorted()
                    .toList();
        }
    }

    private static List<ProblemCode> codes(SwapReport report) {
        return report.problems().stream().map(Problem::code).toList();
    }

    @Test
    void eachRollBackUndoesOneSwapMore() throws Exception {
        load();
        swapTo("2.0.0");
        swapTo("3.0.0");
        assertThat(count()).isEqualTo(1);

        SwapReport report = rollBack();

        assertThat(report.result()).as("%s", report).isEqualTo(Result.SWITCHED);
        assertThat(report.newRevision()).as("numbers are never used again").isEqualTo(4);
        assertThat(report.stateBytes()).isEqualTo(8);
        assertThat(version()).isEqualTo("2.0.0");
        assertThat(count()).as("the state goes back too").isEqualTo(2);
        assertThat(shown())
                .containsExactly(
                        "4 2.0.0 rollback serving SWITCHED",
                        "3 3.0.0 swap SWITCHED",
                        "2 2.0.0 swap SWITCHED",
                        "1 1.0.0 load kept");

        assertThat(rollBack().result()).isEqualTo(Result.SWITCHED);
        assertThat(version()).isEqualTo("1.0.0");
        assertThat(count()).isEqualTo(3);
        assertThat(keptFiles()).isEmpty();

        assertThat(codes(rollBack())).containsExactly(ProblemCode.NO_FORMER_REVISION);
        assertThat(history().get(0).swap().orElseThrow().result()).isEqualTo(Result.REFUSED);
        assertThat(version()).isEqualTo("1.0.0");
    }

    @Test
    void aSwapAfterARollBackIsUndoneByTheNext() throws Exception {
        load();
        swapTo("2.0.0");
        swapTo("3.0.0");
        rollBack();
        swapTo("4.0.0");
        assertThat(keptFiles()).containsExactly("1.jar", "4.jar");
        rollBack();
        assertThat(version()).isEqualTo("2.0.0");
        rollBack();
        assertThat(version()).isEqualTo("1.0.0");
    }

    @Test
    void theDirectoryIsReadAgainAfterARollBack() throws Exception {
        load();
        swapTo("2.0.0");
        rollBack();
        assertThat(kernos.container().swap("tally").result()).isEqualTo(Result.SWITCHED);
        assertThat(version()).isEqualTo("2.0.0");
    }

    @Test
    void aRollBackThatFailsLeavesTheOtherRevisionServing() throws Exception {
        load();
        swapTo("2.0.0");
        kernos.runtime.failing = "tally";
        SwapReport report = rollBack();
        assertThat(report.result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(version()).isEqualTo("2.0.0");
        assertThat(shown())
                .containsExactly("3 1.0.0 rollback ROLLED_BACK", "2 2.0.0 swap serving SWITCHED", "1 1.0.0 load kept");
        assertThat(history().get(0).swap().orElseThrow().problems())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.INIT_FAILED);
        kernos.runtime.failing = "";
        assertThat(rollBack().result()).isEqualTo(Result.SWITCHED);
        assertThat(version()).isEqualTo("1.0.0");
    }

    @Test
    void asManyAreKeptAsConfigured() throws Exception {
        kernos.configure("kernos.revisions.kept", "2");
        load();
        for (int version = 2; version <= 6; version++) {
            swapTo(version + ".0.0");
        }
        assertThat(keptFiles()).containsExactly("4.jar", "5.jar");
        rollBack();
        rollBack();
        assertThat(version()).isEqualTo("4.0.0");
        assertThat(codes(rollBack())).containsExactly(ProblemCode.NO_FORMER_REVISION);

        kernos.configure("kernos.revisions.kept", "0");
        swapTo("7.0.0");
        assertThat(keptFiles()).isEmpty();
        assertThat(rollBack().problems().get(0).message()).contains("kernos.revisions.kept is 0");
    }

    @Test
    void updatesOfTheFrameworkAreInItToo() throws Exception {
        load();
        kernos.module("tally", "state=1", "version=2.0.0");
        kernos.bundles().get(0).update();
        assertThat(shown()).containsExactly("2 2.0.0 update serving SWITCHED", "1 1.0.0 load kept");
        assertThat(rollBack().result()).isEqualTo(Result.SWITCHED);
        assertThat(version()).isEqualTo("1.0.0");
    }

    @Test
    void itOutlivesTheFramework() throws Exception {
        load();
        swapTo("2.0.0");
        assertThat(swap("state=1", "version=3.0.0", "fail=verify").result()).isEqualTo(Result.ROLLED_BACK);
        List<RevisionRecord> before = history();
        restart();
        assertThat(history()).as("down to each step and problem").isEqualTo(before);
        assertThat(rollBack().result()).isEqualTo(Result.SWITCHED);
        assertThat(version()).isEqualTo("1.0.0");
    }

    @Test
    void aTornOrAlteredLineIsPassedOver() throws Exception {
        load();
        swapTo("2.0.0");
        swapTo("3.0.0");
        kernos.close();
        Path journal = area().resolve("journal");
        List<String> lines = Files.readAllLines(journal);
        assertThat(lines).hasSize(3);
        String torn = lines.get(2).substring(0, lines.get(2).length() - 6);
        Files.writeString(
                journal, lines.get(0) + "\n\n" + lines.get(1).replace("before=1", "before=one") + "\n" + torn);
        Files.write(journal, new byte[] {(byte) 0xC3, (byte) 0xFF}, StandardOpenOption.APPEND);
        kernos = new TestContainer(root);
        TestContainer.await("the module", () -> history().size() == 2);
        assertThat(shown()).containsExactly("3 3.0.0 load serving", "1 1.0.0 load");
        swapTo("4.0.0");
        restart();
        assertThat(shown()).containsExactly("4 4.0.0 swap serving SWITCHED", "3 3.0.0 load kept", "1 1.0.0 load");
        assertThat(keptFiles()).containsExactly("3.jar");
    }

    @Test
    void aDamagedContentIsNotRolledBackTo() throws Exception {
        load();
        swapTo("2.0.0");
        Path jar;
        try (Stream<Path> files = Files.list(area())) {
            jar = files.filter(file -> file.toString().endsWith("-1.jar"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] content = Files.readAllBytes(jar);
        content[content.length / 2] ^= 1;
        Files.write(jar, content);
        SwapReport report = rollBack();
        assertThat(report.result()).isEqualTo(Result.REFUSED);
        assertThat(report.problems().get(0).toString()).contains("KERNOS-0214", "is damaged", "CRC32C");
        assertThat(version()).isEqualTo("2.0.0");
    }

    @Test
    void whatWasNotWrittenToItsEndIsTidiedAway() throws Exception {
        load();
        swapTo("2.0.0");
        Path half = area().resolve("99-7.jar.new");
        Files.writeString(half, "half a jar", StandardCharsets.UTF_8);
        Files.writeString(area().resolve("99-6.jar"), "of a bundle that is gone", StandardCharsets.UTF_8);
        restart();
        assertThat(keptFiles()).containsExactly("1.jar");
    }

    @Test
    void itGoesWithTheModule() throws Exception {
        load();
        swapTo("2.0.0");
        kernos.container().uninstall("tally", false);
        assertThat(keptFiles()).isEmpty();
        assertThat(history()).isEmpty();
        load();
        restart();
        assertThat(shown()).containsExactly("3 1.0.0 load serving");
        assertThat(Files.readAllLines(area().resolve("journal"))).hasSize(1);
    }

    @Test
    void aContentThatCannotBeKeptDoesNotKeepTheModuleFromBeingSwapped() throws Exception {
        load();
        Path area = area();
        kernos.container().pause("tally");
        assertThat(codes(swap("state=1", "version=2.0.0"))).containsExactly(ProblemCode.SWAP_REFUSED);
        kernos.container().resume("tally");
        long bundle = kernos.bundles().get(0).getBundleId();
        Files.createDirectories(area.resolve(bundle + "-1.jar.new"));
        swapTo("3.0.0");
        assertThat(codes(rollBack())).containsExactly(ProblemCode.NO_FORMER_REVISION);
        assertThat(shown())
                .containsExactly(
                        "2 3.0.0 rollback REFUSED",
                        "2 3.0.0 swap serving SWITCHED",
                        "1 1.0.0 swap REFUSED",
                        "1 1.0.0 load");
    }

    @Test
    void whatIsNotThereHasNone() {
        assertThat(kernos.container().history("nowhere")).isEmpty();
        assertThat(codes(kernos.container().rollback("nowhere"))).containsExactly(ProblemCode.MODULE_NOT_FOUND);
    }

    @Test
    void ofManySwapsTheLastAreRemembered() throws Exception {
        load();
        for (int version = 2; version <= 250; version++) {
            swapTo(version + ".0.0");
        }
        assertThat(history()).hasSize(200);
        assertThat(history().get(0).isServing()).isTrue();
        restart();
        assertThat(history()).hasSize(200);
        assertThat(rollBack().result()).isEqualTo(Result.SWITCHED);
        assertThat(version()).isEqualTo("249.0.0");
    }
}
