package org.kernos.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleException;
import org.kernos.api.Outcome;
import org.kernos.api.program.Program;
import org.kernos.api.program.ProgramLanguage;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleRuntime;

/**
 * What programs in SXS cost: calls of a native kernel and of lambdas and passes of loops in a warm program, all beside a loop in Java that calls the same
 * function as a service; then whole programs of many calls, read, checked and run once each, in processes of
 * their own and in this one.
 *
 * <pre>mvn -o verify -Pbench -pl itests/bench -am -Dquickly -DskipITs -Dbench=ProgramBench</pre>
 */
public final class ProgramBench {

    private static final int ROUNDS = 31;
    private static final int WARM_UP = 15;
    private static final int PASSES = 100_000;

    /** How often a pass does what is measured, so that what the pass itself costs can be taken off. */
    private static final int TIMES = 10;

    private final ProgramLanguage language;
    private final KernelFunction add;

    private ProgramBench(ProgramLanguage language, KernelFunction add) {
        this.language = language;
        this.add = add;
    }

    public static void main(String[] arguments) throws Exception {
        Path work = Files.createTempDirectory("kernos-program-bench");
        try (BenchFramework framework = new BenchFramework(Map.of("kernos.native.backend", "shim"))) {
            framework.installKernos();
            framework.await(ModuleRuntime.class, "(component.name=*Cabi*)");
            ModuleContainer container = framework.await(ModuleContainer.class);
            Outcome outcome = container.load(LoopKernel.write(work).toString());
            if (!(outcome instanceof Outcome.Done done)) {
                throw new IllegalStateException(outcome.toString());
            }
            String module = done.modules().get(0).name();
            ProgramBench bench = new ProgramBench(
                    framework.await(ProgramLanguage.class, "(" + ProgramLanguage.NAME + "=sxs)"),
                    container.registry().findFunction(module + "/add").orElseThrow());
            if (arguments.length > 0) {
                bench.firstPrograms();
                return;
            }
            ColdPrograms.measure();
            bench.warmPrograms();
            bench.wholePrograms();
        } finally {
            BenchFramework.removeTree(work);
        }
    }

    private String call(String inner) {
        return "(" + add.qualifiedName() + " " + inner + ")";
    }

    /** What nothing has compiled yet: a small program, so that the interpreter's classes are there, then a large one. For {@link ColdPrograms}. */
    private void firstPrograms() throws ModuleException {
        double small = cpuMillis(call("1 2"), 3);
        double large = cpuMillis((call("1 2") + "\n").repeat(2_000), 3);
        print("%f %f", small, large);
    }

    private void warmPrograms() throws ModuleException {
        Program empty = loop("");
        Program calls = loop((call("5 3") + " ").repeat(TIMES));
        Program lambdas = loop("(f 1) ".repeat(TIMES));
        Program steps = loop("(if (eq " + call("$iterations 1") + " 0) 1 2) ");
        Times service = new Times();
        Times pass = new Times();
        Times callsOnly = new Times();
        Times lambdasOnly = new Times();
        Times iteration = new Times();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            double java = inJava();
            double bare = nanos(empty);
            double called = (nanos(calls) - bare) / TIMES;
            double lambda = (nanos(lambdas) - bare) / TIMES;
            double step = nanos(steps);
            if (round >= WARM_UP) {
                service.add(java);
                pass.add(bare);
                callsOnly.add(called);
                lambdasOnly.add(lambda);
                iteration.add(step);
            }
        }
        print("%s from Java, as a service:          %s", add.qualifiedName(), service.show("ns"));
        print("%s from a program:                   %s, goal 60", call("5 3"), callsOnly.show("ns"));
        print("  times the call from Java:             %.2f", callsOnly.median() / service.median());
        print("call of a lambda (x :int) :int [x]:     %s, goal 100", lambdasOnly.show("ns"));
        print("pass of a loop with eq and if:          %s", pass.show("ns"));
        print("pass with add, two eq and two if:       %s, goal 150", iteration.show("ns"));
    }

    /** A loop with a body, which ends by an {@code eq} and an {@code if} in each pass. */
    private Program loop(String body) throws ModuleException {
        return language.parse(
                "loop",
                "[ (def f (fn (x :int) :int [ x ])) (do [ " + body + "(if (eq $iterations " + PASSES
                        + ") (done 0) ()) ]) ]");
    }

    private static double nanos(Program program) {
        long start = System.nanoTime();
        program.run(ProgramOptions.DEFAULT.open().unchecked());
        return (System.nanoTime() - start) / (double) PASSES;
    }

    private double inJava() {
        long sum = 0;
        long start = System.nanoTime();
        for (int i = 0; i < PASSES; i++) {
            sum += ((Value.Int) add.call(new Value.Int(5), new Value.Int(3))).value();
        }
        double nanos = (System.nanoTime() - start) / (double) PASSES;
        if (sum != 8L * PASSES) {
            throw new IllegalStateException("the sum is " + sum);
        }
        return nanos;
    }

    private void wholePrograms() throws ModuleException {
        Times small = new Times();
        Times large = new Times();
        Times nested = new Times();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            double two = cpuMillis((call("1 2") + "\n").repeat(2_000), 3);
            double twenty = cpuMillis((call("1 2") + "\n").repeat(20_000), 3);
            double deep =
                    elapsedMillis(("(" + add.qualifiedName() + " 1 ").repeat(3_000) + "0" + ")".repeat(3_000), 3_000);
            if (round >= WARM_UP) {
                small.add(two);
                large.add(twenty);
                nested.add(deep);
            }
        }
        print("program of 2,000 calls, read, checked, run: %s of processor time, goal 20", small.show("ms"));
        print("  per call, against one of 20,000 calls:    %.2f", small.median() / (large.median() / 10));
        print("3,000 calls nested in one another:          %s, goal 50", nested.show("ms"));
    }

    private void run(String body, long expected) throws ModuleException {
        Value value = language.parse("program", "[\n" + body + "\n]").run(ProgramOptions.DEFAULT.open());
        if (!value.equals(new Value.Int(expected))) {
            throw new IllegalStateException("the program's value is " + value);
        }
    }

    private double cpuMillis(String body, long expected) throws ModuleException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        run(body, expected);
        return (threads.getCurrentThreadCpuTime() - start) / 1e6;
    }

    private double elapsedMillis(String body, long expected) throws ModuleException {
        long start = System.nanoTime();
        run(body, expected);
        return (System.nanoTime() - start) / 1e6;
    }

    private static void print(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
