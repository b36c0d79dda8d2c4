package org.kernos.module;

import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.spi.HostedModule;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * Activator of every module's bundle: offers the module to the container, which opens it before the offer returns when it is
 * there, and later when it comes. A copy of this one class lies in each bundle, so it stays a single class file, and it
 * imports the API only, so that updating the container does not refresh every module (architecture A-2). It waits for nobody
 * itself: ten thousand modules that each listened for the container would make every service event ten thousand times as dear.
 */
public final class ModuleActivator implements BundleActivator, HostedModule {

    private @Nullable BundleContext context;
    private @Nullable ServiceRegistration<HostedModule> offer;
    private volatile @Nullable ModuleException refusal;

    @Override
    public void start(BundleContext startingContext) throws ModuleException {
        context = startingContext;
        refusal = null;
        ServiceRegistration<HostedModule> registration =
                startingContext.registerService(HostedModule.class, this, null);
        offer = registration;
        ModuleException reason = refusal;
        if (reason != null) {
            registration.unregister();
            offer = null;
            throw reason;
        }
    }

    @Override
    public void stop(BundleContext stoppingContext) {
        ServiceRegistration<HostedModule> registration = offer;
        offer = null;
        if (registration != null) {
            registration.unregister();
        }
    }

    @Override
    public BundleContext context() {
        BundleContext own = context;
        if (own == null) {
            throw new IllegalStateException("the module's bundle was never started");
        }
        return own;
    }

    @Override
    public void refuse(ModuleException reason) {
        refusal = reason;
    }
}
