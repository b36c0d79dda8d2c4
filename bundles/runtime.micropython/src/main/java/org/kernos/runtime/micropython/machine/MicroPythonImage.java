package org.kernos.runtime.micropython.machine;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.kernos.micropython.wasm.MicroPythonMachine;
import org.kernos.runtime.micropython.memory.FlatMemory;
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
 * made
 * (docs/micropython-build.md). Any thread; read once, which takes some milliseconds.
 */
public final class MicroPythonImage {

    private static final String THROW = "_emscripten_throw_longjmp";
    private static final String DATA = "MicroPython.meta";

    /** What an interpreter held when it had started, which the build has written beside this class. */
    private static final String STARTED = "started.snapshot";

    /** Data and stack take 4; what the file asks for, 259, is for a browser. */
    private static final int INITIAL_PAGES = 6;

    private final WasmModule module;

    /** Null until the first instance has started. */
    private final AtomicReference<@Nullable Snapshot> started = new AtomicReference<>();

    private MicroPythonImage(WasmModule module) {
        this.module = module;
    }

    /**
     * With the snapshot of an instance that the build has started.
     *
     * @throws IllegalStateException when the bundle is not as it was built
     */
    public static MicroPythonImage load() {
        MicroPythonImage image = loadUnstarted();
        image.keepStarted(read(MicroPythonImage.class, STARTED, Snapshot::read));
        return image;
    }

    /**
     * The first instance starts from the beginning.
     *
     * @throws IllegalStateException when the bundle is not as it was built
     */
    public static MicroPythonImage loadUnstarted() {
        // It was valid when the build made the classes of it, and to check that again takes a third of a start.
        Parser parser = Parser.builder().withValidation(false).build();
        return new MicroPythonImage(read(MicroPythonMachine.class, DATA, in -> parser.parse(() -> in)));
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(InputStream in) throws IOException;
    }

    private static <T> T read(Class<?> beside, String name, Reading<T> reading) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the bundle has no '" + name + "' beside " + beside.getName());
            }
            return reading.from(in);
        } catch (IOException e) {
            throw new IllegalStateException("'" + name + "' could not be read", e);
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

    /** Memory for one instance that goes on from a snapshot. */
    public static FlatMemory memory(int extraPages, Snapshot snapshot) {
        return new FlatMemory(new MemoryLimits(INITIAL_PAGES, INITIAL_PAGES + extraPages), snapshot.memory());
    }

    /** An instance that has started, from which others can go on: all start alike, and starting takes a hundred times as long. */
    public Optional<Snapshot> started() {
        return Optional.ofNullable(started.get());
    }

    /** The first one counts. */
    public void keepStarted(Snapshot snapshot) {
        started.compareAndSet(null, snapshot);
    }

    /** An instance that goes on from a snapshot, over memory that was made for it. */
    public Instance resume(List<HostFunction> imports, FlatMemory memory, Snapshot snapshot) {
        Instance instance = instantiate(imports, memory);
        snapshot.restoreGlobals(instance);
        return instance;
    }

    /** A fresh instance; nothing of it has run yet. */
    public Instance instantiate(List<HostFunction> imports, FlatMemory memory) {
        return Instance.builder(module)
                .withImportValues(ImportValues.builder()
                        .addFunction(imports.toArray(HostFunction[]::new))
                        .addFunction(unused().toArray(HostFunction[]::new))
                        .build())
                .withMemoryLimits(new MemoryLimits(memory.initialPages(), memory.maximumPages()))
                .withMemoryFactory(limits -> memory)
                .withMachineFactory(MicroPythonMachine::new)
                .build();
    }

    /** The imports that the rewriter has made superfluous; they are declared all the same. */
    private List<HostFunction> unused() {
        return module.importSection().stream()
                .map(FunctionImport.class::cast)
                .filter(function ->
                        function.name().startsWith("invoke_") || function.name().equals(THROW))
                .map(function -> new HostFunction(
                        function.module(),
                        function.name(),
                        module.typeSection().getType(function.typeIndex()),
                        (instance, arguments) -> {
                            throw new WasmEngineException(
                                    "'" + function.name() + "' was called, which the build has replaced");
                        }))
                .toList();
    }
}
