package org.kernos.container.life;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.Leak;
import org.kernos.api.Message;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.container.call.CallGate;
import org.kernos.container.call.Deliveries;
import org.kernos.container.call.GatedFunction;
import org.kernos.container.call.ServiceProperties;
import org.kernos.container.config.ModuleConfiguration;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.ReloadHooks;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A module whose code is loaded: its instance, its gate and its services. Ends in three steps, each at most once and in this
 * order: {@link #withdraw}, {@link #shutdown}, {@link #close}. Used by the thread that carries out the module's transition.
 */
public final class OpenModule {

    private static final Logger LOG = LoggerFactory.getLogger(OpenModule.class);

    private final String name;
    private final ModuleInstance instance;
    private final CallGate gate;
    private volatile Map<String, GatedFunction> functions;
    private final DataDirectory dataDirectory;
    private final long revision;
    private final PendingUnloads pending;
    private final LiveConfiguration configuration;
    /** By the function's name. */
    private final Map<String, ServiceRegistration<KernelFunction>> registrations = new LinkedHashMap<>();

    private final CompletableFuture<List<Problem>> shutdown = new CompletableFuture<>();
    private final Deliveries.Share messages;
    private boolean drained;
    private volatile @Nullable BeforeShutdown beforeShutdown;
    /** The revision that took its place while it was in use. */
    private volatile @Nullable OpenModule successor;

    /** What a module does when no call is inside it any more, before its shutdown function. */
    @FunctionalInterface
    interface BeforeShutdown {
        void run() throws ModuleException;
    }

    public OpenModule(
            String name,
            ModuleInstance instance,
            CallGate gate,
            Map<String, GatedFunction> functions,
            DataDirectory dataDirectory,
            long revision,
            PendingUnloads pending,
            ModuleConfiguration configuration) {
        this.name = name;
        this.instance = instance;
        this.gate = gate;
        this.functions = functions;
        this.dataDirectory = dataDirectory;
        this.revision = revision;
        this.pending = pending;
        this.configuration = new LiveConfiguration(instance, configuration);
        this.messages = new Deliveries.Share(name);
    }

    public Map<String, GatedFunction> functions() {
        return functions;
    }

    public Map<String, String> details() {
        return instance.details();
    }

    LiveConfiguration configuration() {
        return configuration;
    }

    public int callsInside() {
        return gate.callsInside();
    }

    String name() {
        return name;
    }

    public void pause() {
        gate.pause();
    }

    public void resume() {
        gate.resume();
    }

    /** Which of the threads for messages are its own. */
    Deliveries.Share messages() {
        return messages;
    }

    /**
     * Hands a message to the module, which counts as a call inside it; not after the limit, when its sender has given up.
     *
     * @param limit how long the sender waits, for the module to be resumed too
     * @param sent when it began to, by {@link System#nanoTime}
     * @throws KernelException when the module was closed, or paused that long, or could not deal with the message
     */
    public Optional<Message> handle(Message message, Duration limit, long sent) {
        int entered = gate.enter(left(limit, sent));
        if (entered == CallGate.TOO_LATE) {
            throw new KernelException(Deliveries.overrun(name, message, limit));
        } else if (entered == CallGate.REFUSED) {
            OpenModule next = successor;
            if (next != null) {
                return next.handle(message, limit, sent);
            }
            throw new KernelException(Problem.of(
                            ProblemCode.NOT_ACTIVE,
                            "module '" + name + "' was stopped, message '" + message.type() + "' was not handed to it")
                    .fix("start it with module:start " + name));
        }
        try {
            if (left(limit, sent) <= 0) {
                throw new KernelException(Deliveries.overrun(name, message, limit));
            }
            return instance.handleMessage(message);
        } finally {
            gate.exit(entered);
        }
    }

    /**
     * Has the module do something that counts as a call inside it; waits while it is paused.
     *
     * @return false when it was closed, or another revision has taken its place, before that could begin
     */
    boolean runInside(BeforeShutdown step) throws ModuleException {
        int entered = gate.enter();
        if (entered == CallGate.REFUSED) {
            return false;
        }
        try {
            step.run();
            return true;
        } finally {
            gate.exit(entered);
        }
    }

    private static long left(Duration limit, long sent) {
        return Deliveries.nanos(limit) - (System.nanoTime() - sent);
    }

    /** Does something with the module before its shutdown function, unless another revision has taken its place. */
    void beforeShutdown(BeforeShutdown step) {
        beforeShutdown = step;
    }

    /** How its state goes over to another revision. */
    public Optional<ReloadHooks> reloadHooks() {
        return instance.reloadHooks();
    }

    /** The modules whose code leads into this one's, and would lead nowhere without it. */
    public List<String> linkedBy() {
        return instance.linkedBy();
    }

    /** Lets calls wait while its state goes over; those of this thread pass. */
    void hold() {
        gate.hold();
    }

    /** Lets them go on, unless the module is paused. */
    void release() {
        gate.release();
    }

    /** Lets no call in any more; those that wait go on in the revision that has taken its place. */
    void shut() {
        gate.shut();
    }

    public boolean supportsReload() {
        return instance.supportsReload();
    }

    /** Waits until the calls inside a paused module have ended; false when some have not within the limit. */
    public boolean drain(Duration limit) {
        return gate.drain(limit);
    }

    /**
     * Takes the place of another revision, which serves until now: whoever holds one of its functions has this one's from here on, as
     * far as this one has it. Its calls must be waiting, or not depend on any state.
     */
    public void takeOver(OpenModule former) {
        Map<String, GatedFunction> served = new LinkedHashMap<>();
        functions.forEach((function, own) -> {
            GatedFunction known = former.functions.get(function);
            if (known != null) {
                known.switchTo(own.body());
            }
            served.put(function, known == null ? own : known);
        });
        functions = Collections.unmodifiableMap(served);
        former.successor = this;
    }

    /** The services of another revision, whose place it has taken, become its own; functions that are new become services. */
    void takeServices(OpenModule former, BundleContext context, ServiceProperties properties) {
        functions.forEach((function, served) -> {
            ServiceRegistration<KernelFunction> registration = former.registrations.remove(function);
            if (registration == null) {
                registration = context.registerService(KernelFunction.class, served, properties.of(served));
            } else {
                registration.setProperties(properties.of(served));
            }
            registrations.put(function, registration);
        });
    }

    public void register(BundleContext context, ServiceProperties properties) {
        functions.forEach((name, function) -> registrations.put(
                name, context.registerService(KernelFunction.class, function, properties.of(function))));
    }

    /** Takes the services back and waits until the running calls have ended; what has not is a problem. */
    public List<Problem> withdraw(Duration limit) {
        for (ServiceRegistration<KernelFunction> registration : registrations.values()) {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                LOG.debug("{}: a service was already taken back by the framework", name, e);
            }
        }
        registrations.clear();
        drained = gate.close(limit);
        if (drained) {
            return List.of();
        }
        return List.of(Problem.of(
                        ProblemCode.STILL_MAPPED,
                        "module '" + name + "' is stopped, but " + gate.callsInside() + " calls have not ended within "
                                + limit.toMillis() + " ms; its code stays until they have")
                .fix("find out what they wait for; kernos.drain.limit.ms is how long to wait for them"));
    }

    /** Runs the module's shutdown function, unless calls are still inside: then it runs when they have ended. */
    public List<Problem> shutdown(Duration limit) {
        if (!drained || shutdown.isDone()) {
            return List.of();
        } else if (!instance.hasShutdown() && beforeShutdown == null) {
            // A thread of its own takes longer than all the rest of this.
            List<Problem> problems = runShutdown();
            shutdown.complete(problems);
            return problems;
        }
        Thread thread = new Thread(() -> shutdown.complete(runShutdown()), "kernos-shutdown-" + name);
        thread.setDaemon(true);
        thread.start();
        try {
            return shutdown.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return List.of(Problem.of(
                            ProblemCode.SHUTDOWN_FAILED,
                            (beforeShutdown == null
                                            ? "the shutdown function of module '" + name + "' has"
                                            : "saving the state of module '" + name
                                                    + "' and its shutdown function have")
                                    + " not ended within " + limit.toMillis() + " ms; its code stays until it has")
                    .fix("correct the module; kernos.shutdown.limit.ms is how long to wait for it"));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Problem.of(
                    ProblemCode.SHUTDOWN_FAILED, "the wait for the shutdown of module '" + name + "' was interrupted"));
        }
    }

    private List<Problem> runShutdown() {
        List<Problem> problems = new ArrayList<>(runBeforeShutdown());
        problems.addAll(runOwnShutdown());
        return problems;
    }

    private List<Problem> runBeforeShutdown() {
        BeforeShutdown step = beforeShutdown;
        if (step == null || successor != null) {
            return List.of();
        }
        try {
            step.run();
            return List.of();
        } catch (ModuleException e) {
            return e.problems();
        } catch (RuntimeException | Error e) {
            LOG.warn("{}: its state is not saved", name, e);
            return List.of(Problem.of(
                    ProblemCode.STATE, "the state of module '" + name + "' was not saved: its hooks ended with " + e));
        }
    }

    private List<Problem> runOwnShutdown() {
        try {
            instance.shutdown();
            return List.of();
        } catch (ModuleException e) {
            return e.problems();
        } catch (RuntimeException | Error e) {
            LOG.warn("{}: shutdown failed, the module is unloaded all the same", name, e);
            return List.of(Problem.of(
                    ProblemCode.SHUTDOWN_FAILED, "the shutdown function of module '" + name + "' ended with " + e));
        }
    }

    /** Unloads the code: at once, or when the last call or the shutdown function has ended. */
    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for what happens after the last call.
    public List<Problem> close() {
        if (drained && shutdown.isDone()) {
            return closeNow();
        }
        Runnable unloaded = pending.add(this::stillInside);
        if (drained) {
            shutdown.thenAccept(problems -> closeLate(problems, unloaded));
        } else {
            gate.whenEmpty(() -> closeLate(runShutdown(), unloaded));
        }
        return List.of();
    }

    private Leak stillInside() {
        int calls = gate.callsInside();
        String what = calls == 0 ? "its shutdown function" : calls == 1 ? "1 call" : calls + " calls";
        return new Leak(
                name,
                revision,
                what,
                0,
                Problem.of(
                                ProblemCode.STILL_MAPPED,
                                "module '" + name + "' is stopped, and its code stays until " + what + " inside it "
                                        + (calls > 1 ? "have" : "has") + " ended")
                        .fix("find out what is waited for in there; the stacks of all threads show it"));
    }

    private void closeLate(List<Problem> shutdownProblems, Runnable unloaded) {
        List<Problem> problems = new ArrayList<>(shutdownProblems);
        problems.addAll(closeNow());
        unloaded.run();
        problems.forEach(problem -> LOG.warn("{}: {}", name, problem));
        LOG.info("{}: nothing runs in it any more, the code is unloaded", name);
    }

    private List<Problem> closeNow() {
        try {
            return instance.close();
        } catch (RuntimeException | Error e) {
            LOG.warn("{}: unloading failed", name, e);
            return List.of(Problem.of(
                    ProblemCode.STILL_MAPPED,
                    "unloading module '" + name + "' ended with " + e + "; its code may remain"));
        } finally {
            dataDirectory.close();
        }
    }

    public static void removeTree(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(root)) {
            List<Path> deepestFirst = new ArrayList<>(walk.toList());
            Collections.reverse(deepestFirst);
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{} could not be removed, it is removed when its module is opened next", root, e);
        }
    }
}
