package org.kernos.runtime.micropython.interpreter;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kernos.runtime.micropython.interpreter.InterpreterException.Reason;

/**
 * Modules that share an interpreter (design Y-4). One that is lost, or in which memory has run out, is replaced by a new one into
 * which all modules are loaded again
 * (Y-9): what they had in their variables is gone. Any thread.
 */
public final class InterpreterGroup implements AutoCloseable {

    /** An interpreter with what was looked up in it. */
    private record Generation(Interpreter interpreter, Map<String, PythonObject> functions) {

        boolean isUsable() {
            return !interpreter.isLost() && !interpreter.isExhausted();
        }

        PythonObject function(String module, String name) {
            String key = module + "/" + name;
            PythonObject known = functions.get(key);
            if (known == null) {
                // Not computeIfAbsent: the module may run, and call the group, while it is imported.
                known = find(module, name);
                functions.put(key, known);
            }
            return known;
        }

        private PythonObject find(String module, String name) {
            try (PythonObject imported = interpreter.importModule(module)) {
                Object found = imported.attribute(name);
                if (found instanceof PythonObject object) {
                    return object;
                }
                throw new PythonException(
                        "TypeError", "'" + name + "' of the module '" + module + "' cannot be called");
            }
        }
    }

    private final Supplier<Interpreter> fresh;
    private final List<PythonModule> modules = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Generation> current = new AtomicReference<>();
    private final AtomicInteger replaced = new AtomicInteger();

    /**
     * @param fresh starts an interpreter; the group closes it
     */
    public InterpreterGroup(Supplier<Interpreter> fresh) {
        this.fresh = fresh;
    }

    /**
     * Loads a module and runs it; what it raises comes out, and the module is not in the group then.
     *
     * @throws MpyFormatException for bytecode that cannot be run here
     * @throws IllegalStateException when there is one of its name
     */
    public void add(PythonModule module) throws MpyFormatException {
        if (modules.stream().anyMatch(other -> other.name().equals(module.name()))) {
            throw new IllegalStateException("another module is imported as '" + module.name() + "' already");
        }
        Interpreter interpreter = generation().interpreter();
        module.addTo(interpreter);
        try {
            interpreter.importModule(module.name()).close();
        } catch (PythonException e) {
            interpreter.removeModule(module.name());
            throw e;
        }
        modules.add(module);
    }

    /** It cannot be imported any more; who has imported it keeps what it has. */
    public void remove(PythonModule module) {
        modules.remove(module);
        Generation now = current.get();
        if (now != null && now.isUsable()) {
            now.functions().keySet().removeIf(key -> key.startsWith(module.name() + "/"));
            now.interpreter().removeModule(module.name());
        }
    }

    /** The names of a module's public functions. */
    public List<String> functionsOf(String module) {
        Interpreter interpreter = generation().interpreter();
        try (PythonObject imported = interpreter.importModule(module)) {
            return interpreter.functionsOf(imported);
        }
    }

    /** Calls a function of a module; values are as {@link Interpreter} says. */
    public @Nullable Object call(String module, String function, @Nullable Object... arguments) {
        Generation now = generation();
        try {
            return now.function(module, function).call(arguments);
        } catch (InterpreterException e) {
            if (e.reason() != Reason.CLOSED) {
                throw e;
            }
            // Another call has ended it while this one waited.
            return generation().function(module, function).call(arguments);
        }
    }

    /** How often the interpreter was replaced. */
    public int replacements() {
        return replaced.get();
    }

    /** The interpreter of now, for programs. */
    public Interpreter interpreter() {
        return generation().interpreter();
    }

    private Generation generation() {
        Generation now = current.get();
        return now != null && now.isUsable() ? now : replace(now);
    }

    /** Several may try at once; one of them is taken. */
    private Generation replace(@Nullable Generation old) {
        Generation made = load();
        if (!current.compareAndSet(old, made)) {
            made.interpreter().close();
            return generation();
        }
        if (old != null) {
            replaced.incrementAndGet();
            old.interpreter().close();
        }
        return made;
    }

    /** A module that fails now fails again, with its traceback, when it is called; the others work. */
    private Generation load() {
        Interpreter interpreter = fresh.get();
        for (PythonModule module : modules) {
            try {
                module.addTo(interpreter);
            } catch (MpyFormatException e) {
                throw new IllegalStateException(
                        "'" + module.name() + "' was loaded before, and cannot be loaded again", e);
            }
        }
        return new Generation(interpreter, new ConcurrentHashMap<>());
    }

    @Override
    public void close() {
        Generation last = current.getAndSet(null);
        if (last != null) {
            last.interpreter().close();
        }
    }
}
