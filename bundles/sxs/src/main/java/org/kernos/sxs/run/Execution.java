package org.kernos.sxs.run;

import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramException;
import org.kernos.api.value.Value;

/**
 * A run on one of its threads: how deep it is, which loop it is in, and what it may still do before it has to ask. Used by one thread at a
 * time.
 */
public final class Execution {

    /** Calls and passes between two looks at the limits: a few microseconds. */
    private static final int STEPS_AT_ONCE = 1_024;

    /** Nested expressions for which any thread's stack has room: below 1 KiB each, and a thread has 512 KiB at least. */
    private static final int ROOM = 300;

    /** The same of a {@link BigStack}. */
    private static final int DEEP_ROOM = 200_000;

    private final Run run;
    private final int deepest;
    private @Nullable Frame[] callers = new Frame[16];
    private int depth;
    private int height;
    private int room = ROOM;
    private int steps;
    private @Nullable Loop loop;
    private Value.Str text = new Value.Str("");
    private byte[] bytes = new byte[0];

    Execution(Run run) {
        this.run = run;
        this.deepest = run.options().limits().depth();
    }

    public Run run() {
        return run;
    }

    /** The innermost loop, or null outside of all. */
    public @Nullable Loop loop() {
        return loop;
    }

    public void loop(@Nullable Loop newLoop) {
        loop = newLoop;
    }

    /** The bytes of a string, not to be changed; kept for the next question, since programs look at one after the other. */
    @SuppressWarnings("ReferenceEquality") // The same object is the common case; equal ones are only made anew.
    public byte[] bytes(Value.Str string) {
        if (text != string) {
            bytes = string.bytes();
            text = string;
        }
        return bytes;
    }

    /**
     * Counts one call or pass.
     *
     * @throws ProgramException now and then, when the run has come to a limit or was cancelled
     */
    public void step(Spot spot) {
        if (++steps >= STEPS_AT_ONCE) {
            int taken = steps;
            steps = 0;
            Problem problem = run.spend(taken);
            if (problem != null) {
                throw new ProgramException(problem.at(spot.place()), null);
            }
        }
    }

    /** Evaluates a lambda's body. */
    public Value call(Lambda lambda, Frame callee, Spot spot) {
        Code code = lambda.code();
        if (depth >= deepest) {
            throw tooDeep(spot);
        } else if (height + code.height() > room) {
            return deeper(() -> call(lambda, callee, spot), spot);
        }
        if (depth == callers.length) {
            callers = Arrays.copyOf(callers, 2 * depth);
        }
        callers[depth++] = callee;
        height += code.height();
        try {
            return code.body().eval(callee, this);
        } finally {
            height -= code.height();
            callers[--depth] = null;
        }
    }

    /** Evaluates what is no lambda: a file, a text, a kernel's expression. */
    public Value enter(Compiled compiled, Frame frame) {
        if (height + compiled.height() > room) {
            return deeper(() -> enter(compiled, frame), compiled.body().spot());
        }
        height += compiled.height();
        try {
            return compiled.body().eval(frame, this);
        } finally {
            height -= compiled.height();
        }
    }

    /** Goes on with this execution on a thread with a larger stack. */
    private Value deeper(Callable<Value> work, Spot spot) {
        if (room == DEEP_ROOM) {
            throw tooDeep(spot);
        }
        room = DEEP_ROOM;
        try {
            return BigStack.call(() -> run.resume(this, work), run::cancel);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            room = ROOM;
        }
    }

    private ProgramException tooDeep(Spot spot) {
        return new ProgramException(
                Problem.of(ProblemCode.EVALUATION, "calls are nested deeper than " + Math.max(1, depth) + " levels")
                        .at(spot.place())
                        .fix("end the recursion earlier, use a loop, or raise the limit of depth"),
                null);
    }

    /** A value that a module has made, weighed. */
    public Value received(Value value, Frame frame, Spot spot) {
        if (value instanceof Value.Int || value instanceof Value.Real || value instanceof Value.None) {
            return value;
        } else if (value instanceof Value.Aberrant aberrant) {
            return run.recall(aberrant);
        }
        made(value, frame, spot);
        return value;
    }

    /** Weighs a value that may be large. */
    public void made(Value value, Frame frame, Spot spot) {
        Problem problem = run.weigh(value, this, frame);
        if (problem != null) {
            throw new ProgramException(problem.at(spot.place()), null);
        }
    }

    /** What all callers hold. */
    void collect(ValueWeight weight) {
        for (int i = 0; i < depth; i++) {
            Frame frame = callers[i];
            if (frame != null) {
                frame.collect(weight);
            }
        }
    }
}
