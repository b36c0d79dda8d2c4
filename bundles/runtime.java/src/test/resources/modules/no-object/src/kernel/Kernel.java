package org.example;

class Kernel {
    private Kernel(int size) {}
    public long f(long a) { return a; }
}
