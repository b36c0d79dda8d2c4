package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.kernos.api.FunctionProperties;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.SwapReport;
import org.kernos.api.value.Value;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevisions;

/** What is promised of modules that are swapped while they are in use. */
public abstract class SwapPromises extends StatePromises {

    private static final int CALLERS = 4;
    private static final int SWAPS = 50;
    private static final int UPDATES = 10;

    @Rule
    public final TemporaryFolder places = new TemporaryFolder();

    private static long call(KernelFunction function) {
        return ((Value.Int) function.call()).value();
    }

    private static SwapReport switched(SwapReport report) {
        assertThat(report.isSwitched()).as("%s", report).isTrue();
        return report;
    }

    /** Takes tickets until it is told to end; the sum of all, and how many. */
    private record Tickets(KernelFunction function, AtomicBoolean done, Queue<Throwable> failures)
            implements Callable<long[]> {
        @Override
        public long[] call() {
            long[] sumAndCount = new long[2];
            long last = 0;
            while (!done.get()) {
                try {
                    long ticket = SwapPromises.call(function);
                    if (ticket <= last) {
                        throw new AssertionError("ticket " + ticket + " came after " + last);
                    }
                    last = ticket;
                    sumAndCount[0] += ticket;
                    sumAndCount[1]++;
                } catch (Throwable e) {
                    failures.add(e);
                    return sumAndCount;
                }
            }
            return sumAndCount;
        }
    }

    @Test
    public void aNativeKernelIsSwappedInUseAndNoCallFails() throws Exception {
        load("tally");
        ModuleContainer container = service(ModuleContainer.class);
        ServiceReference<KernelFunction> reference = context()
                .getServiceReferences(KernelFunction.class, "(kernos.function=tally/stamped)")
                .iterator()
                .next();
        KernelFunction build = function("tally/build");
        long served;
        try (StampedCallers callers = new StampedCallers(context().getService(reference), CALLERS, SWAPS)) {
            callers.awaitAnswers();
            for (int i = 0; i < SWAPS; i++) {
                boolean even = i % 2 == 0;
                SwapReport report = switched(container.swap("tally", KERNELS.resolve(even ? "next/tally" : "tally")));
                assertThat(report.stateBytes()).isEqualTo(1024);
                assertThat(call(build)).isEqualTo(even ? 2 : 1);
                callers.awaitAnswers();
            }
            served = callers.endAndCheck();
        }
        assertThat(call(function("tally/next"))).isEqualTo(served + 1);
        assertThat(reference.getProperty(FunctionProperties.REVISION))
                .isEqualTo(service(ModuleRegistry.class)
                        .findModule("tally")
                        .orElseThrow()
                        .revision());
        assertThat(librariesOf("tally")).as("of all revisions").isEqualTo(1);
    }

    @Test
    public void theFrameworksUpdateOfAModuleInUseIsASwapToo() throws Exception {
        Path directory = places.getRoot().toPath().resolve("tally");
        copy(KERNELS.resolve("tally"), directory);
        shell.run("kernel:load '" + directory + "'");
        Bundle bundle = bundle("org.kernos.module.tally");
        KernelFunction build = function("tally/build");
        try (StampedCallers callers = new StampedCallers(function("tally/stamped"), CALLERS, UPDATES)) {
            callers.awaitAnswers();
            for (int i = 0; i < UPDATES; i++) {
                boolean even = i % 2 == 0;
                copy(KERNELS.resolve(even ? "next/tally" : "tally"), directory);
                shell.runOnBundle("update", bundle);
                assertThat(call(build)).isEqualTo(even ? 2 : 1);
                callers.awaitAnswers();
            }
            callers.endAndCheck();
        }
        assertThat(service(ModuleContainer.class).history("tally"))
                .hasSize(UPDATES + 1)
                .filteredOn(record -> record.reason().equals("update"))
                .hasSize(UPDATES);
        assertThat(librariesOf("tally")).as("of all revisions").isEqualTo(1);
    }

    /** How many copies of a kernel's library are mapped. */
    private static long librariesOf(String kernel) throws Exception {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.endsWith("libkernel_" + kernel + ".so"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .count();
        }
    }

