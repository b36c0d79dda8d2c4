package org.kernos.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.Outcome;
import org.kernos.api.value.Value;
import org.kernos.itests.Installation;
import org.kernos.spi.ModuleReader;
import org.kernos.spi.ModuleRuntime;

/**
 * 32 threads call one kernel while others are loaded and unloaded, for a minute after two of warming up, in which the JIT is still at work: every result is checked,
 * every load and unload has to succeed, and neither the heap nor the process may grow. Ends with status 1 otherwise.
 *
 * <pre>mvn -o verify -Pbench -pl itests/bench -am -Dquickly -DskipITs -Dbench=Soak \
 *     -Dkernos.jvm.args="-Xms256m -Xmx256m -XX:+AlwaysPreTouch"</pre>
 *
 * The heap has to be all there from the start, or its growth hides that of the process. {@code -Dsoak.seconds=600} among these
 * arguments makes it longer.
 */
public final class Soak {

    private static final int THREADS = 32;
    private static final long WARM_UP_SECONDS = 120;
    private static final long SECONDS = Long.getLong("soak.seconds", 60);
    private static final List<String> OTHERS = List.of("clock", "hash", "io", "text");

    /** What two measurements of a process at rest may differ by. */
    private static final double TOLERANCE_KIBIBYTES = 8 * 1024;

    private final ModuleContainer container;
    private final KernelFunction add;
    private final KernelFunction addReals;
    private final Path samples;

    private final LongAdder calls = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger atRest = new AtomicInteger();
    private volatile boolean resting;
    private volatile boolean running = true;

    private Soak(BenchFramework framework, Path samples) {
        this.samples = samples;
        framework.await(ModuleReader.class);
        framework.await(ModuleRuntime.class);
        container = framework.await(ModuleContainer.class);
        expectDone(container.load(samples.resolve("alu").toString()));
        ModuleRegistry registry = framework.await(ModuleRegistry.class);
        add = registry.findFunction("alu/add").orElseThrow();
        addReals = registry.findFunction("alu/add_r").orElseThrow();
    }

    private record Size(double heapKibibytes, double processKibibytes) {
        static Size now() throws IOException {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            double heap =
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024.0;
            double process = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
            return new Size(heap, process);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path samples = Path.of(new Installation().properties().get("kernos.itests.samples"));
        boolean good;
        try (BenchFramework framework = new BenchFramework(Map.of())) {
            framework.installKernos();
            good = new Soak(framework, samples).run();
        }
        if (!good) {
            System.exit(1);
        }
    }

    private boolean run() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(new Thread(() -> guarded(this::callOften), "caller-" + i));
        }
        threads.add(new Thread(() -> guarded(this::loadAndUnload), "loader"));
        threads.forEach(Thread::start);
        rest(WARM_UP_SECONDS);
        Size before = atRest();
        rest(SECONDS);
        Size after = atRest();
        running = false;
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        }
        return report(before, after);
    }

    /** While a thread runs, what it has just made counts as much as what has leaked. */
    private Size atRest() throws InterruptedException, IOException {
        resting = true;
        while (atRest.get() < THREADS + 1 && failures.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        Size size = Size.now();
        resting = false;
        return size;
    }

    /** Ends early at the first failure. */
    private void rest(long seconds) throws InterruptedException {
        for (long i = 0; i < seconds * 10 && failures.isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean report(Size before, Size after) {
        double heap = after.heapKibibytes - before.heapKibibytes;
        double process = after.processKibibytes - before.processKibibytes;
        System.out.println(String.format(
                Locale.ROOT,
                "%d threads: %d calls, %d loads and unloads, %d failures",
                THREADS,
                calls.sum(),
                loads.sum(),
                failures.size()));
        System.out.println(String.format(
                Locale.ROOT,
                "heap %.0f -> %.0f KiB, process %.0f -> %.0f KiB, each may grow by %.0f",
                before.heapKibibytes,
                after.heapKibibytes,
                before.processKibibytes,
                after.processKibibytes,
                TOLERANCE_KIBIBYTES));
        failures.stream().limit(5).forEach(Throwable::printStackTrace);
        return failures.isEmpty() && heap < TOLERANCE_KIBIBYTES && process < TOLERANCE_KIBIBYTES;
    }

    @FunctionalInterface
    private interface Work {
        void doOnce();
    }

    private void guarded(Work work) {
        try {
            while (running && failures.isEmpty()) {
                work.doOnce();
                pause();
            }
        } catch (RuntimeException | Error e) {
            failures.add(e);
        }
    }

    private void pause() {
        if (resting) {
            atRest.incrementAndGet();
            while (resting) {
                LockSupport.parkNanos(1_000_000);
            }
            atRest.decrementAndGet();
        }
    }

    private void callOften() {
        var random = ThreadLocalRandom.current();
        for (int i = 0; i < 1_000; i++) {
            long a = random.nextLong();
            long b = random.nextLong();
            expect(a + b, ((Value.Int) add.call(new Value.Int(a), new Value.Int(b))).value());
            double x = random.nextDouble();
            double y = random.nextDouble();
            expect(x + y, ((Value.Real) addReals.call(new Value.Real(x), new Value.Real(y))).value());
        }
        calls.add(2_000);
    }

    private static void expect(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new IllegalStateException("expected " + expected + ", got " + actual);
        }
    }

    private void loadAndUnload() {
        for (String name : OTHERS) {
            expectDone(container.load(samples.resolve(name).toString()));
            expectDone(container.uninstall(name, false));
            loads.increment();
        }
    }

    private static void expectDone(Outcome outcome) {
        if (!(outcome instanceof Outcome.Done done) || !done.warnings().isEmpty()) {
            throw new IllegalStateException(outcome.toString());
        }
    }
}
