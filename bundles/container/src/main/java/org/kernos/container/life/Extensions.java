package org.kernos.container.life;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kernos.spi.ModuleReader;
import org.kernos.spi.ModuleRuntime;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/** The formats and runtimes that are there, which are OSGi services and come and go. */
public final class Extensions implements AutoCloseable {

    private final List<ModuleReader> readers = new CopyOnWriteArrayList<>();
    private final List<ModuleRuntime> runtimes = new CopyOnWriteArrayList<>();
    private final ServiceTracker<ModuleReader, ModuleReader> readerTracker;
    private final ServiceTracker<ModuleRuntime, ModuleRuntime> runtimeTracker;

    /**
     * @param arrived is run after a reader or a runtime has come
     * @param leaving is given a runtime that goes, while it can still be used
     */
    public Extensions(BundleContext context, Runnable arrived, Consumer<ModuleRuntime> leaving) {
        readerTracker = new ServiceTracker<>(
                context, ModuleReader.class, new Tracked<>(context, readers, arrived, reader -> {}));
        runtimeTracker =
                new ServiceTracker<>(context, ModuleRuntime.class, new Tracked<>(context, runtimes, arrived, leaving));
    }

    public void open() {
        readerTracker.open();
        runtimeTracker.open();
    }

    @Override
    public void close() {
        runtimeTracker.close();
        readerTracker.close();
    }

    /** Whether any module could be opened at all. */
    public boolean areUsable() {
        return !readers.isEmpty() && !runtimes.isEmpty();
    }

    public List<ModuleReader> readers() {
        return readers;
    }

    public Optional<ModuleReader> findReader(String kind) {
        return readers.stream().filter(reader -> reader.kind().equals(kind)).findFirst();
    }

    public Optional<ModuleRuntime> findRuntime(String name) {
        return runtimes.stream().filter(runtime -> runtime.name().equals(name)).findFirst();
    }

    private record Tracked<T>(BundleContext context, List<T> present, Runnable arrived, Consumer<T> leaving)
            implements ServiceTrackerCustomizer<T, T> {

        @Override
        public @Nullable T addingService(ServiceReference<T> reference) {
            T service = context.getService(reference);
            if (service != null) {
                present.add(service);
                arrived.run();
            }
            return service;
        }

        @Override
        public void modifiedService(ServiceReference<T> reference, T service) {
            // Properties of readers and runtimes mean nothing to the container.
        }

        @Override
        public void removedService(ServiceReference<T> reference, T service) {
            present.remove(service);
            leaving.accept(service);
            context.ungetService(reference);
        }
    }
}
