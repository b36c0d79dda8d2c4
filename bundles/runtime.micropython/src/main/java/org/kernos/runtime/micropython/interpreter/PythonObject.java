package org.kernos.runtime.micropython.interpreter;

import java.lang.ref.Cleaner;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A Python object that Java holds: a function, a generator, an object of a class, a module. It lives as long as this is held or until
 * it is closed, and belongs to one interpreter.
 * Any thread may use it, with the interpreter's lock.
 */
public final class PythonObject implements AutoCloseable {

    private static final Cleaner CLEANER = Cleaner.create();

    private final Interpreter owner;
    private final int reference;
    private final boolean callable;
    private final Cleaner.Cleanable release;
    private @Nullable Bridge bridge;

    /**
     * @param released where the number goes when nothing holds the object any more
     */
    PythonObject(Interpreter owner, int reference, boolean callable, Queue<Integer> released) {
        this.owner = owner;
        this.reference = reference;
        this.callable = callable;
        this.release = CLEANER.register(this, () -> released.add(reference));
    }

    Interpreter owner() {
        return owner;
    }

    int reference() {
        return reference;
    }

    public boolean isCallable() {
        return callable;
    }

    /** The name of its class. */
    public String typeName() {
        return owner.typeName(this);
    }

    /** Calls it. */
    public @Nullable Object call(@Nullable Object... arguments) {
        return owner.call(this, arguments);
    }

    /**
     * An attribute.
     *
     * @throws PythonException of type {@code AttributeError} when it has none of that name
     */
    public @Nullable Object attribute(String name) {
        return owner.attribute(this, name);
    }

    /** It in another interpreter; the same one each time, so that it is one object there. */
    synchronized Bridge bridge() {
        Bridge made = bridge;
        if (made == null) {
            made = new Bridge(this);
            bridge = made;
        }
        return made;
    }

    /** A callable of one interpreter in another. */
    record Bridge(PythonObject object) implements HostFunction {
        @Override
        public @Nullable Object call(@Nullable Object[] arguments, Map<String, @Nullable Object> named) {
            if (!named.isEmpty()) {
                throw new PythonException("TypeError", "a callable of another interpreter takes no keyword arguments");
            }
            try {
                return object.call(arguments);
            } catch (PythonException e) {
                throw e.again(e.type(), e.pythonMessage(), e, Map.of());
            }
        }
    }

    @Override
    public void close() {
        release.clean();
    }

    @Override
    public String toString() {
        return "Python object " + reference;
    }
}
