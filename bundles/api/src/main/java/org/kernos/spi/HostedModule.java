package org.kernos.spi;

import org.kernos.api.ModuleException;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.BundleContext;

/**
 * A module's bundle while it is started, offered by its activator as an OSGi service (architecture A-2). The container takes
 * what is offered, opens the module and registers its functions on the bundle's behalf, and closes the module before the
 * service goes.
 */
@ProviderType
public interface HostedModule {

    /** Of the module's bundle. */
    BundleContext context();

    /** The container tells, while the bundle is starting, that the module cannot be opened: the start fails with this. */
    void refuse(ModuleException reason);
}