    @Test
    public void aRevisionThatFindsTheStateUnsoundIsNotTaken() throws Exception {
        load("tally");
        KernelFunction next = function("tally/next");
        assertThat(call(next)).isEqualTo(1);
        SwapReport report = service(ModuleContainer.class).swap("tally", KERNELS.resolve("next/spoilt/tally"));
        assertThat(report.result()).isEqualTo(SwapReport.Result.ROLLED_BACK);
        assertThat(report.problems().toString()).contains("KERNOS-0501");
        assertThat(call(next)).isEqualTo(2);
        assertThat(call(function("tally/build"))).isEqualTo(1);
        assertThat(bundle("org.kernos.module.tally").getVersion()).hasToString("1.0.0");
        assertThat(librariesOf("tally")).isEqualTo(1);
    }

    /** What is wrong with a new content, by the word that the refusal has to have. */
    @Test
    public void aRevisionThatCannotBeResolvedOrLoadedIsNotTaken() throws Exception {
        load("tally");
        KernelFunction next = function("tally/next");
        long expected = 1;
        for (String fault : List.of("KERNOS-0301", "KERNOS-0203", "KERNOS-0205", "KERNOS-0206", "KERNOS-0208")) {
            assertThat(call(next)).isEqualTo(expected++);
            Path content = places.getRoot().toPath().resolve(fault).resolve("tally");
            copy(KERNELS.resolve("next/tally"), content);
            spoil(content, fault);

            SwapReport report = service(ModuleContainer.class).swap("tally", content);

            assertThat(report.isSwitched()).as("%s", report).isFalse();
            assertThat(report.problems().toString()).contains(fault);
            assertThat(call(function("tally/build"))).isEqualTo(1);
            assertThat(librariesOf("tally")).as("after %s", fault).isEqualTo(1);
        }
        assertThat(call(next)).isEqualTo(expected);
        assertThat(bundle("org.kernos.module.tally").getVersion()).hasToString("1.0.0");
    }

    private static void spoil(Path content, String fault) throws Exception {
        Path library = content.resolve("libkernel_tally.so");
        Path manifest = content.resolve("manifest.json");
        switch (fault) {
            case "KERNOS-0301" ->
                Files.writeString(
                        manifest,
                        "{\"version\": \"1.1.0\", \"dependencies\": [{\"name\": \"nowhere\", \"version\": \"1.0.0\", \"kind\": \"compatible\"}]}");
            case "KERNOS-0203" -> Files.delete(library);
            case "KERNOS-0205" -> Files.write(library, Arrays.copyOf(Files.readAllBytes(library), 3_000));
            case "KERNOS-0206" ->
                Files.copy(KERNELS.resolve("noinit/libkernel_noinit.so"), library, StandardCopyOption.REPLACE_EXISTING);
            case "KERNOS-0208" -> {
                Path descriptor = content.resolve("kernel.sxs");
                Files.writeString(
                        descriptor,
                        Files.readString(descriptor)
                                .replace(
                                        "(define-function build",
                                        "(define-function forgotten () :int)\n    (define-function build"));
            }
            default -> throw new AssertionError(fault);
        }
    }

    @Test
    public void theFrameworksUpdateKeepsTheState() throws Exception {
        Path directory = places.getRoot().toPath().resolve("tally");
        copy(KERNELS.resolve("tally"), directory);
        shell.run("kernel:load '" + directory + "'");
        KernelFunction next = function("tally/next");
        assertThat(call(next)).isEqualTo(1);
        Bundle bundle = bundle("org.kernos.module.tally");

        copy(KERNELS.resolve("next/tally"), directory);
        shell.runOnBundle("update", bundle);

        assertThat(bundle.getVersion()).hasToString("1.1.0");
        assertThat(call(next)).as("by what was taken before").isEqualTo(2);
        assertThat(call(function("tally/build"))).isEqualTo(2);
        assertThat(bundle("org.kernos.module.tally")).isSameAs(bundle);
    }

