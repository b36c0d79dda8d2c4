package org.kernos.runtime.cabi.shim;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Evaluator;
import org.kernos.api.value.Value;
import org.kernos.spi.NumberCall;
import org.kernos.spi.NumberShape;
import org.kernos.spi.OtherResultException;
import org.kernos.spi.RuntimeFunction;

/** A kernel function. Up to three numbers cross as they are, without a word of memory written in Java (native section 3). */
final class ShimFunction implements RuntimeFunction {

    private static final int NOT_NUMBERS = -1;

    /** As call_numbers wants it: the count, and a bit for each real. */
    private static final int FIRST_REAL = 4;

    private static final int TWO_INTS = 2;

    private final ShimKernel kernel;
    private final FramePool pool;
    private final @Nullable ThreadFrames[] recent;
    private final Evaluator usualScope;
    private final long address;

    /** Whether it has ever made something else than an integer of two: then exceptions would cost more than a look at the frame. */
    private boolean givesOther;

    ShimFunction(ShimKernel kernel, long address) {
        this.kernel = kernel;
        this.pool = kernel.frames();
        this.recent = pool.recent();
        this.usualScope = kernel.environment().evaluator();
        this.address = address;
    }

    @Override
    public Value call(Evaluator scope, Value[] arguments) {
        kernel.requireOpen();
        ThreadFrames frames = pool.take(recent);
        CallFrame frame = frames.begin(scope);
        try {
            if (arguments.length == 2 && arguments[0] instanceof Value.Int a && arguments[1] instanceof Value.Int b) {
                return callInts(frames.address(frame), frame, a.value(), b.value());
            }
            long given = call(frame, arguments, shape(arguments));
            kernel.requireStack(frame.status());
            return frame.result(given);
        } catch (StackOverflowError e) {
            frame.forgetFailure();
            throw kernel.noStack(e);
        } catch (Throwable e) {
            frame.forgetFailure();
            throw e;
        } finally {
            frames.end(frame, usualScope);
            pool.giveBack(frames);
        }
    }

    private Value callInts(long in, CallFrame frame, long a, long b) {
        if (givesOther) {
            long given = ShimNatives.ints(address, in, a, b);
            kernel.requireStack(frame.status());
            return frame.result(given);
        }
        try {
            return new Value.Int(ShimNatives.intOfInts(address, in, a, b));
        } catch (ShimNatives.NoIntException e) {
            kernel.requireStack(frame.status());
            Value result = frame.result();
            givesOther = true;
            return result;
        }
    }

    private long call(CallFrame frame, Value[] arguments, int shape) {
        return shape == NOT_NUMBERS
                ? callWithList(frame, arguments)
                : ShimNatives.numbers(
                        address, frame.address(), shape, bits(arguments, 0), bits(arguments, 1), bits(arguments, 2));
    }

    private long callWithList(CallFrame frame, Value[] arguments) {
        long list;
        try {
            list = frame.writer().arguments(arguments);
        } catch (RuntimeException | Error e) {
            frame.abandon();
            throw e;
        }
        return ShimNatives.call(address, frame.address(), list);
    }

    private static int shape(Value[] arguments) {
        if (arguments.length > NumberShape.MOST) {
            return NOT_NUMBERS;
        }
        int shape = arguments.length;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof Value.Real) {
                shape |= FIRST_REAL << i;
            } else if (!(arguments[i] instanceof Value.Int)) {
                return NOT_NUMBERS;
            }
        }
        return shape;
    }

    private static long bits(Value[] arguments, int index) {
        if (index >= arguments.length) {
            return 0;
        }
        return arguments[index] instanceof Value.Int number
                ? number.value()
                : Double.doubleToRawLongBits(((Value.Real) arguments[index]).value());
    }

    @Override
    public Optional<NumberCall> numberCall(NumberShape shape) {
        int bits = shape.parameters().size();
        for (int i = 0; i < shape.parameters().size(); i++) {
            bits |= shape.isReal(i) ? FIRST_REAL << i : 0;
        }
        int nativeShape = bits;
        int expected = shape.result().code();
        if (bits == TWO_INTS && expected == NodeReader.INT) {
            return Optional.of(new IntCall(kernel, pool, recent, usualScope, address));
        }
        return Optional.of((scope, a, b, c) -> callNumbers(scope, nativeShape, expected, a, b, c));
    }

    /**
     * Two integers for one, as most functions of numbers take. A record, because the JIT takes the components of a constant one
     * as constants: no field is read on the way to the function.
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
    private record IntCall(
            ShimKernel kernel, FramePool pool, @Nullable ThreadFrames[] recent, Evaluator usualScope, long address)
            implements NumberCall {
        @Override
        public long call(Evaluator scope, long a, long b, long c) {
            kernel.requireOpen();
            ThreadFrames frames = pool.take(recent);
            CallFrame frame = frames.begin(scope);
            try {
                return ShimNatives.intOfInts(address, frames.address(frame), a, b);
            } catch (ShimNatives.NoIntException e) {
                throw otherResult(kernel, frame);
            } catch (StackOverflowError e) {
                frame.forgetFailure();
                throw kernel.noStack(e);
            } catch (Throwable e) {
                frame.forgetFailure();
                throw e;
            } finally {
                frames.end(frame, usualScope);
                pool.giveBack(frames);
            }
        }
    }

    private static OtherResultException otherResult(ShimKernel kernel, CallFrame frame) {
        try {
            kernel.requireStack(frame.status());
            return new OtherResultException(frame.result());
        } catch (Throwable e) {
            frame.forgetFailure();
            throw e;
        }
    }

    private long callNumbers(Evaluator scope, int shape, int expected, long a, long b, long c) {
        kernel.requireOpen();
        ThreadFrames frames = pool.take(recent);
        CallFrame frame = frames.begin(scope);
        try {
            long given = ShimNatives.numbers(address, frame.address(), shape, a, b, c);
            long status = frame.status();
            if (status == expected) {
                return given;
            }
            kernel.requireStack(status);
            throw new OtherResultException(frame.result(given));
        } catch (StackOverflowError e) {
            frame.forgetFailure();
            throw kernel.noStack(e);
        } catch (Throwable e) {
            frame.forgetFailure();
            throw e;
        } finally {
            frames.end(frame, usualScope);
            pool.giveBack(frames);
        }
    }
}
