package org.example;

import org.kernos.api.KernelContext;
import org.kernos.api.KernelException;
import org.kernos.api.Module;
import org.osgi.framework.Version;

public class Sample implements Module {
    @Override public String name() { return "constructor-raises"; }
    @Override public Version version() { return new Version(1, 0, 0); }
    @Override public void init() throws Exception {}
    @Override public void cleanup() throws Exception {}

    public Sample(KernelContext context) {
        throw KernelException.raised(3, "no setting 'root' for " + context.module());
    }
}
