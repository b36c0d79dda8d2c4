package org.kernos.container.source;

import org.kernos.api.source.ModuleSourceResolver;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * A resolver and how people find it.
 *
 * @param name its class, its bundle and its service
 * @param serviceId of its registration, never reused
 */
public record MountedResolver(ModuleSourceResolver resolver, String name, long serviceId) {

    static MountedResolver of(ServiceReference<?> reference, ModuleSourceResolver resolver) {
        long id = (Long) reference.getProperty(Constants.SERVICE_ID);
        Bundle bundle = reference.getBundle();
        String owner = bundle == null
                ? "a bundle that has gone"
                : "bundle " + bundle.getSymbolicName() + " [" + bundle.getBundleId() + "]";
        return new MountedResolver(
                resolver, "resolver " + resolver.getClass().getName() + " of " + owner + ", service " + id, id);
    }
}
