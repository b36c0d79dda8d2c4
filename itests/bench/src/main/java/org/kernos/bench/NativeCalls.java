package org.kernos.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.value.Value;

/** Calls of the kernel {@code loops} in every way there is, in turns, against the plain C loop (native, section 3). */
final class NativeCalls {

    private static final int ROUNDS = 31;
    private static final int WARM_UP = 15;
    private static final int CALLS = 100_000;
    private static final int SLOW_CALLS = 10_000;
    private static final Value LIST = Value.ints(new long[1000]);
    private static final Value TEXT = new Value.Str("k".repeat(1024));
    private static final Value SYMBOL = new Value.Symbol("x");
    private static final Value FIVE = new Value.Int(5);

    private final Map<String, Times> times = new LinkedHashMap<>();
    private final ModuleRegistry shim;
    private final ModuleRegistry jna;

    /** What a user of the module writes. */
    interface Loops {
        long add(long a, long b);
    }

    @FunctionalInterface
    private interface Work {
        long run(int index);
    }

    /**
     * @param shim where the kernel is active in the backend {@code shim}
     * @param jna where it is active in the backend {@code jna}
     */
    NativeCalls(ModuleRegistry shim, ModuleRegistry jna) {
        this.shim = shim;
        this.jna = jna;
    }

    void run() throws InterruptedException {
        Loops typed = shim.bind(Loops.class, "loops");
        Evaluator five = expression -> FIVE;
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            boolean counts = round >= WARM_UP;
            note(counts, "add: plain C", inC("loops/loop_add", 2000, CALLS));
            note(counts, "add: typed", inJava(CALLS, i -> typed.add(i, 3)));
            note(counts, "add: service", service(shim, "add", CALLS, i -> new Value[] {new Value.Int(i), FIVE}));
            note(counts, "add: jna", service(jna, "add", SLOW_CALLS, i -> new Value[] {new Value.Int(i), FIVE}));
            note(counts, "sum of 1,000: plain C", inC("loops/loop_sum", 200, SLOW_CALLS, LIST));
            note(counts, "sum of 1,000: service", service(shim, "sum", SLOW_CALLS, i -> new Value[] {LIST}));
            note(counts, "echo of 1 KiB: plain C", inC("loops/loop_echo", 50, SLOW_CALLS, TEXT));
            note(counts, "echo of 1 KiB: service", service(shim, "echo", SLOW_CALLS, i -> new Value[] {TEXT}));
            note(counts, "symbol, not evaluated", withEval("kind", five));
            note(counts, "symbol, evaluated", withEval("kind_evaluated", five));
            note(
                    counts,
                    "two threads, times one: plain C",
                    TwoThreads.scaling(() -> inC("loops/loop_add", 2000, CALLS)));
            note(counts, "two threads, times one: service", scaling());
        }
        times.forEach((name, values) -> print("%-32s %s", name, values.show("")));
        ratio("add: typed", "add: plain C", 2.0);
        ratio("add: service", "add: plain C", 4.0);
        ratio("sum of 1,000: service", "sum of 1,000: plain C", 1.3);
        ratio("echo of 1 KiB: service", "echo of 1 KiB: plain C", 11);
        print("one real eval: %.1f ns, goal 75", median("symbol, evaluated") - median("symbol, not evaluated"));
    }

    private void note(boolean counts, String name, double value) {
        if (counts) {
            times.computeIfAbsent(name, n -> new Times()).add(value);
        }
    }

    /** So many calls at a time as fit into a frame. */
    private double inC(String function, int atOnce, int calls, Value... more) {
        KernelFunction loop = shim.findFunction(function).orElseThrow();
        Value[] arguments = new Value[1 + more.length];
        arguments[0] = new Value.Int(atOnce);
        System.arraycopy(more, 0, arguments, 1, more.length);
        long nanos = 0;
        for (int done = 0; done < calls; done += atOnce) {
            nanos += ((Value.Int) loop.call(arguments)).value();
        }
        return (double) nanos / calls;
    }

    private static double inJava(int calls, Work work) {
        long sum = 0;
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            sum += work.run(i);
        }
        double nanos = System.nanoTime() - start;
        if (sum == 42) {
            throw new IllegalStateException("the sum is used, so that no compiler leaves a call out");
        }
        return nanos / calls;
    }

    @FunctionalInterface
    private interface Arguments {
        Value[] of(int index);
    }

    private static double service(ModuleRegistry registry, String name, int calls, Arguments arguments) {
        KernelFunction function = registry.findFunction("loops/" + name).orElseThrow();
        return inJava(calls, i -> function.call(arguments.of(i)).type().code());
    }

    private double withEval(String name, Evaluator scope) {
        KernelFunction function = shim.findFunction("loops/" + name).orElseThrow();
        return inJava(CALLS, i -> ((Value.Int) function.call(scope, SYMBOL)).value());
    }

    private double scaling() throws InterruptedException {
        KernelFunction add = shim.findFunction("loops/add").orElseThrow();
        return TwoThreads.scaling(() -> inJava(CALLS, i -> ((Value.Int) add.call(FIVE, FIVE)).value()));
    }

    private double median(String name) {
        Times values = times.get(name);
        if (values == null) {
            throw new IllegalStateException(name + " was not measured");
        }
        return values.median();
    }

    private void ratio(String ours, String floor, double goal) {
        print("%-32s %.2f times plain C, goal %.1f", ours, median(ours) / median(floor), goal);
    }

    private static void print(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
