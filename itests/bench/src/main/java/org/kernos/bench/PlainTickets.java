package org.kernos.bench;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** The activator of an ordinary bundle that hands out tickets. */
public final class PlainTickets implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(LongSupplier.class, new AtomicLong()::incrementAndGet, null);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service back.
    }
}
