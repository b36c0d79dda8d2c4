package org.kernos.runtime.micropython;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes bundles, by the framework's own context: this bundle may be stopped meanwhile. */
final class FrameworkBundles {

    private static final Logger LOG = LoggerFactory.getLogger(FrameworkBundles.class);

    /** Null where there is no framework. */
    private final @Nullable BundleContext system;

    FrameworkBundles() {
        Bundle own = FrameworkUtil.getBundle(FrameworkBundles.class);
        BundleContext context = own == null ? null : own.getBundleContext();
        system = context == null
                ? null
                : context.getBundle(Constants.SYSTEM_BUNDLE_ID).getBundleContext();
    }

    /** While the framework stops, it keeps them. */
    void uninstall(long number) {
        if (system == null || system.getBundle().getState() == Bundle.STOPPING) {
            return;
        }
        Bundle bundle = system.getBundle(number);
        if (bundle == null) {
            return;
        }
        try {
            bundle.uninstall();
        } catch (IllegalStateException e) {
            LOG.debug("{} was removed meanwhile", bundle, e);
        } catch (BundleException e) {
            LOG.warn("{} could not be removed cleanly", bundle, e);
        }
    }
}
