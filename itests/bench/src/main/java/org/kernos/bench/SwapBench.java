package org.kernos.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleContainer;
import org.kernos.api.Outcome;
import org.kernos.api.SwapReport;
import org.kernos.api.value.Value;
import org.kernos.itests.Installation;
import org.kernos.spi.ModuleReader;
import org.kernos.spi.ModuleRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Swaps of a native kernel with 1 KiB of state while 16 threads call it through references taken before: how many calls failed, how long they
 * had to wait, against stopping and starting the module, and against the framework's update of an ordinary bundle with such a service; and how fast 256 MiB of state go over.
 *
 * <pre>mvn -o verify -Pbench -pl itests/bench -am -Dquickly -DskipITs -Dbench=SwapBench</pre>
 *
 * {@code -Dkernos.jvm.args=-Dswaps=1000} makes it shorter than 10,000 swaps. Ends with status 1 when a call has failed in a swap.
 */
public final class SwapBench {

    private static final int CALLERS = 16;
    private static final int SWAPS = Integer.getInteger("swaps", 10_000);
    private static final int RESTARTS = Math.max(1, SWAPS / 20);
    private static final int LARGE_SWAPS = 12;
    private static final int LARGE_STATE = 256 << 20;
    private static final int WARM_UP = Math.min(200, SWAPS / 2);

    private final BenchFramework framework;
    private final Path kernels;
    private final ModuleContainer container;

    private SwapBench(BenchFramework framework, Path kernels) {
        this.framework = framework;
        this.kernels = kernels;
        framework.await(ModuleReader.class);
        framework.await(ModuleRuntime.class, "(component.name=*cabi*)");
        container = framework.await(ModuleContainer.class);
    }

    public static void main(String[] arguments) throws Exception {
        Path kernels = Path.of(new Installation().properties().get("kernos.itests.kernels"));
        boolean good;
        try (BenchFramework framework = new BenchFramework(Map.of())) {
            framework.installKernos();
            SwapBench bench = new SwapBench(framework, kernels);
            good = bench.swaps();
            bench.restarts();
            bench.plainUpdates();
            bench.largeState();
        }
        if (!good) {
            System.exit(1);
        }
    }

    /** Threads that call something again and again and count what fails. */
    private static final class Callers implements AutoCloseable {
        private final AtomicBoolean done = new AtomicBoolean();
        private final LongAdder served = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final LongAdder sum = new LongAdder();
        private final LongAdder wrong = new LongAdder();
        private final List<Thread> threads = new ArrayList<>();

        /**
         * @param ticket gives a greater number each time
         */
        Callers(LongSupplier ticket) {
            for (int i = 0; i < CALLERS; i++) {
                Thread thread = new Thread(() -> take(ticket), "caller-" + i);
                threads.add(thread);
                thread.start();
            }
        }

        private void take(LongSupplier ticket) {
            long last = 0;
            while (!done.get()) {
                try {
                    long next = ticket.getAsLong();
                    if (next <= last) {
                        wrong.increment();
                    }
                    last = next;
                    sum.add(next);
                    served.increment();
                } catch (KernelException | IllegalStateException e) {
                    failed.increment();
                }
            }
        }

