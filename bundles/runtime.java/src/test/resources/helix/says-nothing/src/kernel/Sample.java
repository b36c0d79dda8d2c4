package org.example;

import org.kernos.api.Module;
import org.osgi.framework.Version;

public class Sample implements Module {
    @Override public String name() { throw new IllegalStateException("who am I"); }
    @Override public Version version() { return null; }
    @Override public void init() {}
    @Override public void cleanup() {}
}
