package org.example;

class Base {
    public long f(long a) { return a; }
    public Object g() { return null; }
}
