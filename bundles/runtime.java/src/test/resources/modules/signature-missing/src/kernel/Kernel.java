package org.example;

public class Kernel {
    public long f(org.example.base.Base a) { return 0; }
}
