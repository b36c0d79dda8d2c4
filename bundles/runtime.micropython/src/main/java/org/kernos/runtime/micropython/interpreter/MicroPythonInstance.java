package org.kernos.runtime.micropython.interpreter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kernos.runtime.micropython.file.FileCalls;
import org.kernos.runtime.micropython.file.FileTree;
import org.kernos.runtime.micropython.machine.Imports;
import org.kernos.runtime.micropython.machine.MicroPythonImage;
import org.kernos.runtime.micropython.machine.Snapshot;
import org.kernos.runtime.micropython.memory.FlatMemory;
import run.endive.runtime.Instance;
import run.endive.runtime.TrapException;

/**
 * One instance of MicroPython, and what can be done with it; one thread at a time, without limits of time. {@link Interpreter} sees
 * to both.
 */
final class MicroPythonInstance {

    private static final String START = "start.py";

    /** A file of its own, so that tracebacks show which of their frames are of no interest. */
    private static final String START_FILE = PythonException.INNER_FILES + "_start.py";

    /** The module that shares a dictionary (design Y-5). */
    private static final String ENVIRONMENT_FILE = PythonException.INNER_FILES + "env.py";

    private static final String IMPORT_START = "import sys\nsys.path[:] = ['" + PythonException.INNER_FILES
            + "']\nimport _start\ndel sys.modules['_start'], sys, _start\n";

    /** Words for Python's frames; and bytes of the first part of the heap, which grows by doubling. */
    private static final int FRAME_WORDS = 16 * 1024;

    private static final int FIRST_HEAP = 128 * 1024;

    /** Python's own limit is at 32 KiB; what lies before it is for a helper that raises an exception. */
    private static final int LEAST_STACK = 36 * 1024;

    final HostObjects hosts = new HostObjects();
    final Slots slots;
    final HeapQuota quota;
    final ToPython toPython;
    final FromPython fromPython;
    private final Exports exports;
    private final Interpreter owner;

    /** Numbers of objects that nothing in Java holds any more; filled by any thread. */
    private final Queue<Integer> released = new ConcurrentLinkedQueue<>();

    private @Nullable Helpers helpers;
    private final RaisedExceptions raised;

    MicroPythonInstance(
            Interpreter owner,
            MicroPythonImage image,
            int heapBytes,
            FileTree files,
            PrintedOutput output,
            HostModules modules) {
        this.owner = owner;
        Snapshot started = image.started().orElse(null);
        int extraPages = HeapQuota.extraPages(heapBytes);
        FlatMemory memory =
                started == null ? MicroPythonImage.memory(extraPages) : MicroPythonImage.memory(extraPages, started);
        quota = new HeapQuota(memory, heapBytes);
        Imports imports = new Imports();
        new HostCalls(this).addTo(imports);
        HostBinding binding = new HostBinding(modules, owner);
        binding.addTo(files);
        FileCalls.addTo(imports, memory, files, output);
        Instance instance = started == null
                ? prepared(image.instantiate(imports.functions(), memory))
                : image.resume(imports.functions(), memory, started);
        exports = new Exports(instance);
        slots = started == null
                ? Slots.allocate(memory, instance)
                : Slots.at(started.marks().get(0), memory, instance);
        raised = new RaisedExceptions(owner, exports, this::helpers);
        toPython = new ToPython(owner, slots, hosts, exports);
        fromPython = new FromPython(owner, slots, exports, hosts, released);
        if (started == null) {
            image.keepStarted(start(instance, files, binding));
        } else {
            binding.functions().values().forEach(hosts::add);
            takeHelpers(helpers ->
                    helpers.takeAgain(started.marks().subList(1, started.marks().size())));
        }
    }

    private static Instance prepared(Instance instance) {
        instance.export("emscripten_stack_init").apply();
        instance.export("__wasm_call_ctors").apply();
        return instance;
    }

    /** What all instances do alike, so that the next ones go on from its result: nothing in it may depend on this one's surroundings. */
    private Snapshot start(Instance instance, FileTree files, HostBinding binding) {
        instance.export("mp_js_init").apply(FRAME_WORDS, FIRST_HEAP);
        instance.export("proxy_c_init").apply();
        restoring(python -> {
            python.bind(binding);
            files.put(START_FILE, HostBinding.resource(START));
            files.put(ENVIRONMENT_FILE, "env = {}\n".getBytes(StandardCharsets.UTF_8));
            python.exec(IMPORT_START);
            files.remove(START_FILE);
            files.remove(ENVIRONMENT_FILE);
            return python;
        });
        List<Integer> marks = new ArrayList<>();
        marks.add(slots.push(0));
        marks.addAll(helpers().references());
        return new Snapshot(instance, slots.memory, marks);
    }

    /** While {@code start.py} runs, once. */
    boolean takeHelpers(int slot) {
        if (helpers != null) {
            return false;
        }
        takeHelpers(taken -> taken.take(fromPython.takeReference(slot)));
        return true;
    }

    private void takeHelpers(Consumer<Helpers> how) {
        Helpers taken = new Helpers(slots, exports, toPython, fromPython);
        how.accept(taken);
        helpers = taken;
        toPython.use(taken);
    }

    private Helpers helpers() {
        Helpers now = helpers;
        if (now == null) {
            throw new IllegalStateException("the interpreter is still being started");
        }
        return now;
    }

