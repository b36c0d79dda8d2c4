package org.kernos.micropython.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * From the npm package to classes (design Y-1, Y-2):
 *
 * <pre>WasmBuild (directory of package.json) (directory for intermediate files) (directory of classes)</pre>
 */
public final class WasmBuild {

    /** Without {@code Machine}, which the compiler adds. */
    static final String CLASS = "org.kernos.micropython.wasm.MicroPython";

    /** HotSpot compiles no method of more than 8,000 bytes; a few are kept in reserve. */
    static final int LONGEST_METHOD = 7_990;

    private final Path work;
    private final Path classes;

    private WasmBuild(Path work, Path classes) {
        this.work = work;
        this.classes = classes;
    }

    /** Ends with status 1 and one sentence when something is missing. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        try {
            Path work = Path.of(arguments[1]);
            NpmPackage npm = new NpmPackage(Path.of(arguments[0]), work.resolve("npm"), NpmPackage.defaultClient());
            System.out.println(new WasmBuild(work, Path.of(arguments[2])).build(npm.wasm()));
        } catch (IOException e) {
            System.err.println("runtime.micropython.build: " + e.getMessage());
            System.exit(1);
        }
    }

    private String build(Path original) throws IOException {
        Rewriter.Rewritten rewritten = Rewriter.rewrite(Files.readAllBytes(original));
        Path wasm = work.resolve("micropython.wasm");
        Files.write(wasm, ModuleWriter.write(rewritten.module()));
        Precompiler compiler = new Precompiler(classes, CLASS);
        compiler.compile(wasm);
        int size = compiler.methodSize(rewritten.vmFunction());
        check(size);
        return "MicroPython's loop is a method of " + size + " bytes, " + rewritten.moved()
                + " pieces of it are others";
    }

    /** What is longer runs all the same, 25 times as slowly: that must not go unseen. */
    static void check(int size) throws IOException {
        if (size == 0 || size > LONGEST_METHOD) {
            throw new IOException("the method of MicroPython's loop has " + size + " bytes, and must have 1 to "
                    + LONGEST_METHOD + ": HotSpot compiles no longer one (docs/micropython-build.md)");
        }
    }
}
