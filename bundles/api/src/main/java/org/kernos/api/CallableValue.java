package org.kernos.api;

import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.kernos.api.value.Value;

/**
 * Something that can be called, as a value: an argument or a result that a function of another language calls, whichever that is. To who
 * knows nothing of it, it is an aberrant that wraps a symbol which no other has; by that it is found again when it comes back from where only
 * data can be, as in native code. It can be called as long as anything holds it.
 */
public final class CallableValue extends Value.Aberrant {

    private static final int NAME_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Map<Value, WeakReference<CallableValue>> LIVE = new ConcurrentHashMap<>();

    private final Body body;

    /** What a call does; from any thread. */
    @FunctionalInterface
    public interface Body {

        /**
         * @param scope where evaluations happen that the call asks for
         * @param arguments evaluated; not to be changed or kept
         * @throws KernelException when the call gives no result
         */
        Value call(Evaluator scope, Value[] arguments);
    }

    public CallableValue(Body body) {
        super(freshName());
        this.body = body;
        Value name = wrapped();
        LIVE.put(name, new WeakReference<>(this));
        CLEANER.register(this, () -> LIVE.remove(name));
    }

    /** Nobody comes by it by guessing. */
    private static Value.Symbol freshName() {
        byte[] bytes = new byte[NAME_BYTES];
        RANDOM.nextBytes(bytes);
        return new Value.Symbol("callable-" + HexFormat.of().formatHex(bytes));
    }

    /** The callable that a value is, or that it stands for; empty when that is gone, or when it is none of these. */
    public static Optional<CallableValue> find(Value value) {
        if (value instanceof CallableValue callable) {
            return Optional.of(callable);
        } else if (value instanceof Value.Aberrant aberrant) {
            WeakReference<CallableValue> live = LIVE.get(aberrant.wrapped());
            return live == null ? Optional.empty() : Optional.ofNullable(live.get());
        }
        return Optional.empty();
    }

    /** What it was made of. */
    public Body body() {
        return body;
    }

    /**
     * Calls it.
     *
     * @param scope where evaluations happen that the call asks for
     * @throws KernelException when the call gives no result
     */
    public Value call(Evaluator scope, Value... arguments) {
        return body.call(scope, arguments);
    }
}
