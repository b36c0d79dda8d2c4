package org.kernos.module;

import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.spi.ModuleHost;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * Activator of every module's bundle: the module is open while the container's {@link ModuleHost} is there. A copy of
 * this one class lies in each bundle, so it stays a single class file, and it imports the API only, so that updating
 * the container does not refresh every module (architecture A-2).
 */
public final class ModuleActivator
        implements BundleActivator, ServiceTrackerCustomizer<ModuleHost, ModuleHost.Attachment> {

    private @Nullable BundleContext context;
    private @Nullable ServiceTracker<ModuleHost, ModuleHost.Attachment> hosts;

    /** Why the module could not be opened while the bundle was starting; a later host reports such a problem itself. */
    private @Nullable ModuleException failure;

    @Override
    public void start(BundleContext startingContext) throws ModuleException {
        context = startingContext;
        failure = null;
        ServiceTracker<ModuleHost, ModuleHost.Attachment> tracker =
                new ServiceTracker<>(startingContext, ModuleHost.class, this);
        hosts = tracker;
        tracker.open();
        ModuleException problem = failure;
        if (problem != null) {
            tracker.close();
            throw problem;
        }
    }

    @Override
    public void stop(BundleContext stoppingContext) {
        ServiceTracker<ModuleHost, ModuleHost.Attachment> tracker = hosts;
        if (tracker != null) {
            tracker.close();
        }
    }

    @Override
    public ModuleHost.@Nullable Attachment addingService(ServiceReference<ModuleHost> reference) {
        BundleContext own = context;
        ModuleHost host = own == null ? null : own.getService(reference);
        if (own == null || host == null) {
            return null;
        }
        try {
            return host.attach(own);
        } catch (ModuleException e) {
            failure = e;
            own.ungetService(reference);
            return null;
        }
    }

    @Override
    public void modifiedService(ServiceReference<ModuleHost> reference, ModuleHost.Attachment attachment) {
        // The host's properties mean nothing to a module.
    }

    @Override
    public void removedService(ServiceReference<ModuleHost> reference, ModuleHost.Attachment attachment) {
        // Either the host has gone or this bundle stops: in both cases the framework takes the service back itself.
        attachment.detach();
    }
}
