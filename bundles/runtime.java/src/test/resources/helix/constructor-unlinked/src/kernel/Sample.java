package org.example;

import org.example.base.Base;
import org.kernos.api.Module;
import org.osgi.framework.Version;

public class Sample implements Module {
    public Sample() {}
    public Sample(Base base) {}

    @Override public String name() { return "constructor-unlinked"; }
    @Override public Version version() { return new Version(1, 0, 0); }
    @Override public void init() throws Exception {}
    @Override public void cleanup() throws Exception {}
}
