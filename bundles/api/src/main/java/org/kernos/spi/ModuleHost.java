package org.kernos.spi;

import org.kernos.api.ModuleException;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.BundleContext;

/**
 * The container as the activator of a module's bundle sees it (architecture A-2). An OSGi service: the activator attaches
 * while it is there.
 */
@ProviderType
public interface ModuleHost {

    /**
     * Opens the module in this bundle, which is starting or active, and registers its functions.
     *
     * @throws ModuleException when it cannot be opened; nothing stays behind
     */
    Attachment attach(BundleContext module) throws ModuleException;

    /** An attached module. */
    @ProviderType
    interface Attachment {
        /** Ends the calls, shuts the module down and unloads it. Doing so twice is no error. */
        void detach();
    }
}
