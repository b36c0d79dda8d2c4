package org.example;

import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.value.Value;

public class Kernel {

    public long longs(long a, long b) { return a * b; }
    public int small(int a) { return -a; }
    public boolean truth(boolean a) { return !a; }
    public static double half(double a) { return a / 2; }
    public String text(String a) { return a + "!"; }
    public byte[] bytes(byte[] a) { byte[] b = a.clone(); b[0]++; return b; }
    public long sumAll(long[] a) { long sum = 0; for (long x : a) sum += x; return sum; }
    public double sumReals(double[] a) { double sum = 0; for (double x : a) sum += x; return sum; }
    public List<Value> reversed(List<Value> a) { List<Value> b = new ArrayList<>(a); Collections.reverse(b); return b; }
    public Value.Symbol kind(Value.ListValue a) { return new Value.Symbol(a.kind().name()); }
    public Object any(Value a) { return a; }
    public Value symbol(Value.Symbol a) { return a; }
    public Value wrapped(Value.Error a, Value.Datum b, Value.Aberrant c, Value.Some d) {
        return Value.bracket(a.wrapped(), b.wrapped(), c.wrapped(), d.wrapped());
    }
    public void nothing() {}
    public long count(long first, Value... rest) { return first + rest.length; }
    public String join(String... rest) { return String.join("-", rest); }
    public Value twice(Evaluator scope, Value f, long a) {
        return scope.eval(Value.paren(f, scope.eval(Value.paren(f, new Value.Int(a)))));
    }
    public long odd_Name(long a) { return a; }

    /** Never meant: odd_Name is the function's own name. */
    public long oddName(long a) { return -1; }

    public Value fail(Value.Symbol how) throws Exception {
        switch (how.name()) {
            case "raised": throw KernelException.raised(42, "as asked");
            case "checked": throw new FileNotFoundException("gone.txt");
            case "unchecked": throw new IllegalStateException();
            case "error": throw new AssertionError("broken");
            case "interrupted": throw new InterruptedException("stop");
            case "class": throw new NoClassDefFoundError("org/example/Gone");
            default: return null;
        }
    }

    public long deep(long a) { return deep(a + 1) + 1; }
    public Value wrong() { return new Value.Str("no integer"); }
    public Object noValue() { return Optional.of(1); }
    public String helper() { return "is not declared"; }
}
