package org.kernos.runtime.cabi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Compiles the kernels under {@code src/test/c}, each combination of source and flags once. */
public final class TestKernels {

    private static final Path TARGET = Path.of("target", "test-kernels").toAbsolutePath();
    private static final Map<List<String>, Path> COMPILED = new ConcurrentHashMap<>();

    private TestKernels() {}

    /** A shared library of this source. */
    public static Path library(String source, String... flags) {
        List<String> key = new ArrayList<>(List.of(source));
        key.addAll(List.of(flags));
        return COMPILED.computeIfAbsent(key, k -> {
            List<String> arguments = new ArrayList<>(List.of("-shared", "-fPIC", "-pthread"));
            arguments.addAll(List.of(flags));
            return compile(source, arguments, "lib" + COMPILED.size() + "-" + source.replaceAll("\\..*", "") + ".so");
        });
    }

    /** A relocatable object of this source, with the compiler's own idea of how code is addressed. */
    public static Path object(String source, String... flags) {
        List<String> key = new ArrayList<>(List.of(source, "-c"));
        key.addAll(List.of(flags));
        return COMPILED.computeIfAbsent(key, k -> {
            List<String> arguments = new ArrayList<>(List.of("-c", "-pthread"));
            arguments.addAll(List.of(flags));
            return compile(source, arguments, "object" + COMPILED.size() + "-" + source.replaceAll("\\..*", "") + ".o");
        });
    }

    /** As {@link #object}, by the other compiler. */
    static Path clangObject(String source, String... flags) {
        List<String> command = new ArrayList<>(List.of("clang", "-std=gnu99", "-O1", "-Isrc/main/include", "-c"));
        command.addAll(List.of(flags));
        Path result = TARGET.resolve("clang" + String.join("", flags) + "-" + source.replaceAll("\\..*", "") + ".o");
        command.addAll(List.of("-o", result.toString(), "src/test/c/" + source));
        run(command);
        return result;
    }

    /** As {@link #object}, for the other machine. */
    public static Path armObject(String source, String... flags) {
        List<String> command = new ArrayList<>(List.of("aarch64-linux-gnu-gcc", "-std=gnu99", "-Isrc/main/include"));
        command.addAll(List.of("-O1", "-c", "-pthread"));
        command.addAll(List.of(flags));
        Path result = TARGET.resolve("arm" + String.join("", flags) + "-" + source.replaceAll("\\..*", "") + ".o");
        command.addAll(List.of("-o", result.toString(), "src/test/c/" + source));
        run(command);
        return result;
    }

    /** What the program of this source prints. */
    public static String output(String source) {
        return run(List.of(
                compile(source, List.of(), source.replaceAll("\\..*", "")).toString()));
    }

    static boolean hasCpp() {
        return Files.isExecutable(Path.of("/usr/bin/g++")) || Files.isExecutable(Path.of("/usr/local/bin/g++"));
    }

    private static Path compile(String source, List<String> flags, String name) {
        Path result = TARGET.resolve(name);
        boolean cpp = source.endsWith(".cpp");
        List<String> command = new ArrayList<>(List.of(cpp ? "g++" : "gcc"));
        if (!cpp) {
            command.add("-std=gnu99");
        }
        command.addAll(List.of("-O1", "-Wall", "-Wextra", "-Isrc/main/include", "-o", result.toString()));
        command.add("src/test/c/" + source);
        command.addAll(flags);
        run(command);
        return result;
    }

    private static String run(List<String> command) {
        try {
            Files.createDirectories(TARGET);
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the tests need '" + command.get(0) + "': install it, e.g. with apt-get install build-essential",
                    e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
