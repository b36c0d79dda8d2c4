package org.kernos.runtime.micropython.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.kernos.runtime.micropython.compiler.MpyCross;

/**
 * What Python programs print, against what CPython prints; {@code programs/expect.py} writes that down. Each runs as a module in an interpreter of its
 * own.
 */
class ProgramsTest {

    private static List<Path> programs() throws IOException, URISyntaxException {
        Path directory = Path.of(Objects.requireNonNull(ProgramsTest.class.getResource("programs"))
                .toURI());
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".py") && !file.endsWith("expect.py"))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path program) {
        return program.getParent().getFileName() + "/" + program.getFileName();
    }

    @Test
    void thereAreProgramsOfEveryTheme() throws Exception {
        assertThat(programs()).hasSizeGreaterThan(60);
    }

    @TestFactory
    Stream<DynamicTest> programsPrintWhatCPythonPrints() throws Exception {
        return programs().stream()
                .map(program ->
                        DynamicTest.dynamicTest(name(program), () -> run(program, Files.readAllBytes(program), false)));
    }

    @TestFactory
    Stream<DynamicTest> compiledProgramsPrintTheSame() throws Exception {
        MpyCross compiler = MpyCross.load();
        return programs().stream()
                .filter(ProgramsTest::isForTheCompiler)
                .map(program -> DynamicTest.dynamicTest(
                        name(program),
                        () -> run(
                                program,
                                compiler.compile(program.getFileName().toString(), Files.readAllBytes(program)),
                                true)));
    }

    private static boolean isForTheCompiler(Path program) {
        try {
            return !Files.readString(program).startsWith("# source only: ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Path program, byte[] content, boolean isBytecode) throws Exception {
        Path expected = Path.of(program.toString().replaceFirst("\\.py$", ".out"));
        try (Python python = new Python()) {
            python.interpreter().addModule("program", content, isBytecode);

            python.interpreter().importModule("program").close();

            assertThat(python.printed()).isEqualTo(Files.readString(expected));
        }
    }
}
