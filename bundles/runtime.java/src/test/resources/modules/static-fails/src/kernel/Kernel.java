package org.example;

public class Kernel {
    private static final int SIZE = Integer.parseInt("many");

    public long f(long a) { return a + SIZE; }
}
