package org.example;

import org.kernos.api.KernelException;
import org.kernos.api.Module;
import org.osgi.framework.Version;

public class Sample implements Module {
    @Override public String name() { return "init-raises"; }
    @Override public Version version() { return new Version(1, 0, 0); }
    @Override public void init() { throw KernelException.raised(7, "no tasks"); }
    @Override public void cleanup() throws Exception {}
}
