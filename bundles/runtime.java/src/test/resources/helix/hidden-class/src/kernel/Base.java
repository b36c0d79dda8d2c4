package org.example;

import org.kernos.api.Module;

abstract class Base implements Module {
    public static long count() { return 0; }
}
