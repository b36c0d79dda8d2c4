package org.example.base;

public class Base {
    public long f(long a) { return a; }
}
