package org.kernos.runtime.cabi.shim;

import org.kernos.api.Evaluator;
import org.kernos.spi.NumberCall;
import org.kernos.spi.OtherResultException;

/**
 * Two integers for one, as most functions of numbers take: the thread's frame is found by C alone, and no word of it is read or
 * written in Java. A record, because the JIT takes the components of a constant one as constants: no field is read on the way to
 * the function.
 *
 * @param kernel a plain one
 * @param usualScope the kernel's own, in which C has a call evaluate when nobody says otherwise
 */
record IntCall(ShimFunction function, ShimKernel kernel, Evaluator usualScope, long address) implements NumberCall {

    @Override
    public long call(Evaluator scope, long a, long b, long c) {
        kernel.requireOpen();
        Thread thread = Thread.currentThread();
        // What C knows of a thread of the system is not a virtual one's, which goes from one to the next.
        if (scope != usualScope || FramePool.isVirtual(thread)) {
            return function.callInts(scope, a, b);
        }
        try {
            return ShimNatives.intOfInts(address, thread.getId(), a, b);
        } catch (ShimNatives.NoFrameException e) {
            return function.callInts(scope, a, b);
        } catch (ShimNatives.NoIntException e) {
            throw otherResult();
        } catch (StackOverflowError e) {
            frame().forgetFailure();
            throw kernel.noStack(e);
        } catch (Throwable e) {
            frame().forgetFailure();
            throw e;
        }
    }

    /** Of the call that has just ended: the next one is made in it too. */
    private CallFrame frame() {
        return kernel.frames().take().next();
    }

    private OtherResultException otherResult() {
        CallFrame frame = frame();
        try {
            return new OtherResultException(frame.result());
        } catch (Throwable e) {
            frame.forgetFailure();
            throw e;
        }
    }
}
