package org.example;

import org.example.base.Base;

public class Kernel {
    public Kernel() {}
    public Kernel(Base base) {}

    public long f(long a) { return a; }
}