    /** The framework can only let go of what a module was by stopping and starting the bundles of those that are wired to it. */
    @Test
    public void aDependentServesOnHoweverOftenItsProviderIsSwapped() throws Exception {
        load("tally");
        Path directory = places.newFolder("leaning").toPath();
        Files.writeString(
                directory.resolve("manifest.json"),
                "{\"version\": \"1.0.0\", \"mpy_entry\": \"leaning.py\", \"mpy_import_as\": \"leaning\","
                        + " \"dependencies\": [\"tally\"]}");
        Files.writeString(
                directory.resolve("leaning.py"), "import tally\n\n\ndef ticket():\n    return tally.next()\n");
        shell.run("kernel:load '" + directory + "'");
        KernelFunction ticket = function("leaning/ticket");
        ModuleContainer container = service(ModuleContainer.class);
        AtomicBoolean done = new AtomicBoolean();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        long[] sumAndCount;
        try {
            Future<long[]> caller = threads.submit(new Tickets(ticket, done, failures));
            try {
                for (int i = 0; i < SWAPS; i++) {
                    switched(container.swap("tally", KERNELS.resolve(i % 2 == 0 ? "next/tally" : "tally")));
                }
            } finally {
                done.set(true);
            }
            sumAndCount = caller.get();
        } finally {
            threads.shutdownNow();
        }
        assertThat(failures).isEmpty();
        assertThat(call(ticket)).as("by what was taken before").isEqualTo(sumAndCount[1] + 1);
        // A swap that is refused is carried out behind all that the container had to do.
        container.swap("nowhere");
        assertThat(bundle("org.kernos.module.tally")
                        .adapt(BundleRevisions.class)
                        .getRevisions())
                .as("contents that the framework keeps")
                .hasSizeLessThan(5);
        assertThat(bundle("org.kernos.module.leaning").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(shell.run("module:list")).containsPattern("leaning .*Active");
    }

    @Test
    public void aPythonModuleTakesItsStateAlong() throws Exception {
        load("counting");
        KernelFunction count = function("counting/count");
        assertThat(call(count)).isEqualTo(1);
        ModuleContainer container = service(ModuleContainer.class);
        assertThat(switched(container.swap("counting", KERNELS.resolve("next/counting")))
                        .stateBytes())
                .isPositive();
        assertThat(call(count)).isEqualTo(11);
        switched(container.swap("counting", KERNELS.resolve("counting")));
        assertThat(call(count)).isEqualTo(12);
    }

    @Test
    public void aSchedulerTakesItsTasksAlong() throws Exception {
        for (String scheduler : List.of("rr-sched-c", "rr-sched-java")) {
            Path copy = places.getRoot().toPath().resolve(scheduler);
            copy(SAMPLES.resolve(scheduler), copy);
            shell.run("kernel:load " + scheduler);
            shell.run("module:send " + scheduler + " add-task '7 3'");
            SwapReport report = switched(service(ModuleContainer.class).swap(scheduler, touched(copy)));
            assertThat(report.stateBytes()).isPositive();
            assertThat(shell.run("module:send " + scheduler + " count")).contains("1");
        }
    }

    /** A copy that differs from its original in nothing that matters. */
    private static Path touched(Path directory) throws Exception {
        Files.writeString(directory.resolve("note.txt"), "another content");
        return directory;
    }

    @Test
    public void aModuleThatIsNotThereIsNotSwapped() {
        SwapReport report = service(ModuleContainer.class).swap("nowhere");
        assertThat(report.result()).isEqualTo(SwapReport.Result.REFUSED);
        assertThat(report.problems().toString()).contains("KERNOS-0307");
    }

    private static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    public void aBrokenContentIsNotTakenByTheFrameworksUpdate() throws Exception {
        Path directory = places.getRoot().toPath().resolve("tally");
        copy(KERNELS.resolve("tally"), directory);
        shell.run("kernel:load '" + directory + "'");
        KernelFunction next = function("tally/next");
        assertThat(call(next)).isEqualTo(1);
        Bundle bundle = bundle("org.kernos.module.tally");

        copy(KERNELS.resolve("next/spoilt/tally"), directory);
        // Felix throws what the start of the new content has thrown, Equinox tells its listeners.
        Throwable refused = catchThrowable(bundle::update);
        assertThat(refused == null || stackTrace(refused).contains("KERNOS-0501"))
                .as("%s", refused)
                .isTrue();

        assertThat(call(next)).isEqualTo(2);
        Await.until(
                "the former content",
                () -> bundle.getState() == Bundle.ACTIVE
                        && bundle.getVersion().toString().equals("1.0.0"));
        assertThat(call(next)).isEqualTo(3);
    }
}
