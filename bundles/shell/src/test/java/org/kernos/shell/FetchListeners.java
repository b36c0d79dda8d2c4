package org.kernos.shell;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.kernos.api.source.FetchListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** The listeners that commands have registered and not taken back. */
final class FetchListeners {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final List<FetchListener> registered = new CopyOnWriteArrayList<>();
    private final BooleanSupplier terminal;

    /** Only whether there is one is asked. */
    private final Object resolver = Proxy.newProxyInstance(
            BundleContext.class.getClassLoader(),
            new Class<?>[] {ServiceReference.class},
            (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.toString());
            });

    /**
     * @param terminal whether it shows anything
     */
    FetchListeners(BooleanSupplier terminal) {
        this.terminal = terminal;
    }

    /** Whoever fetches does it on a thread of nobody's session. */
    void tell(String source, long bytes) {
        Thread fetching =
                new Thread(null, () -> registered.forEach(each -> each.fetching(source, bytes)), "f", 0, false);
        fetching.start();
        try {
            fetching.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until something of what was told is on the terminal: quick fetches are not shown. */
    void awaitDisplay() {
        for (long begin = System.nanoTime(); !terminal.getAsBoolean(); LockSupport.parkNanos(1_000_000)) {
            if (System.nanoTime() - begin > LIMIT_NANOS) {
                throw new AssertionError("nothing is shown");
            }
        }
    }

    int size() {
        return registered.size();
    }

    /** Takes listeners and does nothing else. */
    BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getServiceReference")) {
                        return resolver;
                    } else if (!method.getName().equals("registerService")) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    FetchListener listener = (FetchListener) arguments[1];
                    registered.add(listener);
                    return registration(listener);
                });
    }

    private ServiceRegistration<?> registration(FetchListener listener) {
        return (ServiceRegistration<?>) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {ServiceRegistration.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("unregister")) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    registered.remove(listener);
                    return null;
                });
    }
}