        @Override
        public void close() {
            done.set(true);
            for (Thread thread : threads) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private KernelFunction function(String name) {
        return framework.await(KernelFunction.class, "(kernos.function=" + name + ")");
    }

    private static long call(KernelFunction function) {
        return ((Value.Int) function.call()).value();
    }

    private SwapReport swap(Path directory) {
        SwapReport report = container.swap("tally", directory);
        if (!report.isSwitched()) {
            throw new IllegalStateException(report.toString());
        }
        return report;
    }

    private void load(Path directory) {
        if (!(container.load(directory.toString()) instanceof Outcome.Done)) {
            throw new IllegalStateException(directory + " could not be loaded");
        }
    }

    private boolean swaps() {
        load(kernels.resolve("tally"));
        KernelFunction next = function("tally/next");
        Times closed = new Times();
        List<Double> all = new ArrayList<>();
        Map<String, Times> steps = new LinkedHashMap<>();
        Callers callers = new Callers(() -> call(next));
        long start = System.nanoTime();
        try (callers) {
            for (int i = 0; i < SWAPS; i++) {
                SwapReport report = swap(kernels.resolve(i % 2 == 0 ? "next/tally" : "tally"));
                if (i >= WARM_UP) {
                    closed.add(report.gateClosed().toNanos() / 1e6);
                    all.add(report.gateClosed().toNanos() / 1e6);
                    report.steps().forEach(step -> steps.computeIfAbsent(step.name(), name -> new Times())
                            .add(step.took().toNanos() / 1e6));
                }
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long served = callers.served.sum();
        boolean complete = call(next) == served + 1 && callers.sum.sum() == sumTo(served);
        all.sort(null);
        say(
                "%d swaps in %.1f s under %d callers: %d calls, %d failed, %d out of order, %s",
                SWAPS,
                seconds,
                CALLERS,
                served,
                callers.failed.sum(),
                callers.wrong.sum(),
                complete ? "each ticket given once" : "TICKETS LOST OR GIVEN TWICE");
        say("gate closed: median %s, 99 of 100 below %.3f ms", closed.showFine("ms"), all.get(all.size() * 99 / 100));
        steps.forEach((step, took) -> say("  %s %s", step, took.showFine("ms")));
        container.uninstall("tally", true);
        return complete && callers.failed.sum() == 0 && callers.wrong.sum() == 0;
    }

    /** What people do without a swap. */
    private void restarts() {
        load(kernels.resolve("tally"));
        Callers callers = new Callers(() -> {
            ServiceReference<KernelFunction> found = find();
            KernelFunction next = found == null ? null : framework.context().getService(found);
            if (next == null) {
                throw new IllegalStateException("no service");
            }
            return call(next);
        });
        try (callers) {
            for (int i = 0; i < RESTARTS; i++) {
                container.stop("tally", true);
                container.start("tally");
            }
        }
        say(
                "%d times stopped and started, the service looked up each time: %d calls, %d failed, %d without the state",
                RESTARTS, callers.served.sum(), callers.failed.sum(), callers.wrong.sum());
        container.uninstall("tally", true);
    }

    private @Nullable ServiceReference<KernelFunction> find() {
        try {
            return framework
                    .context()
                    .getServiceReferences(KernelFunction.class, "(kernos.function=tally/next)")
                    .stream()
                    .findFirst()
                    .orElse(null);
        } catch (org.osgi.framework.InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** The framework's update of a bundle of its own with such a service. */
    private void plainUpdates() throws Exception {
        Bundle bundle = framework.context().installBundle("plain", plainBundle());
        bundle.start();
        Callers callers = new Callers(() -> {
            BundleContext context = framework.context();
            ServiceReference<LongSupplier> found = context.getServiceReference(LongSupplier.class);
            LongSupplier ticket = found == null ? null : context.getService(found);
            if (ticket == null) {
                throw new IllegalStateException("no service");
            }
            return ticket.getAsLong();
        });
        try (callers) {
            for (int i = 0; i < RESTARTS; i++) {
                bundle.update(plainBundle());
            }
        }
        say(
                "%d updates of an ordinary bundle, the service looked up each time: %d calls, %d failed, %d without the state",
                RESTARTS, callers.served.sum(), callers.failed.sum(), callers.wrong.sum());
        bundle.uninstall();
    }

    /** Of all numbers from 1; both it and what it is compared with wrap around at 64 bits, as some thousand million calls make them. */
    private static long sumTo(long last) {
        return last % 2 == 0 ? last / 2 * (last + 1) : (last + 1) / 2 * last;
    }

    private static InputStream plainBundle() throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "org.kernos.bench.plain");
        headers.putValue("Bundle-Activator", PlainTickets.class.getName());
        headers.putValue("Import-Package", "org.osgi.framework");
        String entry = PlainTickets.class.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream code = Objects.requireNonNull(SwapBench.class.getResourceAsStream("/" + entry))) {
            jar.putNextEntry(new JarEntry(entry));
            code.transferTo(jar);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /** Beside each swap the same bytes are copied, outside of Java's memory too: what the machine has to spare changes. */
    private void largeState() {
        load(kernels.resolve("large/tally"));
        Times rate = new Times();
        Times copied = new Times();
        Times times = new Times();
        ByteBuffer from = ByteBuffer.allocateDirect(LARGE_STATE);
        ByteBuffer to = ByteBuffer.allocateDirect(LARGE_STATE);
        copy(from, to);
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < LARGE_SWAPS; i++) {
            SwapReport report = swap(kernels.resolve(i % 2 == 0 ? "next/large/tally" : "large/tally"));
            long copy = copy(from, to);
            if (report.stateBytes() != LARGE_STATE) {
                throw new IllegalStateException(report.toString());
            }
            rate.add(LARGE_STATE / (double) report.gateClosed().toNanos());
            copied.add(LARGE_STATE / (double) copy);
            times.add(report.gateClosed().toNanos() / (double) copy);
            steps.setLength(0);
            report.steps().forEach(step -> steps.append(' ')
                    .append(step.name())
                    .append(' ')
                    .append(step.took().toMillis()));
        }
        say("state of 256 MiB, the gate closed: %s; steps of the last in ms:%s", rate.showFine("GB/s"), steps);
        say(
                "  one copy of as many bytes: %s; a swap takes as long as %s",
                copied.showFine("GB/s"), times.show("copies"));
        container.uninstall("tally", true);
    }

    private static long copy(ByteBuffer from, ByteBuffer to) {
        long start = System.nanoTime();
        to.put(0, from, 0, LARGE_STATE);
        return System.nanoTime() - start;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
