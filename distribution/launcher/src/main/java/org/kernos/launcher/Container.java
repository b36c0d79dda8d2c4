package org.kernos.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.util.tracker.ServiceTracker;

/** The running framework. */
final class Container implements AutoCloseable {

    /** Boot modules may take their time; a framework that already reported an error has nothing more to wait for. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PATIENCE_AFTER_ERRORS = Duration.ofSeconds(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    /** Begins the locations of the bundles that the container makes. */
    private static final String MODULE = "kernos:";

    private static final String CONSOLE = "(&(objectClass=java.util.function.ToIntFunction)(kernos.console=%s))";

    private final Framework framework;
    private final int highestLevel;
    private final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> failed = new CompletableFuture<>();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    private Container(Framework framework, int highestLevel) {
        this.framework = framework;
        this.highestLevel = highestLevel;
    }

    static Container start(Settings settings, Storage storage) throws BundleException, IOException {
        // With a class loader here JLine looks for its terminals in the wrong place and finds none: no completion.
        Thread.currentThread().setContextClassLoader(null);
        Path bundles = settings.home().resolve("bundles");
        Map<String, String> configuration = new HashMap<>(settings.properties());
        configuration.put("kernos.storage", storage.directory().toString());
        configuration.put("kernos.started", Instant.now().toString());
        configuration.putIfAbsent(
                "felix.fileinstall.tmpdir",
                storage.directory().resolve("fileinstall").toString());
        configuration.put(
                Constants.FRAMEWORK_STORAGE,
                storage.directory().resolve("framework").toString());
        int highest = InstalledBundles.highestLevel(bundles);
        configuration.put(
                Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
                String.valueOf(Math.min(highest, InstalledBundles.KEEPING - 1)));
        var container = new Container(factory().newFramework(configuration), highest);
        container.start(bundles, storage);
        return container;
    }

    private void start(Path bundles, Storage storage) throws BundleException, IOException {
        framework.init(this::note);
        try {
            framework.getBundleContext().addFrameworkListener(this::note);
            new InstalledBundles(framework.getBundleContext(), storage).synchronize(bundles);
            // On a thread of its own, so that the terminal is opened while modules start.
            new Thread(this::startFramework, "kernos-start").start();
        } catch (BundleException | IOException | RuntimeException e) {
            started.complete(null);
            close();
            throw e;
        }
    }

    private void startFramework() {
        try {
            framework.start();
            startLater();
        } catch (BundleException e) {
            note(new FrameworkEvent(FrameworkEvent.ERROR, framework, e));
        } finally {
            started.complete(null);
        }
    }

    /** What keeps modules for the next session does not delay those of this one, which are loaded once the framework has started. */
    private void startLater() {
        if (highestLevel >= InstalledBundles.KEEPING) {
            framework.adapt(FrameworkStartLevel.class).setStartLevel(highestLevel);
        }
    }

    /**
     * The service of the shell that runs one command, or that is an interactive session; the result is the exit status.
     * It may come before all modules have started.
     *
     * @param kind {@code command} or {@code interactive}
     */
    ToIntFunction<String[]> console(String kind) {
        var found = new CompletableFuture<@Nullable ToIntFunction<String[]>>();
        var tracker =
                new ServiceTracker<ToIntFunction<String[]>, ToIntFunction<String[]>>(
                        framework.getBundleContext(), consoleFilter(kind), null) {
                    @Override
                    public ToIntFunction<String[]> addingService(ServiceReference<ToIntFunction<String[]>> reference) {
                        ToIntFunction<String[]> console = super.addingService(reference);
                        found.complete(console);
                        return console;
                    }
                };
        tracker.open();
        // The tracker stays open: closing it would release the service.
        long begin = System.nanoTime();
        ToIntFunction<String[]> console = found.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .applyToEither(hopeless(), either -> either)
                .join();
        if (console == null) {
            long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
            throw new LaunchException("no shell after " + seconds + " s" + explanation());
        }
        return console;
    }

    /** Ends, with nothing, some time after a start that reported errors. */
    private CompletableFuture<@Nullable ToIntFunction<String[]>> hopeless() {
        // The framework tells its errors on another thread, also after it has started.
        return CompletableFuture.allOf(started, failed)
                .thenCompose(none -> new CompletableFuture<@Nullable ToIntFunction<String[]>>()
                        .completeOnTimeout(null, PATIENCE_AFTER_ERRORS.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Until all bundles were started, for some time. */
    void awaitStart() {
        started.copy()
                .completeOnTimeout(null, STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    @Override
    public void close() {
        try {
            // A framework that is stopped while it starts would be left half started.
            started.copy()
                    .completeOnTimeout(null, STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            framework.stop();
            framework.waitForStop(STOP_LIMIT.toMillis());
        } catch (BundleException e) {
            System.err.println("kernos: the framework does not stop: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR) {
            String bundle = name(event.getBundle());
            Throwable thrown = event.getThrowable();
            errors.add(bundle + ": " + (thrown.getCause() == null ? thrown.getMessage() : thrown.getCause()));
            // A module that does not start keeps no other from it, nor the shell.
            if (!event.getBundle().getLocation().startsWith(MODULE)) {
                failed.complete(null);
            }
            Logger.getLogger("org.kernos.launcher").log(Level.WARNING, bundle, thrown);
        }
    }

    private String explanation() {
        StringBuilder text = new StringBuilder();
        List<String> inactive = states().entrySet().stream()
                .filter(bundle -> bundle.getValue().equals("not active"))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!inactive.isEmpty()) {
            text.append("; not active: ").append(String.join(", ", inactive));
        }
        errors.forEach(error -> text.append(System.lineSeparator()).append("  ").append(error));
        return text.toString();
    }

    /** By symbolic name, the framework itself aside: {@code active}, {@code not active}, or {@code not started}. */
    Map<String, String> states() {
        return Stream.of(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID)
                .collect(Collectors.toMap(
                        Container::name, Container::state, (one, other) -> one.equals("active") ? other : one));
    }

    /** A bundle without a symbolic name is one of OSGi release 3; its location names it. */
    private static String name(Bundle bundle) {
        return Objects.requireNonNullElse(bundle.getSymbolicName(), bundle.getLocation());
    }

    private static String state(Bundle bundle) {
        if (bundle.getState() == Bundle.ACTIVE) {
            return "active";
        }
        return bundle.adapt(BundleStartLevel.class).isPersistentlyStarted() ? "not active" : "not started";
    }

    private static Filter consoleFilter(String kind) {
        try {
            return FrameworkUtil.createFilter(CONSOLE.replace("%s", kind));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FrameworkFactory factory() {
        return ServiceLoader.load(FrameworkFactory.class, Container.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new LaunchException("no OSGi framework on the class path: lib/ is incomplete"));
    }
}
