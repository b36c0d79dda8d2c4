package org.kernos.runtime.cabi.shim;

import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.value.Value;

/** A kernel's {@code eval}, for what C does not answer itself (native H-5). Nothing is thrown: it fails the call instead. */
final class Evaluation {

    private Evaluation() {}

    /**
     * @param index of the expression in the frame's own memory
     * @param block where the expression is instead, 0 for none
     * @return a number's bits or a handle, as the frame's status says then; 0 when there is nothing to return
     */
    static long inside(CallFrame frame, long index, long block, long bytes) {
        long status;
        long given = 0;
        try {
            Value result = eval(frame, block == 0 ? frame.reader().read(index) : read(block, bytes));
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
            given = failed(frame, frame.writer(), e);
            status = CallFrame.FAILED | CallFrame.VALUE;
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
