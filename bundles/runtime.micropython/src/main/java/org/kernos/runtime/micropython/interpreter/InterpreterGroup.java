package org.kernos.runtime.micropython.interpreter;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kernos.runtime.micropython.interpreter.InterpreterException.Reason;

/**
 * Modules that share an interpreter (design Y-4). One that is lost, or in which memory has run out, is replaced by a new one into
 * which all modules are loaded again (Y-9): what they had in their variables is gone. A module may be there in several revisions. Any
 * thread.
 */
public final class InterpreterGroup implements AutoCloseable {

    /** A module, and who is told when a new interpreter does not have it. */
    private record Member(PythonModule module, Consumer<RuntimeException> missing) {}

    private final Supplier<Interpreter> fresh;
    private final List<Member> members = new CopyOnWriteArrayList<>();

    /** Those that have made an interpreter unusable as they were loaded again: none loads them any more. */
    private final Map<PythonModule, RuntimeException> harmful = new ConcurrentHashMap<>();

    private final AtomicReference<@Nullable Generation> current = new AtomicReference<>();
    private final AtomicInteger replaced = new AtomicInteger();
    private final AtomicInteger killed = new AtomicInteger();
    private final LongAdder calls = new LongAdder();
    private volatile boolean closed;

    /**
     * @param fresh starts an interpreter; the group closes it
     */
    public InterpreterGroup(Supplier<Interpreter> fresh) {
        this.fresh = fresh;
    }

    /** As the other, when nobody needs to be told. */
    public void add(PythonModule module) throws MpyFormatException {
        add(module, reason -> {});
    }

    /**
     * Loads a module and runs it; what it raises comes out, and the module is not in the group then.
     *
     * @param missing is told when an interpreter was replaced and the module could not be loaded again
     * @throws MpyFormatException for bytecode that cannot be run here
     * @throws IllegalStateException when a module of another owner is imported by its name
     */
    public void add(PythonModule module, Consumer<RuntimeException> missing) throws MpyFormatException {
        module.check();
        change(now -> {
            refuseOtherOwner(module);
            now.load(module);
            members.add(new Member(module, missing));
        });
    }

    private void refuseOtherOwner(PythonModule module) {
        for (Member member : members) {
            PythonModule other = member.module();
            if (other.name().equals(module.name()) && !other.owner().equals(module.owner())) {
                throw new IllegalStateException(
                        "the module '" + other.owner() + "' is imported as '" + module.name() + "' already");
            }
        }
    }

    /** In the interpreter that is current when it is this thread's turn. */
    private void change(Consumer<Generation> change) {
        boolean done = false;
        while (!done) {
            Generation now = generation();
            done = now.exclusively(() -> {
                boolean isCurrent = current.get() == now && now.isUsable();
                if (isCurrent) {
                    change.accept(now);
                }
                return isCurrent;
            });
        }
    }

    /**
     * It cannot be imported any more, and its functions cannot be called; who has imported it keeps what it has, unless another revision
     * is there.
     *
     * @throws InterpreterException when the thread was interrupted before the interpreter was free
     */
    public void remove(PythonModule module) {
        members.removeIf(member -> member.module() == module);
        harmful.remove(module);
        // After that: a generation that is being loaded now either does not find it any more or is the current one.
        Generation now = current.get();
        if (now != null) {
            now.exclusively(() -> {
                if (now.isUsable()) {
                    now.unload(module);
                }
                return Optional.empty();
            });
        }
    }

    /** The names of a module's public functions. */
    public List<String> functionsOf(PythonModule module) {
        return retrying(now -> now.functionNames(module));
    }

