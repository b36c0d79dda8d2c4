package org.kernos.micropython.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * From the npm packages to classes (design Y-1, Y-2):
 *
 * <pre>WasmBuild (directory of package.json) (directory for intermediate files) (directory of classes)</pre>
 */
public final class WasmBuild {

    /** Without {@code Machine}, which the compiler adds. */
    static final String CLASS = "org.kernos.micropython.wasm.MicroPython";

    /** What reads and writes the interpreter's memory: of the bundle that the classes go into. */
    static final String MEMORY = "org.kernos.runtime.micropython.memory.MemoryAccess";

    /** The compiler's, as it is published: what it does takes milliseconds anyway. */
    private static final String COMPILER_CLASS = "org.kernos.micropython.wasm.MpyCross";

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
            NpmPackages npm = new NpmPackages(Path.of(arguments[0]), work.resolve("npm"), NpmPackages.defaultClient());
            System.out.println(new WasmBuild(work, Path.of(arguments[2])).build(npm));
        } catch (IOException e) {
            System.err.println("runtime.micropython.build: " + e.getMessage());
            System.exit(1);
        }
    }

    private String build(NpmPackages npm) throws IOException {
        new Precompiler(classes, COMPILER_CLASS).compile(npm.file(NpmPackages.COMPILER));
        Rewriter.Rewritten rewritten = Rewriter.rewrite(Files.readAllBytes(npm.file(NpmPackages.INTERPRETER)));
        Path wasm = work.resolve("micropython.wasm");
        Files.write(wasm, ModuleWriter.write(rewritten.module()));
        Precompiler compiler = new Precompiler(classes, CLASS);
        compiler.compile(wasm);
        if (new ShorterMethods(MEMORY).shorten(classes, CLASS) == 0) {
            throw new IOException(
                    "no access to memory was made shorter: the compiler of WebAssembly calls other helpers now"
                            + " (docs/micropython-build.md)");
        }
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
