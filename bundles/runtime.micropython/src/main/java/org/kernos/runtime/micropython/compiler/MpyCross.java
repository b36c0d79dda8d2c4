package org.kernos.runtime.micropython.compiler;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kernos.micropython.wasm.MpyCrossMachine;
import org.kernos.runtime.micropython.machine.Imports;
import org.kernos.runtime.micropython.memory.FlatMemory;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.MemoryLimits;

/**
 * Compiles Python to bytecode as mpy-cross does, since it is that: MicroPython's compiler, made to classes by the build
 * (docs/micropython-build.md). Any thread; each compilation has an instance of its own.
 *
 * <p>It is of MicroPython 1.19: what its language has got since is refused. The bytecode is of version 6, as that of every later one.
 */
public final class MpyCross {

    /** What it takes of a source, in bytes; the compiler's memory is fixed. */
    public static final int LARGEST = 1 << 20;

    private static final String DATA = "MpyCross.meta";

    /** As the file asks for them; and 48 MiB more, for what the compiler takes at its start and the data behind it. */
    private static final int PAGES = 256;

    private static final int MOST_PAGES = 1024;
    private static final String HEAP = "heapsize=40m";

    private static final Pattern WITH_LINE = Pattern.compile("File \"[^\n]*\", line ([0-9]{1,9})");

    private final WasmModule module;

    private MpyCross(WasmModule module) {
        this.module = module;
    }

    /**
     * Takes some milliseconds.
     *
     * @throws IllegalStateException when the bundle is not as it was built
     */
    public static MpyCross load() {
        try (InputStream data = MpyCrossMachine.class.getResourceAsStream(DATA)) {
            if (data == null) {
                throw new IllegalStateException("the bundle has no '" + DATA + "' beside the compiler's classes");
            }
            return new MpyCross(Parser.parse(data.readAllBytes()));
        } catch (IOException e) {
            throw new IllegalStateException("the compiler's data could not be read", e);
        }
    }

    /**
     * Compiles one file, for builds: {@code MpyCross in.py out.mpy}. Ends with status 1 and what is wrong with the source.
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        Path source = Path.of(arguments[0]);
        try {
            Files.write(Path.of(arguments[1]), load().compile(arguments[0], Files.readAllBytes(source)));
        } catch (PythonSyntaxException e) {
            System.err.println(source + ":" + e.line() + ": " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * The bytecode of a module.
     *
     * @param name of the source, as tracebacks are to show it
     * @throws PythonSyntaxException when it cannot be compiled; the message says why
     */
    public byte[] compile(String name, byte[] source) throws PythonSyntaxException {
        if (source.length > LARGEST) {
            throw new PythonSyntaxException(
                    0, "the source has " + source.length + " bytes, at most " + LARGEST + " are compiled");
        }
        FlatMemory memory = new FlatMemory(new MemoryLimits(PAGES, MOST_PAGES));
        CompilerFiles files = new CompilerFiles(memory, source);
        try {
            run(memory, files, List.of("mpy-cross", "-X", HEAP, "-s", name, "-o", "out", "in"));
        } catch (WasmEngineException | StackOverflowError e) {
            throw new PythonSyntaxException(0, "the source is too deeply nested or too large for the compiler: " + e);
        }
        byte[] bytecode = files.written();
        if (bytecode.length == 0) {
            throw failure(files.printed());
        }
        return bytecode;
    }

    private void run(FlatMemory memory, CompilerFiles files, List<String> arguments) {
        Imports imports = new Imports();
        CompilerCalls.addTo(imports, files, memory);
        Instance instance = Instance.builder(module)
                .withImportValues(ImportValues.builder()
                        .addFunction(imports.functions().toArray(run.endive.runtime.HostFunction[]::new))
                        .build())
                .withMemoryLimits(new MemoryLimits(PAGES, MOST_PAGES))
                .withMemoryFactory(limits -> memory)
                .withMachineFactory(MpyCrossMachine::new)
                .build();
        CompilerCalls.main(instance, memory, arguments);
    }

    /** From what it has printed: a traceback of one frame, or one line. */
    private static PythonSyntaxException failure(String printed) {
        String text = printed.strip();
        Matcher place = WITH_LINE.matcher(text);
        int line = 0;
        while (place.find()) {
            line = Integer.parseInt(place.group(1));
        }
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return new PythonSyntaxException(
                line, last.isEmpty() ? "the compiler wrote nothing and did not say why" : last);
    }

    /** The source's name may be anything; this is for the compiler's files. */
    static byte[] zeroEnded(String text) {
        return (text + '\0').getBytes(StandardCharsets.UTF_8);
    }
}
