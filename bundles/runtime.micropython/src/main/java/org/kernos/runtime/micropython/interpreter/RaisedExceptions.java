package org.kernos.runtime.micropython.interpreter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Exceptions of Java that are raised in Python, and known again when they come out. Under the interpreter's lock. */
final class RaisedExceptions {

    private final Interpreter owner;
    private final Exports exports;
    private final Supplier<Helpers> helpers;

    /** What was last raised in Python with an exception of Java behind it. */
    private @Nullable PythonException lastRaised;

    /** Of another interpreter's, that was the origin of what was last raised. */
    private @Nullable PythonException lastOrigin;

    RaisedExceptions(Interpreter owner, Exports exports, Supplier<Helpers> helpers) {
        this.owner = owner;
        this.exports = exports;
        this.helpers = helpers;
    }

    /** Another call begins. */
    void forget() {
        lastRaised = null;
        lastOrigin = null;
    }

    /** In the Python code that has called the host; leaves by the machine's own exception. */
    void raise(PythonException e) {
        PythonObject original = e.original();
        boolean isOwn = original != null && original.owner() == owner;
        PythonException here = isOwn || e.elsewhere() == null ? e : e.elsewhere();
        lastRaised = here;
        lastOrigin = here == e ? null : e;
        try {
            if (isOwn) {
                helpers.get().call(Helper.PREPARE_AGAIN, original);
            } else {
                prepare(here);
            }
        } catch (PythonException noRoom) {
            // On the stack or in the heap: asking the raiser raises that. As an exception of Java it would pass
            // Python's handlers.
            forget();
        }
        exports.iterator.apply(helpers.get().reference(Helper.RAISER));
    }

    private void prepare(PythonException e) {
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add(e.type());
        arguments.add(e.pythonMessage());
        e.attributes().forEach((name, value) -> {
            arguments.add(name);
            arguments.add(value);
        });
        helpers.get().call(Helper.PREPARE, arguments.toArray());
    }

    /** The exception with what Java had thrown in the first place as its cause, where that is what has come out again. */
    PythonException traced(PythonException e) {
        PythonException raised = lastRaised;
        if (raised == null
                || !raised.type().equals(e.type())
                || !raised.pythonMessage().equals(e.pythonMessage())) {
            return e;
        }
        Throwable cause = raised.getCause();
        PythonException traced = e.with(cause == null ? raised : cause, e.original());
        PythonException origin = lastOrigin;
        return origin == null ? traced : traced.behind(origin);
    }
}
