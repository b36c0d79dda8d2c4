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
    private final IntCall ints;

    /** Whether two integers go the shortest way: not once something else than an integer has come of them, which costs more there. */
    private boolean givesInt;

    ShimFunction(ShimKernel kernel, long address) {
        this.kernel = kernel;
        this.pool = kernel.frames();
        this.recent = pool.recent();
        this.usualScope = kernel.environment().usualScope();
        this.address = address;
        this.ints = new IntCall(this, kernel, usualScope, address);
        this.givesInt = kernel.isPlain();
    }

    @Override
    public Value call(Evaluator scope, Value[] arguments) {
        if (givesInt
                && scope == usualScope
                && arguments.length == 2
                && arguments[0] instanceof Value.Int a
                && arguments[1] instanceof Value.Int b) {
            return callInts(a.value(), b.value());
        }
        kernel.requireOpen();
        ThreadFrames frames = pool.take(recent);
        CallFrame frame = frames.begin(scope == usualScope ? null : scope);
        try {
            long given = enter(frame, arguments);
            long status = frame.status();
            if (status == NodeReader.INT) {
                return new Value.Int(given);
            }
            kernel.requireStack(status);
            return frame.result(given);
        } catch (StackOverflowError e) {
            frame.forgetFailure();
            throw kernel.noStack(e);
        } catch (Throwable e) {
            frame.forgetFailure();
            throw e;
        } finally {
            frames.end(frame);
            pool.giveBack(frames);
        }
    }

    private Value callInts(long a, long b) {
        try {
            return new Value.Int(ints.call(usualScope, a, b, 0));
        } catch (OtherResultException e) {
            givesInt = false;
            return e.result();
        }
    }

    private long enter(CallFrame frame, Value[] arguments) {
        if (arguments.length == 2 && arguments[0] instanceof Value.Int a && arguments[1] instanceof Value.Int b) {
            return ShimNatives.ints(address, frame.address(), a.value(), b.value());
        }
        int shape = shape(arguments);
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
        if (bits == TWO_INTS && expected == NodeReader.INT && kernel.isPlain()) {
            return Optional.of(ints);
        }
        return Optional.of((scope, a, b, c) -> callNumbers(scope, nativeShape, expected, a, b, c));
    }

    /** As {@link IntCall}, by the way that is always there. */
    long callInts(Evaluator scope, long a, long b) {
        return callNumbers(scope, TWO_INTS, NodeReader.INT, a, b, 0);
    }

    private long callNumbers(Evaluator scope, int shape, int expected, long a, long b, long c) {
        kernel.requireOpen();
        ThreadFrames frames = pool.take(recent);
        CallFrame frame = frames.begin(scope == usualScope ? null : scope);
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
            frames.end(frame);
            pool.giveBack(frames);
        }
    }
}
