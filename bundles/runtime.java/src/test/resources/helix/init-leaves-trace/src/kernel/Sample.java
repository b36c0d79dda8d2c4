package org.example;

import org.kernos.api.Module;
import org.osgi.framework.Version;

public class Sample implements Module {
    @Override public String name() { return "init-leaves-trace"; }
    @Override public Version version() { return new Version(1, 0, 0); }
    @Override public void cleanup() { System.getProperties().put("kernos.test.cleaned", "up"); }

    @Override public void init() {
        System.getProperties().put("kernos.test.self", this);
        throw new OwnException();
    }

    static final class OwnException extends RuntimeException {
        @Override public String toString() { return "one of its own classes"; }
    }
}
