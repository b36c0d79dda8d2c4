package org.example;

import org.kernos.api.Module;
import org.osgi.framework.Version;

abstract class Sample implements Module {
    @Override public Version version() { return new Version(1, 0, 0); }
}
