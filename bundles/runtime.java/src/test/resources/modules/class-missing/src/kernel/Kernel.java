package org.example;

public abstract class Kernel {
    public long f(long a) { return a; }
}
