package org.kernos.container.call;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Evaluator;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Signature;
import org.kernos.api.value.Value;
import org.kernos.spi.NumberCall;
import org.kernos.spi.NumberShape;
import org.kernos.spi.OtherResultException;
import org.kernos.spi.RuntimeFunction;

/**
 * The one place every call passes (architecture A-6): checks the arguments, enters the module's gate, runs the function in
 * its runtime, checks the result. It stays while revisions of its module change behind it (helix W-3): who finds the gate of a
 * former revision closed goes on to the one that took its place.
 */
public final class GatedFunction implements KernelFunction {

    private final String module;
    private final String name;
    private final AsyncCalls async;
    private volatile Body body;

    /** What one revision of a module has behind the function. */
    public static final class Body {
        private final FunctionDeclaration declaration;
        private final RuntimeFunction target;
        private final CallGate gate;
        private final Places places;
        private final Evaluator outside;
        private final ArgumentCheck check;

        /**
         * @param outside evaluates for calls that come from no program
         */
        public Body(
                String module,
                FunctionDeclaration declaration,
                RuntimeFunction target,
                CallGate gate,
                Evaluator outside) {
            this.declaration = declaration;
            this.target = target;
            this.gate = gate;
            this.places = gate.places();
            this.outside = outside;
            this.check = new ArgumentCheck(module + "/" + declaration.name(), declaration);
        }

        FunctionDeclaration declaration() {
            return declaration;
        }
    }

    public GatedFunction(String module, Body body, AsyncCalls async) {
        this.module = module;
        this.name = body.declaration().name();
        this.body = body;
        this.async = async;
    }

    /** Another revision's body takes its place. To be done before the former one's gate is closed for good. */
    public void switchTo(Body next) {
        body = next;
    }

    /** What is behind it now: another one than before when the module has been swapped. */
    public Body body() {
        return body;
    }

    @Override
    public String module() {
        return module;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Signature signature() {
        return body.declaration.signature();
    }

    public FunctionDeclaration declaration() {
        return body.declaration;
    }

    @Override
    public Value call(Value... arguments) {
        return call(body.outside, arguments);
    }

    @Override
    public Value call(Evaluator scope, Value... arguments) {
        Body now = body;
        now.check.arguments(arguments);
        int entered = now.gate.enter(now.places);
        if (entered == CallGate.REFUSED) {
            refuseUnlessSwapped(now);
            return call(scope, arguments);
        }
        return run(now, entered, scope, arguments);
    }

    private void refuseUnlessSwapped(Body former) {
        if (body == former) {
            throw new KernelException(notActive());
        }
    }

    private Value run(Body now, int entered, Evaluator scope, Value[] arguments) {
        Value result;
        try {
            result = now.target.call(scope, arguments);
        } catch (KernelException e) {
            throw e.raisedIn(qualifiedName());
        } catch (RuntimeException e) {
            throw new KernelException(failed(e), e);
        } finally {
            now.gate.exit(now.places, entered);
        }
        return now.check.result(result);
    }

    /** A way in for numbers, with all that {@link #call} does. */
    @FunctionalInterface
    public interface NumberEntry {
        long call(long a, long b, long c);
    }

    /**
     * The way in for numbers of exactly the types that the signature declares, so that no argument need be checked.
     *
     * @return null when the runtime has none for these
     */
    @Nullable
    NumberEntry numberEntry(NumberShape shape) {
        return numberEntry(body, shape);
    }

    /** The same of one body. */
    @Nullable
    NumberEntry numberEntry(Body of, NumberShape shape) {
        return of.target
                .numberCall(shape)
                .<NumberEntry>map(numbers -> new GatedNumbers(numbers, of.gate, of.places, of.outside, of.check, this))
                .orElse(null);
    }

    /** A record, because the JIT takes the components of a constant one as constants: no field is read on the way. */
    private record GatedNumbers(
            NumberCall numbers,
            CallGate gate,
            Places places,
            Evaluator outside,
            ArgumentCheck check,
            GatedFunction function)
            implements NumberEntry {
        @Override
        public long call(long a, long b, long c) {
            int entered = gate.enter(places);
            if (entered == CallGate.REFUSED) {
                throw new KernelException(function.notActive());
            }
            try {
                return numbers.call(outside, a, b, c);
            } catch (OtherResultException e) {
                throw check.wrongResult(e.result());
            } catch (KernelException e) {
                throw e.raisedIn(function.qualifiedName());
            } catch (RuntimeException e) {
                throw new KernelException(function.failed(e), e);
            } finally {
                gate.exit(places, entered);
            }
        }
    }

    @Override
    public CompletionStage<Value> callAsync(Duration timeLimit, Value... arguments) {
        Value[] kept = arguments.clone();
        AsyncCalls.Call call = left -> callWithin(timeLimit, left, kept);
        // Another thread makes no other caller.
        AsyncCalls.Call attributed = Caller.current()
                .<AsyncCalls.Call>map(caller -> left -> caller.get(() -> call.within(left)))
                .orElse(call);
        return async.submit(qualifiedName(), timeLimit, attributed);
    }

    /** A call that does not begin when its caller no longer waits, and so frees its thread while the module is paused. */
    private Value callWithin(Duration limit, LongSupplier left, Value[] arguments) {
        Body now = body;
        now.check.arguments(arguments);
        int entered = now.gate.enter(left.getAsLong());
        if (entered == CallGate.REFUSED) {
            refuseUnlessSwapped(now);
            return callWithin(limit, left, arguments);
        } else if (entered == CallGate.TOO_LATE) {
            throw new KernelException(AsyncCalls.overrun(qualifiedName(), limit));
        } else if (left.getAsLong() <= 0) {
            now.gate.exit(entered);
            throw new KernelException(AsyncCalls.overrun(qualifiedName(), limit));
        }
        return run(now, entered, now.outside, arguments);
    }

    private Problem notActive() {
        return Problem.of(
                        ProblemCode.NOT_ACTIVE,
                        "module '" + module + "' was stopped, " + qualifiedName() + " was not run")
                .fix("start it with module:start " + module + " and take the function's service again");
    }

    private Problem failed(RuntimeException e) {
        return Problem.of(ProblemCode.CALL_FAILED, qualifiedName() + " ended with " + e)
                .fix("if the arguments are right, report it to the module's author");
    }

    @Override
    public String toString() {
        return module + "/" + body.declaration;
    }
}
