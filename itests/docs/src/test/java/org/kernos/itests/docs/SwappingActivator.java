package org.kernos.itests.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleContainer;
import org.kernos.api.SwapReport;
import org.kernos.api.value.Value;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The activator of a bundle that lies in the watched directory of a session: swaps the module {@code tally} to and fro, while others call
 * it, until the process is killed. For each swap it writes a line with the revision that came and the last ticket before it. Without
 * {@value #CONTENTS} it does nothing.
 */
public final class SwappingActivator implements BundleActivator {

    /** The directory with the contents {@code odd/tally} and {@code even/tally}. */
    static final String CONTENTS = "kernos.itests.contents";

    /** The file that is written. */
    static final String PROGRESS = "kernos.itests.progress";

    /** The divisor that makes a ticket of an answer of {@code tally/stamped}. */
    static final long STAMP = 10_000;

    private static final int CALLERS = 2;
    private static final long PATIENCE_MS = 30_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Override
    public void start(BundleContext context) {
        String contents = System.getProperty(CONTENTS);
        if (contents != null) {
            Path progress = Path.of(System.getProperty(PROGRESS));
            threads.execute(() -> {
                try {
                    swap(context, Path.of(contents), progress);
                } catch (Throwable e) {
                    write(progress, "FAILED " + e);
                }
            });
        }
    }

    @Override
    public void stop(BundleContext context) {
        threads.shutdownNow();
    }

    private void swap(BundleContext context, Path contents, Path progress) throws Exception {
        ModuleContainer container = await(context, "(objectClass=org.kernos.api.ModuleContainer)");
        List<Path> directories = List.of(contents.resolve("odd/tally"), contents.resolve("even/tally"));
        if (Stream.of(context.getBundles())
                .noneMatch(bundle -> "org.kernos.module.tally".equals(bundle.getSymbolicName()))) {
            container.load(directories.get(0).toString());
        }
        KernelFunction stamped = await(context, "(kernos.function=tally/stamped)");
        for (int i = 0; i < CALLERS; i++) {
            threads.execute(() -> call(stamped, progress));
        }
        for (int i = 1; true; i++) {
            long ticket = ticket(stamped);
            SwapReport report = container.swap("tally", directories.get(i % 2));
            if (report.isSwitched()) {
                write(progress, report.newRevision() + " " + ticket);
            } else if (report.result() != SwapReport.Result.UNCHANGED) {
                write(progress, "FAILED " + report);
            }
        }
    }

    private void call(KernelFunction stamped, Path progress) {
        try {
            long last = 0;
            while (!threads.isShutdown()) {
                long ticket = ticket(stamped);
                if (ticket <= last) {
                    write(progress, "FAILED ticket " + ticket + " came after " + last);
                }
                last = ticket;
            }
        } catch (RuntimeException e) {
            write(progress, "FAILED " + e);
        }
    }

    private static long ticket(KernelFunction stamped) {
        return ((Value.Int) stamped.call()).value() / STAMP;
    }

    private static <T> T await(BundleContext context, String filter) throws Exception {
        ServiceTracker<T, T> services = new ServiceTracker<>(context, context.createFilter(filter), null);
        services.open();
        return services.waitForService(PATIENCE_MS);
    }

    private static synchronized void write(Path progress, String line) {
        try {
            Files.writeString(progress, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