    /** Before anything else that Java gives to Python. */
    private void bind(HostBinding binding) {
        binding.functions().forEach((name, function) -> {
            int slot = slots.push(1);
            int text = slots.allocate(name.getBytes(StandardCharsets.UTF_8));
            toPython.write(function, slot);
            exports.registerModule.apply(text, slot);
            slots.free(text);
            slots.pop(slot);
        });
    }

    /**
     * Gives back what an operation takes on the stack of slots and holds for it, also when it ends by an exception; but for one that
     * ends the
     * instance.
     */
    <T> T restoring(Function<MicroPythonInstance, T> operation) {
        int top = slots.push(0);
        int outer = toPython.enter();
        try {
            T result = operation.apply(this);
            restore(top, outer);
            return result;
        } catch (PythonException | IllegalArgumentException e) {
            restore(top, outer);
            throw e;
        }
    }

    private void restore(int top, int outer) {
        toPython.leave(outer);
        slots.pop(top);
    }

    /** Runs a program in {@code __main__}. */
    void exec(String source) {
        byte[] text = source.getBytes(StandardCharsets.UTF_8);
        int result = slots.push(1);
        int address = slots.allocate(text);
        exports.exec.apply(address, text.length, result);
        slots.free(address);
        fromPython.take(result);
    }

    @Nullable
    Object evaluate(String expression) {
        return call(helpers().reference(Helper.EVALUATE), expression);
    }

    /** The module that the whole of a dotted name stands for. */
    PythonObject importModule(String name) {
        return fromPython.object(helpers().make(Helper.IMPORT, name), false);
    }

    /** At the end of the stack nothing could be raised any more that does not pass the host's frames. */
    void checkDepth() {
        if (exports.freeStack.apply()[0] < LEAST_STACK) {
            throw new PythonException("RuntimeError", "maximum recursion depth exceeded");
        }
    }

    @Nullable
    Object call(int function, @Nullable Object... arguments) {
        return helpers().call(function, arguments);
    }

    /** A call from inside of a call: an exception keeps its object, so that it can go on through Python as what it is. */
    @Nullable
    Object callKeeping(int function, @Nullable Object... arguments) {
        @Nullable Object[] all = new @Nullable Object[arguments.length + 1];
        all[0] = new ToPython.Held(function);
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try {
            return call(helpers().reference(Helper.KEEPING), all);
        } catch (PythonException e) {
            PythonException traced = raised.traced(e);
            throw traced.with(traced.getCause(), kept());
        }
    }

    /** Null when calls are nested so deep that not even the helper could be called. */
    private @Nullable PythonObject kept() {
        try {
            return helpers().call(Helper.KEPT) instanceof PythonObject kept ? kept : null;
        } catch (PythonException e) {
            return null;
        }
    }

    /** The next import runs it again. */
    void forget(String module) {
        helpers().call(Helper.FORGET, module);
    }

    /**
     * @param module the object, or the name of one that may be there
     */
    void configure(Object module, Map<String, String> configuration) {
        helpers().call(Helper.CONFIGURE, module, configuration);
    }

    void put(String name, PythonObject module) {
        helpers().call(Helper.PUT, name, module);
    }

    void rebind(PythonObject old, PythonObject now) {
        helpers().call(Helper.REBIND, old, now);
    }

    @Nullable
    Object functions(PythonObject module) {
        return helpers().call(Helper.FUNCTIONS, module);
    }

    @Nullable
    Object typeName(PythonObject object) {
        return helpers().call(Helper.TYPE_NAME, object);
    }

    @Nullable
    Object attribute(PythonObject object, String name) {
        int result = slots.push(1);
        int address = slots.allocate(name.getBytes(StandardCharsets.UTF_8));
        exports.attribute.apply(object.reference(), address, result);
        slots.free(address);
        return fromPython.take(result);
    }

    RaisedExceptions raised() {
        return raised;
    }

    /** Before a call that no other is around: nothing is on the stack, and what Java has let go of is released. */
    void begin() {
        quota.reset();
        raised.forget();
        for (Integer reference = released.poll(); reference != null; reference = released.poll()) {
            exports.release.apply(reference);
        }
    }

    /** Lets an interrupt take effect that came when the call had ended already. */
    void settle() {
        try {
            helpers().call(Helper.SETTLE);
        } catch (PythonException e) {
            if (!e.type().equals("KeyboardInterrupt")) {
                throw e;
            }
        }
    }

    void interrupt() {
        exports.interrupt.apply();
    }

    /** What a crash of the machine means in Python's terms. */
    String explain(Throwable crash) {
        if (!(crash instanceof TrapException)) {
            return "crashed: " + (crash.getMessage() == null ? crash : crash.getMessage());
        }
        return quota.isUsedUp()
                ? "run out of memory"
                : "crashed: it could not handle an exception (" + crash.getMessage() + ")";
    }

    boolean isLost() {
        return owner.isLost();
    }

    /** How much of the memory is for Python objects. */
    int heapBytes() {
        return memoryBytes() - slots.memory.initialPages() * FlatMemory.PAGE_SIZE;
    }

    /** How large the memory is now. */
    int memoryBytes() {
        return slots.memory.pages() * FlatMemory.PAGE_SIZE;
    }
}
