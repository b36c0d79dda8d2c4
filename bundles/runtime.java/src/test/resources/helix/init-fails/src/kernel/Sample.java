package org.example;

import org.kernos.api.Module;
import org.osgi.framework.Version;

public class Sample implements Module {
    @Override public String name() { return "init-fails"; }
    @Override public Version version() { return new Version(1, 0, 0); }
    @Override public void init() throws Exception { throw new java.io.IOException("the disk is gone"); }
    @Override public void cleanup() { throw new AssertionError("not reached"); }
}
