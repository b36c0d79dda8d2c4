package org.kernos.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.Outcome;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleRuntime;
import org.osgi.framework.Bundle;

/** A Python module in a framework: called as a service, and calling the native kernel {@code loops} in both of its backends. */
final class PythonCalls {

    private static final int ROUNDS = 15;
    private static final int WARM_UP = 20;
    private static final int CALLS = 50_000;
    static final String BUNDLE = "org.kernos.runtime.micropython";

    private static final String SOURCE = """
            def add(a, b):
                return a + b
            def calls(n):
                import loops
                add = loops.add
                for i in range(n):
                    add(i, 3)
            """;

    private static final String MANIFEST = """
            {"name": "pybench", "version": "1.0.0", "mpy_entry": "pybench.py", "mpy_import_as": "pybench",
             "functions": [
               {"name": "add", "parameters": [{"name": "a", "type": "int"}, {"name": "b", "type": "int"}], "returns": "int"},
               {"name": "calls", "parameters": [{"name": "n", "type": "int"}]}]}
            """;

    private final BenchFramework shim;
    private final BenchFramework jna;

    private PythonCalls(BenchFramework shim, BenchFramework jna) {
        this.shim = shim;
        this.jna = jna;
    }

    static void measure() throws Exception {
        Path work = Files.createTempDirectory("kernos-python-bench");
        try (BenchFramework shim = new BenchFramework(Map.of("kernos.native.backend", "shim"));
                BenchFramework jna = new BenchFramework(Map.of("kernos.native.backend", "jna"))) {
            Path kernel = LoopKernel.write(work);
            Path module = write(work);
            for (BenchFramework framework : List.of(shim, jna)) {
                framework.installKernos();
                framework.await(ModuleRuntime.class, "(component.name=*Cabi*)");
                load(framework, kernel);
                load(framework, module);
            }
            PythonCalls calls = new PythonCalls(shim, jna);
            calls.run();
            calls.starts();
        } finally {
            BenchFramework.removeTree(work);
        }
    }

    static Path write(Path work) throws IOException {
        Path module = Files.createDirectories(work.resolve("pybench"));
        Files.writeString(module.resolve("manifest.json"), MANIFEST);
        Files.writeString(module.resolve("pybench.py"), SOURCE);
        return module;
    }

    static void load(BenchFramework framework, Path directory) {
        Outcome outcome = framework.await(ModuleContainer.class).load(directory.toString());
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException(outcome.toString());
        }
    }

    private void run() {
        KernelFunction add = function(shim, "pybench/add");
        KernelFunction throughShim = function(shim, "pybench/calls");
        KernelFunction throughJna = function(jna, "pybench/calls");
        Times service = new Times();
        Times withShim = new Times();
        Times withJna = new Times();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double ours = service(add);
            double first = inPython(throughShim);
            double second = inPython(throughJna);
            if (round >= 0) {
                service.add(ours);
                withShim.add(first);
                withJna.add(second);
            }
        }
        System.out.println("Java calls add(int, int) in Python as a service: " + service.show("ns") + " (goal: 450)");
        System.out.println("Python calls add(int, int) in C by the shim:     " + withShim.show("ns") + " (goal: 250)");
        System.out.println("Python calls add(int, int) in C by JNA:          " + withJna.show("ns") + " (goal: 3000)");
    }

    private static KernelFunction function(BenchFramework framework, String name) {
        return framework.await(ModuleRegistry.class).findFunction(name).orElseThrow();
    }

    private static double service(KernelFunction add) {
        long sum = 0;
        long start = System.nanoTime();
        for (int i = 0; i < CALLS; i++) {
            sum += ((Value.Int) add.call(new Value.Int(i), new Value.Int(3))).value();
        }
        double nanos = System.nanoTime() - start;
        if (sum != (long) CALLS * (CALLS - 1) / 2 + 3L * CALLS) {
            throw new IllegalStateException("the sum of " + CALLS + " results is " + sum);
        }
        return nanos / CALLS;
    }

    private static double inPython(KernelFunction calls) {
        long start = System.nanoTime();
        calls.call(new Value.Int(CALLS));
        return (double) (System.nanoTime() - start) / CALLS;
    }

    /** From the start of the runtime's bundle to the first result of a module that waits for it. */
    private void starts() throws Exception {
        Bundle runtime = shim.bundle(BUNDLE);
        Times times = new Times();
        for (int round = 0; round < ROUNDS; round++) {
            runtime.stop();
            long start = System.nanoTime();
            runtime.start();
            shim.await(KernelFunction.class, "(kernos.function=pybench/add)").call(new Value.Int(1), new Value.Int(2));
            times.add(Times.millisSince(start));
        }
        System.out.println("the bundle's start to a module's first result, warm: " + times.show("ms"));
    }
}
