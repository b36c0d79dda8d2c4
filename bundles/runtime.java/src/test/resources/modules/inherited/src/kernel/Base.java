package org.example;

class Base {
    public final long f(long a) { return a; }
}
