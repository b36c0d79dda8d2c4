package org.kernos.runtime.cabi.shim;

import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.value.Value;

/** A kernel's {@code eval}, for what C does not answer itself (native H-5). Nothing is thrown: it fails the call instead. */
final class Evaluation {

    private Evaluation() {}

    /**
     * The expression that the frame names, which lies in its own memory.
     *
     * @return a number's bits or a handle, as the frame's status says then; 0 when there is nothing to return
     */
    static long inside(CallFrame frame) {
        Value expression;
        try {
            expression = frame.reader().expression(frame.given());
        } catch (Throwable e) {
            return failedInside(frame, e);
        }
        return inside(frame, expression);
    }

    /** The same for an expression in a block of its own. */
    static long insideBlock(CallFrame frame, long block, long bytes) {
        Value expression;
        try {
            expression = read(block, bytes);
        } catch (Throwable e) {
            return failedInside(frame, e);
        }
        return inside(frame, expression);
    }

    private static long failedInside(CallFrame frame, Throwable failure) {
        long given = failed(frame, frame.writer(), failure);
        frame.setStatus(CallFrame.FAILED | CallFrame.VALUE);
        return given;
    }

    private static long inside(CallFrame frame, Value expression) {
        long status;
        long given;
        try {
            Value result = eval(frame, expression);
            if (result instanceof Value.Int number) {
                given = number.value();
                status = NodeReader.INT;
            } else if (result instanceof Value.Real number) {
                given = Double.doubleToRawLongBits(number.value());
                status = NodeReader.REAL;
            } else {
                given = frame.writer().value(result);
                status = CallFrame.VALUE;
            }
        } catch (Throwable e) {
            return failedInside(frame, e);
        }
        frame.setStatus(status);
        return given;
    }

    /**
     * @param target the frame of this thread, 0 for none: where the result goes
     * @return a handle, 0 for a failure
     */
    static long elsewhere(CallFrame frame, long target, long block, long bytes) {
        NodeWriter writer = NodeWriter.intoRoom(target);
        try {
            return writer.value(eval(frame, read(block, bytes)));
        } catch (Throwable e) {
            failed(frame, writer, e);
            return 0;
        }
    }

    private static Value read(long block, long bytes) {
        return new NodeReader(ShimNatives.buffer(block, bytes), 0).read(0);
    }

    private static Value eval(CallFrame frame, Value expression) {
        Evaluator scope = frame.scope();
        if (scope == null) {
            throw new IllegalStateException("the call whose context this was has ended");
        }
        return scope.eval(expression);
    }

    /** The error as a value, or 0 when there is no room for it. */
    private static long failed(CallFrame frame, NodeWriter writer, Throwable failure) {
        frame.fail(failure);
        try {
            return failure instanceof KernelException e ? writer.value(e.toValue()) : 0;
        } catch (RuntimeException | Error e) {
            return 0;
        }
    }
}