    /** What a module has by some name; empty for {@code None} too. */
    public Optional<Object> findAttribute(PythonModule module, String name) {
        try {
            return retrying(now -> Optional.ofNullable(now.attribute(module, name)));
        } catch (PythonException e) {
            if (e.type().equals("AttributeError")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    public boolean hasFunction(PythonModule module, String name) {
        if (findAttribute(module, name).orElse(null) instanceof PythonObject object) {
            object.close();
            return object.isCallable();
        }
        return false;
    }

    /** Calls a function of a module; values are as {@link Interpreter} says. */
    public @Nullable Object call(PythonModule module, String function, @Nullable Object... arguments) {
        calls.increment();
        return retrying(now ->
                        Optional.ofNullable(now.function(module, function).call(arguments)))
                .orElse(null);
    }

    /** Gives a module another {@code __config__}. */
    public void configure(PythonModule module, Map<String, String> configuration) {
        retrying(now -> {
            now.configure(module, configuration);
            return Optional.empty();
        });
    }

    /** Another call may end the interpreter while this one waits for it. */
    private <T> T retrying(Function<Generation, T> call) {
        try {
            return call.apply(generation());
        } catch (InterpreterException e) {
            if (e.reason() != Reason.CLOSED) {
                throw e;
            }
            return call.apply(generation());
        }
    }

    /** How many calls there were. */
    public long calls() {
        return calls.sum();
    }

    /** How often the interpreter was replaced. */
    public int replacements() {
        return replaced.get();
    }

    /** How often it was lost because a call took too long. */
    public int kills() {
        return killed.get() + running().map(now -> now.isKilled() ? 1 : 0).orElse(0);
    }

    /** Why a module is missing in the interpreter of now. */
    public Optional<RuntimeException> failure(PythonModule module) {
        Generation now = current.get();
        return now == null ? Optional.empty() : now.failure(module);
    }

    /** The interpreter of now, for programs. */
    public Interpreter interpreter() {
        return generation().interpreter();
    }

    /** The interpreter that was started last, if it is there and whether it can be used or not. */
    public Optional<Interpreter> running() {
        return Optional.ofNullable(current.get()).map(Generation::interpreter);
    }

    private Generation generation() {
        Generation now = current.get();
        while (now == null || !now.isUsable()) {
            replace(now);
            now = current.get();
        }
        return now;
    }

    /** Several may try at once; one of them is taken, and the others wait for the interpreter until it has loaded the modules. */
    private void replace(@Nullable Generation old) {
        if (closed) {
            throw new InterpreterException(Reason.CLOSED, true, "the Python interpreter is closed", null);
        }
        Generation made = new Generation(fresh.get());
        boolean taken;
        try {
            taken = made.exclusively(() -> current.compareAndSet(old, made) && load(made));
        } catch (RuntimeException e) {
            retire(old);
            throw e;
        }
        if (taken) {
            retire(old);
        }
        if (!taken || closed) {
            made.interpreter().close();
        }
    }

    private void retire(@Nullable Generation old) {
        if (old != null) {
            replaced.incrementAndGet();
            killed.addAndGet(old.interpreter().isKilled() ? 1 : 0);
            old.interpreter().close();
        }
    }

    /** What is true in the end: that the interpreter was taken. */
    private boolean load(Generation made) {
        List<PythonModule> loadable = members.stream()
                .map(Member::module)
                .filter(module -> !harmful.containsKey(module))
                .toList();
        Map<PythonModule, RuntimeException> failed = made.loadAll(loadable);
        if (!made.isUsable()) {
            // The next interpreter tries again without the last one; the failures before it show again.
            List<PythonModule> tried = List.copyOf(failed.keySet());
            PythonModule last = tried.get(tried.size() - 1);
            harmful.put(last, Objects.requireNonNull(failed.get(last)));
            tell(Map.of(last, Objects.requireNonNull(failed.get(last))));
            return true;
        }
        failed.forEach(made::refuse);
        harmful.forEach(made::refuse);
        tell(failed);
        return true;
    }

    private void tell(Map<PythonModule, RuntimeException> failed) {
        for (Member member : members) {
            RuntimeException reason = failed.get(member.module());
            if (reason != null) {
                member.missing().accept(reason);
            }
        }
    }

    /** Waits for a running call; nothing can be called any more. */
    @Override
    public void close() {
        closed = true;
        Generation last = current.getAndSet(null);
        if (last != null) {
            last.interpreter().close();
        }
    }
}
