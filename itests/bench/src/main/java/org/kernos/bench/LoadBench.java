package org.kernos.bench;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.Outcome;
import org.kernos.itests.Installation;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.ModuleReader;
import org.kernos.spi.ModuleRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The kernel {@code alu} loaded and unloaded, as a user does it; the parts of it one by one; and a program in C that does no
 * more than open the library and call its init function. All in turn in one run. Without Event Admin unless
 * {@code -Dkernos.jvm.args=-Dkernos.bench.events=true}.
 *
 * <pre>mvn -o verify -Pbench -pl itests/bench -am -Dquickly -DskipITs -Dbench=LoadBench</pre>
 */
public final class LoadBench {

    private static final int ROUNDS = 1000;
    private static final int WARM_UP = 2000;
    private static final String MODULE = "alu";
    private static final String EVENT_ADMIN = "org.apache.felix.eventadmin";

    private final BenchFramework framework;
    private final Path directory;
    private final Path work;
    private final ModuleContainer container;
    private final ModuleReader reader;
    private final ModuleRuntime runtime;
    private final ModuleDescriptor descriptor;
    private final byte[] bundle;
    private final KernelFunction function;
    private final List<Dictionary<String, ?>> services = new ArrayList<>();
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    private final Times load = new Times();
    private final Times unload = new Times();
    private final Times read = new Times();
    private final Times install = new Times();
    private final Times uninstall = new Times();
    private final Times open = new Times();
    private final Times register = new Times();
    private final Times withoutBundle = new Times();
    private final Times close = new Times();

    private LoadBench(BenchFramework framework, Path directory, Path work) throws Exception {
        this.framework = framework;
        this.directory = directory;
        this.work = work;
        container = framework.await(ModuleContainer.class);
        reader = framework.await(ModuleReader.class, "(component.name=*.KernelReader)");
        runtime = framework.await(ModuleRuntime.class, "(component.name=*Cabi*)");
        expectDone(container.load(directory.toString()));
        ModuleRegistry registry = framework.await(ModuleRegistry.class);
        descriptor = registry.findModule(MODULE).orElseThrow().descriptor();
        function = registry.findFunction(MODULE + "/add").orElseThrow();
        for (ServiceReference<KernelFunction> service :
                framework.context().getServiceReferences(KernelFunction.class, "(kernos.module=" + MODULE + ")")) {
            services.add(service.getProperties());
        }
        if (services.isEmpty()) {
            throw new IllegalStateException(MODULE + " has no functions");
        }
        expectDone(container.uninstall(MODULE, false));
        try (InputStream in = new URL("kernos:" + directory).openStream()) {
            bundle = in.readAllBytes();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path alu = Path.of(new Installation().properties().get("kernos.itests.samples"), MODULE);
        Path work = Files.createTempDirectory("kernos-load-bench");
        try (BenchFramework framework = new BenchFramework(Map.of())) {
            framework.installKernos(Boolean.getBoolean("kernos.bench.events") ? "" : EVENT_ADMIN);
            var bench = new LoadBench(framework, alu, work);
            Times copy = new Times();
            Times bare = new Times();
            bench.inC(copy, bare);
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                bench.once(round >= WARM_UP);
            }
            bench.inC(copy, bare);
            bench.print(copy, bare);
        } finally {
            BenchFramework.removeTree(work);
        }
    }

    private void once(boolean counts) throws Exception {
        time(counts, load, () -> expectDone(container.load(directory.toString())));
        time(counts, unload, () -> expectDone(container.uninstall(MODULE, false)));

        double parts = time(counts, read, () -> reader.read(new KernelDirectory(directory, descriptor, work)));
        Bundle[] plain = new Bundle[1];
        time(counts, install, () -> plain[0] = installPlain());
        time(counts, uninstall, () -> plain[0].uninstall());
        ModuleInstance[] instance = new ModuleInstance[1];
        parts += time(counts, open, () -> instance[0] = runtime.open(new KernelDirectory(directory, descriptor, work)));
        parts += time(counts, register, this::register);
        if (counts) {
            withoutBundle.add(parts);
        }
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
        time(counts, close, () -> {
            instance[0].shutdown();
            instance[0].close();
        });
    }

    private Bundle installPlain() throws Exception {
        Bundle plain = framework.context().installBundle("plain", new ByteArrayInputStream(bundle));
        framework
                .context()
                .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .resolveBundles(List.of(plain));
        return plain;
    }

    @FunctionalInterface
    private interface Step {
        void take() throws Exception;
    }

    /** Milliseconds. */
    private static double time(boolean counts, Times times, Step step) throws Exception {
        long start = System.nanoTime();
        step.take();
        double taken = Times.millisSince(start);
        if (counts) {
            times.add(taken);
        }
        return taken;
    }

    /** The functions' services, as the container registers them. */
    private void register() {
        for (Dictionary<String, ?> properties : services) {
            registrations.add(framework.context().registerService(KernelFunction.class, function, properties));
        }
    }

    private static void expectDone(Outcome outcome) {
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException(outcome.toString());
        }
    }

    private void inC(Times copy, Times bare) throws Exception {
        Path root = Path.of(System.getProperty("kernos.root"));
        Path program = work.resolve("load");
        if (!Files.exists(program)) {
            run(List.of(
                    "cc",
                    "-O2",
                    "-I" + root.resolve("bundles/runtime.cabi/src/main/include"),
                    root.resolve("itests/bench/src/main/c/load.c").toString(),
                    "-o",
                    program.toString(),
                    "-ldl"));
        }
        Path library;
        try (Stream<Path> files = Files.list(directory)) {
            library = files.filter(file -> file.toString().endsWith(".so"))
                    .findFirst()
                    .orElseThrow();
        }
        run(List.of(program.toString(), library.toString(), work.toString(), String.valueOf(ROUNDS)))
                .map(line -> line.split(" "))
                .forEach(numbers -> {
                    copy.add(Long.parseLong(numbers[0]) / 1e6);
                    bare.add(Long.parseLong(numbers[1]) / 1e6);
                });
    }

    private static Stream<String> run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = process.inputReader().lines().toList();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(command + " failed");
        }
        return lines.stream();
    }

    private void print(Times copy, Times bare) {
        print("read, check, copy, open, init, register: %s, goal 1", withoutBundle);
        print("load, with a bundle made of it:          %s", load);
        print("unload, with the check of the mappings:  %s, goal 1", unload);
        print("  read the descriptor:                   %s", read);
        print("  install and resolve as a plain bundle: %s", install);
        print("  uninstall the plain bundle:            %s", uninstall);
        print("  check, copy, open and init:            %s", open);
        print("  register the functions as services:    %s", register);
        print("  shutdown, close and check:             %s", close);
        print("in C, copy:                              %s", copy);
        print("in C, dlopen + dlsym + init + dlclose:   %s", bare);
        System.out.println(String.format(
                Locale.ROOT,
                "load and unload, times those in C: %.1f",
                (load.median() + unload.median()) / bare.median()));
    }

    private static void print(String format, Times times) {
        System.out.println(String.format(Locale.ROOT, format, times.showFine("ms")));
    }
}
