package org.kernos.launcher;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle that does not start. */
public class FailingConsole implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("on purpose");
    }

    @Override
    public void stop(BundleContext context) {}
}
