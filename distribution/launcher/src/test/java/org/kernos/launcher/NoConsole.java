package org.kernos.launcher;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle that does nothing. */
public class NoConsole implements BundleActivator {

    @Override
    public void start(BundleContext context) {}

    @Override
    public void stop(BundleContext context) {}
}
