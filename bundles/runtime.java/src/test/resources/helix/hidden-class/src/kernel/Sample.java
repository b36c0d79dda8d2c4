package org.example;

import org.kernos.api.Module;
import org.osgi.framework.Version;

public class Sample extends Base {
    @Override public String name() { return "hidden-class"; }
    @Override public Version version() { return new Version(1, 0, 0); }
    @Override public void init() throws Exception {}
    @Override public void cleanup() throws Exception {}
}
