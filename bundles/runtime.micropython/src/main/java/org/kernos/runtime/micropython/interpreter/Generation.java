package org.kernos.runtime.micropython.interpreter;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kernos.runtime.micropython.interpreter.InterpreterException.Reason;

/**
 * One interpreter of a group, and the modules' objects in it. Several revisions of a module may be there: each function belongs to its
 * own revision's object, and {@code import} gives the one that was opened last. What changes anything runs inside of
 * {@link #exclusively}.
 */
final class Generation {

    private record Key(PythonModule module, String function) {}

    private final Interpreter interpreter;

    /** What is loaded, in the order of opening. */
    private final List<PythonModule> order = new CopyOnWriteArrayList<>();

    private final Map<PythonModule, PythonObject> objects = new ConcurrentHashMap<>();
    private final Map<Key, PythonObject> functions = new ConcurrentHashMap<>();

    /** Why modules that an interpreter before this one had are not here. */
    private final Map<PythonModule, RuntimeException> failures = new ConcurrentHashMap<>();

    Generation(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    Interpreter interpreter() {
        return interpreter;
    }

    boolean isUsable() {
        return !interpreter.isLost() && !interpreter.isExhausted();
    }

    /** No other thread comes between; waits for the interpreter whoever waits already. */
    <T> T exclusively(Supplier<T> operations) {
        return interpreter.exclusively(Integer.MAX_VALUE, operations);
    }

    /**
     * Runs a module, which is what {@code import} gives from then on.
     *
     * @throws PythonException for what it raises; all is as before then, as for a limit
     */
    void load(PythonModule module) {
        try {
            run(module);
        } catch (RuntimeException e) {
            if (!interpreter.isLost()) {
                restore(module);
            }
            throw e;
        }
    }

    private void run(PythonModule module) {
        module.addTo(interpreter);
        interpreter.forget(module.name());
        importing(module);
    }

    private void importing(PythonModule module) {
        objects.put(module, interpreter.importModule(module.name()));
        order.add(module);
    }

    private Optional<PythonModule> last(Predicate<PythonModule> fitting) {
        return order.stream().filter(fitting).reduce((first, second) -> second);
    }

    private Optional<PythonModule> newest(String name) {
        return last(module -> module.name().equals(name));
    }

    /** Gives {@code import}, and whoever reads files, what is there now that a module is not. */
    private void restore(PythonModule gone) {
        Optional<PythonModule> now = newest(gone.name());
        interpreter.removeModule(gone.name());
        now.ifPresent(module -> {
            module.addTo(interpreter);
            interpreter.put(module.name(), object(module));
        });
        last(module -> module.owner().equals(gone.owner()))
                .ifPresentOrElse(module -> module.mount(interpreter), () -> gone.unmount(interpreter));
    }

    /**
     * Loads what another generation had. Modules import each other, so that the files of all are there before the first one runs: those
     * of their newest revisions. Older ones come after them, and nobody imports those.
     *
     * @return why modules are not here, in the order in which that was found out; when the last of them has made the interpreter
     * unusable, some that could be loaded are missing, and not named
     * @throws InterpreterException when the thread is interrupted; the interpreter is closed then
     */
    Map<PythonModule, RuntimeException> loadAll(List<PythonModule> modules) {
        Map<String, PythonModule> newest = new LinkedHashMap<>();
        modules.forEach(module -> newest.put(module.name(), module));
        newest.values().forEach(module -> module.addTo(interpreter));
        Map<PythonModule, RuntimeException> failed = new LinkedHashMap<>();
        for (PythonModule module : modules) {
            if (newest.containsValue(module) && isUsable()) {
                attempt(() -> importing(module), module, failed);
            }
        }
        for (PythonModule module : modules) {
            if (!newest.containsValue(module) && isUsable()) {
                attempt(() -> loadBehind(module), module, failed);
            }
        }
        order.sort(
                Comparator.comparingInt(module -> modules.contains(module) ? modules.indexOf(module) : modules.size()));
        return failed;
    }

    private void attempt(Runnable loading, PythonModule module, Map<PythonModule, RuntimeException> failed) {
        try {
            loading.run();
        } catch (InterpreterException e) {
            if (e.reason() == Reason.INTERRUPTED) {
                interpreter.close();
                throw e;
            }
            failed.put(module, e);
        } catch (PythonException | IllegalArgumentException e) {
            failed.put(module, e);
        }
    }

    /** The older revision is there for its own functions; {@code import} gives the newer one, if that is there. */
    private void loadBehind(PythonModule older) {
        Optional<PythonModule> newer = newest(older.name());
        try {
            run(older);
        } finally {
            if (newer.isPresent() && !interpreter.isLost()) {
                newer.get().addTo(interpreter);
                interpreter.put(older.name(), object(newer.get()));
            }
        }
    }

    /** Calls of its functions say why it is not here. */
    void refuse(PythonModule module, RuntimeException reason) {
        failures.put(module, reason);
    }

    Optional<RuntimeException> failure(PythonModule module) {
        return Optional.ofNullable(failures.get(module));
    }

    /** Whoever has imported it goes on with another revision that is there, or else keeps what it has. */
    void unload(PythonModule module) {
        failures.remove(module);
        PythonObject gone = objects.get(module);
        if (gone == null) {
            return;
        }
        boolean imported =
                newest(module.name()).filter(newest -> newest == module).isPresent();
        order.remove(module);
        objects.remove(module);
        functions.keySet().removeIf(key -> key.module() == module);
        if (imported) {
            restore(module);
        }
        newest(module.name()).ifPresent(other -> interpreter.rebind(gone, object(other)));
        gone.close();
    }

    PythonObject object(PythonModule module) {
        PythonObject object = objects.get(module);
        if (object != null) {
            return object;
        }
        RuntimeException reason = failures.get(module);
        String why =
                reason == null ? "is not loaded" : "could not be loaded into a new interpreter: " + reason.getMessage();
        throw new InterpreterException(Reason.NOT_LOADED, false, "'" + module.name() + "' " + why, reason);
    }

    /**
     * @throws PythonException when the module has no such attribute, or it cannot be called
     */
    PythonObject function(PythonModule module, String name) {
        Key key = new Key(module, name);
        PythonObject known = functions.get(key);
        return known != null
                ? known
                : interpreter.exclusively(interpreter.limits().waiting(), () -> find(key));
    }

    private PythonObject find(Key key) {
        if (object(key.module()).attribute(key.function()) instanceof PythonObject found) {
            functions.put(key, found);
            return found;
        }
        throw new PythonException(
                "TypeError",
                "'" + key.function() + "' of the module '" + key.module().name() + "' cannot be called");
    }

    /** Gives a module another {@code __config__}. */
    void configure(PythonModule module, Map<String, String> configuration) {
        interpreter.exclusively(interpreter.limits().waiting(), () -> {
            interpreter.configure(object(module), configuration);
            return Optional.empty();
        });
    }

    @Nullable
    Object attribute(PythonModule module, String name) {
        return interpreter
                .exclusively(
                        interpreter.limits().waiting(),
                        () -> Optional.ofNullable(object(module).attribute(name)))
                .orElse(null);
    }

    List<String> functionNames(PythonModule module) {
        return interpreter.functionsOf(object(module));
    }
}
