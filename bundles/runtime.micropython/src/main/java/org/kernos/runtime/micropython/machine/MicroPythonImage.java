package org.kernos.runtime.micropython.machine;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.micropython.wasm.MicroPythonMachine;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.MemoryLimits;

/**
 * What all instances share: MicroPython's initial data and the types of its functions. Its code is in the classes that the build has
 * made (docs/micropython-build.md). It is read when the first instance is made, because a container without Python should not wait for
 * it. Any thread.
 */
public final class MicroPythonImage {

    private static final String THROW = "_emscripten_throw_longjmp";
    private static final String DATA = "MicroPython.meta";

    /** Data and stack take 4; what the file asks for, 259, is for a browser. */
    private static final int INITIAL_PAGES = 6;

    /** Null before the first instance; guarded by this. */
    private @Nullable WasmModule module;

    private MicroPythonImage() {}

    /** The bundle's, of which nothing is read yet. */
    public static MicroPythonImage load() {
        return new MicroPythonImage();
    }

    /**
     * @throws IllegalStateException when the bundle is not as it was built
     */
    private synchronized WasmModule module() {
        WasmModule known = module;
        if (known == null) {
            known = read();
            module = known;
        }
        return known;
    }

    private static WasmModule read() {
        try (InputStream data = MicroPythonMachine.class.getResourceAsStream(DATA)) {
            if (data == null) {
                throw new IllegalStateException("the bundle has no '" + DATA + "' beside the interpreter's classes");
            }
            return Parser.parse(data.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("the interpreter's data could not be read", e);
        }
    }

    /**
     * Memory for one instance.
     *
     * @param extraPages by which it can grow
     */
    public static FlatMemory memory(int extraPages) {
        return new FlatMemory(new MemoryLimits(INITIAL_PAGES, INITIAL_PAGES + extraPages));
    }

    /**
     * A fresh instance; nothing of it has run yet.
     *
     * @throws IllegalStateException when the bundle is not as it was built
     */
    public Instance instantiate(List<HostFunction> imports, FlatMemory memory) {
        WasmModule image = module();
        return Instance.builder(image)
                .withImportValues(ImportValues.builder()
                        .addFunction(imports.toArray(HostFunction[]::new))
                        .addFunction(unused(image).toArray(HostFunction[]::new))
                        .build())
                .withMemoryLimits(new MemoryLimits(memory.initialPages(), memory.maximumPages()))
                .withMemoryFactory(limits -> memory)
                .withMachineFactory(MicroPythonMachine::new)
                .build();
    }

    /** The imports that the rewriter has made superfluous; they are declared all the same. */
    private static List<HostFunction> unused(WasmModule image) {
        return image.importSection().stream()
                .map(FunctionImport.class::cast)
                .filter(function ->
                        function.name().startsWith("invoke_") || function.name().equals(THROW))
                .map(function -> new HostFunction(
                        function.module(),
                        function.name(),
                        image.typeSection().getType(function.typeIndex()),
                        (instance, arguments) -> {
                            throw new WasmEngineException(
                                    "'" + function.name() + "' was called, which the build has replaced");
                        }))
                .toList();
    }
}
