package org.kernos.shell;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.kernos.api.source.FetchListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what is fetched in the container while something takes its time. A thread of its own prints: those that fetch are nobody's session, and a thread
 * made by a command's has the command's terminal (Gogo's ThreadIO is inherited).
 */
final class FetchDisplay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FetchDisplay.class);

    /** What is over sooner is not worth a line: a local archive, for example. */
    private static final long QUIET_MS = 300;

    private static final String END = "";

    private final PrintStream out;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread printer = new Thread(this::print, "kernos-fetches");
    private final ServiceRegistration<FetchListener> registration;

    /** On the standard error of the command whose thread this is. */
    FetchDisplay(BundleContext context) {
        this(context, System.err);
    }

    FetchDisplay(BundleContext context, PrintStream out) {
        this.out = out;
        registration =
                context.registerService(FetchListener.class, (source, bytes) -> lines.add(line(source, bytes)), null);
        printer.setDaemon(true);
        printer.start();
    }

    private static String line(String source, long bytes) {
        return "fetching " + source + (bytes == 0 ? "" : String.format(Locale.ROOT, ": %,d KiB", bytes >> 10));
    }

    private void print() {
        try {
            if (closed.await(QUIET_MS, TimeUnit.MILLISECONDS)) {
                return;
            }
            for (String line = lines.take(); !line.equals(END); line = lines.take()) {
                out.println(line);
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shows nothing more than what has been told, and does not wait for that. Further calls do nothing. */
    synchronized void end() {
        if (closed.getCount() == 0) {
            return;
        }
        lines.add(END);
        closed.countDown();
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            LOG.debug("the bundle has been stopped, and its services are gone", e);
        }
    }

    /** {@link #end}; returns when nothing more is printed, for a caller who is interrupted at once. */
    @Override
    public void close() {
        end();
        try {
            printer.join();
        } catch (InterruptedException e) {
            printer.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
