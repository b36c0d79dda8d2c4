package org.kernos.container;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.Message;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.ModuleRuntime;
import org.kernos.spi.Reconfiguration;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.RuntimeFunction;

/** A runtime for these tests that writes down what the container asks of it, and fails where a descriptor says so. */
final class RecordingRuntime implements ModuleRuntime {

    final List<String> events = Collections.synchronizedList(new ArrayList<>());
    /** Calls of {@code add} with a negative first argument wait here. */
    final CountDownLatch release = new CountDownLatch(1);

    final CountDownLatch inside = new CountDownLatch(1);

    /** The opening of the module of this name waits for {@link #releaseInit}, as a long kernel_init does. */
    volatile String heldInit = "";

    /** What the opening of a module does first, by the module's name. */
    volatile Consumer<String> whenOpening = name -> {};

    /** What modules were opened with last, by their names. */
    final Map<String, Map<String, String>> configured = new ConcurrentHashMap<>();

    /** What happens while a module is told of its changed configuration. */
    volatile Consumer<Map<String, String>> whenConfigured = changed -> {};

    /** What the function {@code act} of modules with the property {@code acts} does. */
    volatile Runnable action = () -> {};

    /** The module of this name fails to open, as if its descriptor said so. */
    volatile String failing = "";

    /** The directory that the module with the property {@code data} has asked for last. */
    volatile @Nullable Path dataDirectory;

    /** What happens while a module's hook runs, given the hook's name. */
    volatile Consumer<String> duringStep = step -> {};

    final CountDownLatch insideInit = new CountDownLatch(1);
    final CountDownLatch releaseInit = new CountDownLatch(1);

    @Override
    public String name() {
        return "test";
    }

    @Override
    public ModuleInstance open(ModuleContext module) throws ModuleException {
        String name = module.descriptor().name();
        events.add("open " + name);
        configured.put(name, module.configuration());
        whenOpening.accept(name);
        if (name.equals(failing) || module.descriptor().properties().containsKey("fail.init")) {
            throw new ModuleException(Problem.of(ProblemCode.INIT_FAILED, "init of " + name + " failed"));
        }
        if (name.equals(heldInit)) {
            insideInit.countDown();
            awaitRelease(releaseInit);
        }
        if (module.descriptor().properties().containsKey("data")) {
            dataDirectory = module.dataDirectory();
        }
        String called = module.descriptor().properties().get("calls");
        if (called != null) {
            module.evaluator().eval(Value.paren(new Value.Symbol(called), new Value.Int(1), new Value.Int(2)));
        }
        return new Instance(module, name);
    }

    private static void awaitRelease(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class Instance implements ModuleInstance {
        private final ModuleContext module;
        private final String name;
        private final CountingState counter;

        Instance(ModuleContext module, String name) {
            this.module = module;
            this.name = name;
            this.counter = new CountingState(module, events, step -> duringStep.accept(step));
        }

        @Override
        public Optional<ReloadHooks> reloadHooks() {
            Map<String, String> properties = module.descriptor().properties();
            return properties.containsKey("state") && !properties.containsKey("no.hooks")
                    ? Optional.of(counter)
                    : Optional.empty();
        }

        /** Takes all but what has the key {@code fail}, unless the descriptor says that it takes nothing live. */
        @Override
        public Optional<Reconfiguration> reconfiguration() {
            return module.descriptor().properties().containsKey("live")
                    ? Optional.of(changed -> {
                        events.add("reconfigure " + name + " " + new TreeMap<>(changed));
                        whenConfigured.accept(changed);
                        if (changed.containsKey("fail")) {
                            throw new ModuleException(
                                    Problem.of(ProblemCode.CONFIGURATION, name + " refuses " + changed.get("fail")));
                        }
                    })
                    : Optional.empty();
        }

        @Override
        public boolean supportsReload() {
            return !module.descriptor().properties().containsKey("no.reload");
        }

        @Override
        public List<String> linkedBy() {
            String linked = module.descriptor().properties().get("linked");
            return linked == null ? List.of() : List.of(linked);
        }

        @Override
        public Map<String, RuntimeFunction> functions() {
            Map<String, RuntimeFunction> functions = new LinkedHashMap<>();
            functions.put("add", (scope, arguments) -> add(arguments));
            functions.put("eval", (scope, arguments) -> scope.eval(arguments[0]));
            functions.put("wrong", (scope, arguments) -> {
                throw new IllegalStateException("a fault of the runtime");
            });
            Map<String, String> properties = module.descriptor().properties();
            if (properties.containsKey("state") || properties.containsKey("counts")) {
                functions.put("count", (scope, arguments) -> new Value.Int(counter.next()));
            }
            if (properties.containsKey("acts")) {
                functions.put("act", (scope, arguments) -> {
                    action.run();
                    return new Value.Int(0);
                });
            }
            if (module.descriptor().properties().containsKey("without")) {
                functions.remove(module.descriptor().properties().get("without"));
            }
            return functions;
        }

        private Value add(Value[] arguments) {
            long a = ((Value.Int) arguments[0]).value();
            if (a < 0) {
                inside.countDown();
                awaitRelease(release);
            }
            long bonus = Long.parseLong(module.descriptor().properties().getOrDefault("bonus", "0"));
            return a == 404
                    ? new Value.Str("no number")
                    : new Value.Int(a + ((Value.Int) arguments[1]).value() + bonus);
        }

        @Override
        public Optional<Message> handleMessage(Message message) {
            events.add(name + " got " + message);
            Value.Str payload = message.payload();
            return switch (message.type()) {
                case "echo" -> Optional.of(new Message(name, "echo for " + message.sender(), payload));
                case "raise" -> throw KernelException.raised(3, "unknown message 'raise'");
                case "crash" -> throw new IllegalStateException("a fault of the runtime");
                case "forward" -> module.send(payload.text(), "echo", payload, Duration.ofSeconds(10));
                case "wait" -> {
                    inside.countDown();
                    awaitRelease(release);
                    yield Optional.empty();
                }
                case "call" -> {
                    Value sum = module.evaluator()
                            .eval(Value.paren(new Value.Symbol(payload.text()), new Value.Int(1), new Value.Int(2)));
                    yield Optional.of(new Message(name, "sum", new Value.Str(sum.toString())));
                }
                default -> Optional.empty();
            };
        }

        @Override
        public void shutdown() throws ModuleException {
            events.add("shutdown " + name);
            if (module.descriptor().properties().containsKey("slow.shutdown")) {
                awaitRelease(release);
            }
            if (module.descriptor().properties().containsKey("fail.shutdown")) {
                throw new ModuleException(Problem.of(ProblemCode.SHUTDOWN_FAILED, "shutdown of " + name + " failed"));
            }
        }

        @Override
        public List<Problem> close() {
            events.add("close " + name);
            return List.of();
        }

        @Override
        public Map<String, String> details() {
            return Map.of("revision-seen", Long.toString(module.revision()));
        }
    }
}
