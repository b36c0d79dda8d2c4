package org.kernos.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The kernel of {@code loops.c}, compiled for this machine. */
final class LoopKernel {

    private static final String DESCRIPTOR = """
            #(define-kernel loops "libkernel_loops.so" [
                (define-function add (a :int b :int) :int)
                (define-function sum (values :list-b) :int)
                (define-function echo (text :str) :str)
                (define-function kind (value :any) :int)
                (define-function kind_evaluated (value :any) :int)
                (define-function loop_add (times :int) :int)
                (define-function loop_sum (times :int values :list-b) :int)
                (define-function loop_echo (times :int text :str) :int)
            ])
            """;

    private LoopKernel() {}

    /** Writes its module directory. */
    static Path write(Path parent) throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("kernos.root"));
        Path directory = Files.createDirectories(parent.resolve("loops"));
        Files.writeString(directory.resolve("kernel.sxs"), DESCRIPTOR);
        List<String> command = List.of(
                "gcc",
                "-std=c99",
                "-O2",
                "-shared",
                "-fPIC",
                "-I" + root.resolve("bundles/runtime.cabi/src/main/include"),
                root.resolve("itests/bench/src/main/c/loops.c").toString(),
                "-o",
                directory.resolve("libkernel_loops.so").toString());
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
        return directory;
    }
}
