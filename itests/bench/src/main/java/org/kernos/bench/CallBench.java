package org.kernos.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.Outcome;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleReader;
import org.kernos.spi.ModuleRuntime;
import org.kernos.spi.RuntimeFunction;

/**
 * What a call costs. A function in Java that does next to nothing, called as a service and without, shows what checks and gate
 * add; then a native kernel, called in every way there is, against a plain C loop ({@link NativeCalls}).
 *
 * <pre>mvn -o verify -Pbench -pl itests/bench -am -Dquickly -DskipITs -Dbench=CallBench</pre>
 */
public final class CallBench {

    private static final int ROUNDS = 41;
    private static final int WARM_UP = 20;

    private CallBench() {}

    public static void main(String[] arguments) throws Exception {
        Path work = Files.createTempDirectory("kernos-call-bench");
        try (BenchFramework shim = new BenchFramework(Map.of("kernos.native.backend", "shim"));
                BenchFramework jna = new BenchFramework(Map.of("kernos.native.backend", "jna"))) {
            Path kernel = LoopKernel.write(work);
            TrivialModules modules = new TrivialModules();
            shim.context().registerService(ModuleReader.class, modules, null);
            shim.context().registerService(ModuleRuntime.class, modules, null);
            ModuleRegistry withShim = start(shim, kernel);
            ModuleRegistry withJna = start(jna, kernel);
            load(
                    shim.await(ModuleContainer.class),
                    TrivialModules.write(work.resolve("java"), 1).get(0));
            compare("Java", withShim.findFunction("m0/add").orElseThrow(), TrivialModules.ADD, 400_000);
            new NativeCalls(withShim, withJna).run();
        } finally {
            BenchFramework.removeTree(work);
        }
    }

    private static ModuleRegistry start(BenchFramework framework, Path kernel) throws Exception {
        framework.installKernos();
        framework.await(ModuleRuntime.class, "(component.name=*Cabi*)");
        load(framework.await(ModuleContainer.class), kernel);
        return framework.await(ModuleRegistry.class);
    }

    private static void load(ModuleContainer container, Path directory) {
        Outcome outcome = container.load(directory.toString());
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException(outcome.toString());
        }
    }

    private static void compare(String name, KernelFunction service, RuntimeFunction below, int calls) {
        Times above = new Times();
        Times direct = new Times();
        Times differences = new Times();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            double ours = service(service, calls);
            double floor = below(below, calls);
            if (round >= WARM_UP) {
                above.add(ours);
                direct.add(floor);
                differences.add(ours - floor);
            }
        }
        print("%s add as a service:   %s", name, above.show("ns"));
        print("%s add in the runtime: %s", name, direct.show("ns"));
        print("%s difference:         %s, goal 30", name, differences.show("ns"));
        print("%s ratio:              %.3f", name, above.median() / direct.median());
    }

    private static double service(KernelFunction function, int calls) {
        long sum = 0;
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            sum += ((Value.Int) function.call(new Value.Int(i), new Value.Int(3))).value();
        }
        double nanos = System.nanoTime() - start;
        check(sum, calls);
        return nanos / calls;
    }

    private static double below(RuntimeFunction function, int calls) {
        Evaluator scope = expression -> expression;
        long sum = 0;
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            Value[] arguments = {new Value.Int(i), new Value.Int(3)};
            sum += ((Value.Int) function.call(scope, arguments)).value();
        }
        double nanos = System.nanoTime() - start;
        check(sum, calls);
        return nanos / calls;
    }

    /** The sums are used, so that no compiler leaves a call out. */
    private static void check(long sum, long calls) {
        if (sum != calls * (calls - 1) / 2 + 3 * calls) {
            throw new IllegalStateException("the sum of " + calls + " results is " + sum);
        }
    }

    private static void print(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
