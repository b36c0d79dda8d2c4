package org.example;

import java.util.Map;
import org.kernos.api.value.Value;

public class Kernel {
    public long openDisk(Value.Symbol name, String path) { return 0; }
    public long overloaded(long a) { return a; }
    public long overloaded(String a) { return 0; }
    public long count(long a) { return a; }
    public long variadic(long[] a) { return a.length; }
    public long fixed(long... a) { return a.length; }
    public double[] types(long a, long b, Value.Symbol c, byte[] d) { return new double[0]; }
    public long result() { return 0; }
    long hidden() { return 0; }
    public Map<String, String> map() { return Map.of(); }
    public long good() { return 0; }
}
