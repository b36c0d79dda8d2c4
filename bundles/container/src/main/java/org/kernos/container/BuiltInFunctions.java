package org.kernos.container;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kernos.api.Evaluator;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.Message;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleState;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.container.call.AsyncCalls;
import org.kernos.container.call.CallGate;
import org.kernos.container.call.Caller;
import org.kernos.container.call.GatedFunction;
import org.kernos.container.contract.HostContract;
import org.kernos.container.life.Messages;
import org.kernos.spi.RuntimeFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/**
 * The container's own functions, {@code kernos/send} and {@code kernos/version}: so that kernels, which have {@code eval}, and
 * programs can send messages (ADR 19). They come and go with the container, and no module stands behind them.
 */
final class BuiltInFunctions {

    /** How long {@code kernos/send} waits when it is not told. */
    static final Duration USUAL_LIMIT = Duration.ofSeconds(5);

    /** Who sends what comes from no module that is known by name. */
    static final String PROGRAM = "program";

    private static final TypeSpec TEXT = new TypeSpec.Exact(ValueType.STRING);
    private static final TypeSpec NUMBER = new TypeSpec.Exact(ValueType.INT);
    private static final Signature SEND = new Signature(
            List.of(
                    new Parameter("module", TEXT, false),
                    new Parameter("type", TEXT, false),
                    new Parameter("payload", TEXT, false),
                    new Parameter("limit-ms", NUMBER, true)),
            TypeSpec.ANY);
    private static final Signature VERSION = new Signature(List.of(), TEXT);

    private final Bundle container;
    private final Messages messages;
    private final Map<FunctionDeclaration, RuntimeFunction> functions = new LinkedHashMap<>();

    BuiltInFunctions(Bundle container, Messages messages) {
        this.container = container;
        this.messages = messages;
        functions.put(new FunctionDeclaration("send", SEND, Optional.empty()), (scope, arguments) -> send(arguments));
        functions.put(
                new FunctionDeclaration("version", VERSION, Optional.empty()),
                (scope, arguments) -> new Value.Str(version().toString()));
    }

    /** Each behind a gate that nobody closes. */
    List<KernelFunction> functions(Evaluator outside, AsyncCalls async) {
        return functions.entrySet().stream()
                .<KernelFunction>map(each -> new GatedFunction(
                        HostContract.OWN_NAME,
                        new GatedFunction.Body(
                                HostContract.OWN_NAME, each.getKey(), each.getValue(), new CallGate(), outside),
                        async))
                .toList();
    }

    private Version version() {
        return container.getVersion();
    }

    private Value send(Value[] arguments) {
        String sender = Caller.current().map(Caller::module).orElse(PROGRAM);
        Message message = new Message(sender, text(arguments[1]), (Value.Str) arguments[2]);
        return messages.send(text(arguments[0]), message, limit(arguments))
                .<Value>map(answer -> Value.bracket(new Value.Str(answer.type()), answer.payload()))
                .orElse(Value.NONE);
    }

    private static String text(Value value) {
        return ((Value.Str) value).text();
    }

    private static Duration limit(Value[] arguments) {
        int fixed = SEND.requiredCount();
        if (arguments.length == fixed) {
            return USUAL_LIMIT;
        }
        if (arguments.length > fixed + 1) {
            throw refused(
                    ProblemCode.ARGUMENT_COUNT,
                    "got " + arguments.length + ", expected " + fixed + " arguments, or one more, the limit");
        }
        long millis = ((Value.Int) arguments[fixed]).value();
        if (millis <= 0) {
            throw refused(
                    ProblemCode.ARGUMENT_TYPE,
                    "argument " + (fixed + 1) + " (limit-ms) is " + millis
                            + ", expected a positive number of milliseconds");
        }
        return Duration.ofMillis(millis);
    }

    private static KernelException refused(ProblemCode code, String what) {
        return new KernelException(Problem.of(code, "kernos/send: " + what)
                .fix("write (kernos/send \"module\" \"type\" \"payload\" 1000)"));
    }

    /** As a module would show. */
    ModuleInfo info() {
        List<FunctionDeclaration> declarations = List.copyOf(functions.keySet());
        ModuleDescriptor descriptor = new ModuleDescriptor(
                HostContract.OWN_NAME,
                version(),
                "built-in",
                "container",
                declarations,
                List.of(),
                Map.of("description", "the container's own functions"));
        return new ModuleInfo(
                container.getBundleId(),
                descriptor,
                ModuleState.ACTIVE,
                1,
                String.valueOf(container.getSymbolicName()),
                declarations,
                List.of(),
                new TreeMap<>());
    }
}
