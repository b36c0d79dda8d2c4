package org.kernos.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.Outcome;
import org.kernos.api.Problem;
import org.kernos.api.value.Value;
import org.kernos.itests.Installation;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleFiles;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.ModuleReader;
import org.kernos.spi.ModuleRuntime;
import org.kernos.spi.RuntimeFunction;

/**
 * {@code alu/add} called as a service, against the runtime's function below it: what checks, gate and container add to a
 * call. Once with the native kernel, once with a function in Java that does next to nothing, where the difference is plain.
 *
 * <pre>mvn -o verify -Pbench -pl itests/bench -am -Dquickly -DskipITs -Dbench=CallBench</pre>
 */
public final class CallBench {

    private static final int ROUNDS = 41;
    private static final int WARM_UP = 20;

    private CallBench() {}

    public static void main(String[] arguments) throws Exception {
        Path alu = Path.of(new Installation().properties().get("kernos.itests.samples"), "alu");
        Path work = Files.createTempDirectory("kernos-call-bench");
        try (BenchFramework framework = new BenchFramework(Map.of())) {
            TrivialModules modules = new TrivialModules();
            framework.context().registerService(ModuleReader.class, modules, null);
            framework.context().registerService(ModuleRuntime.class, modules, null);
            framework.installKernos();
            framework.await(ModuleRuntime.class, "(component.name=*Cabi*)");
            ModuleContainer container = framework.await(ModuleContainer.class);
            load(container, TrivialModules.write(work.resolve("java"), 1).get(0));
            load(container, alu);
            ModuleRegistry registry = framework.await(ModuleRegistry.class);
            compare("Java", registry.findFunction("m0/add").orElseThrow(), TrivialModules.ADD, 400_000);

            ModuleRuntime runtime = framework.await(ModuleRuntime.class, "(component.name=*Cabi*)");
            ModuleDescriptor descriptor =
                    registry.findModule("alu").orElseThrow().descriptor();
            Path data = Files.createDirectories(work.resolve("data"));
            ModuleInstance instance = runtime.open(new Kernel(alu, descriptor, data));
            RuntimeFunction below = instance.functions().get("add");
            if (below == null) {
                throw new IllegalStateException("alu registers no 'add'");
            }
            compare("native", registry.findFunction("alu/add").orElseThrow(), below, 40_000);
            instance.shutdown();
            instance.close();
        } finally {
            BenchFramework.removeTree(work);
        }
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

    /** A kernel's directory as its runtime is given it, without a container. */
    private record Kernel(Path directory, ModuleDescriptor descriptor, Path dataDirectory)
            implements ModuleContext, ModuleFiles {

        @Override
        public long revision() {
            return 1;
        }

        @Override
        public ModuleFiles files() {
            return this;
        }

        @Override
        public Map<String, String> settings() {
            return Map.of();
        }

        @Override
        public Evaluator evaluator() {
            return expression -> expression;
        }

        @Override
        public void warn(Problem problem) {
            throw new IllegalStateException(problem.toString());
        }

        @Override
        public String location() {
            return directory.toString();
        }

        @Override
        public String directoryName() {
            return String.valueOf(directory.getFileName());
        }

        @Override
        public Set<String> paths() {
            try (Stream<Path> files = Files.list(directory)) {
                return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toSet());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public InputStream open(String path) throws IOException {
            return Files.newInputStream(directory.resolve(path));
        }

        @Override
        public byte[] read(String path, int limit) {
            try {
                return Files.readAllBytes(directory.resolve(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
