package org.kernos.shell;

import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.kernos.api.source.FetchListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * Shows, on the standard error of a command, what is fetched in the container while the command runs. A thread of its own prints: fetching threads are
 * nobody's session, and a thread made by the command's has the command's terminal (Gogo's ThreadIO is inherited).
 */
final class FetchDisplay implements AutoCloseable {

    private static final String END = "";

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Thread printer = new Thread(this::print, "kernos-fetches");
    private final ServiceRegistration<FetchListener> registration;

    FetchDisplay(BundleContext context) {
        printer.setDaemon(true);
        printer.start();
        registration =
                context.registerService(FetchListener.class, (source, bytes) -> lines.add(line(source, bytes)), null);
    }

    /** {@code fetching git+https://...: 1,024 KiB}. */
    static String line(String source, long bytes) {
        return "fetching " + source + (bytes == 0 ? "" : String.format(Locale.ROOT, ": %,d KiB", bytes >> 10));
    }

    private void print() {
        try {
            for (String line = lines.take(); !line.equals(END); line = lines.take()) {
                System.err.println(line);
                System.err.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when all that was told is printed; for a caller who is interrupted, at once. */
    @Override
    public void close() {
        registration.unregister();
        lines.add(END);
        try {
            printer.join();
        } catch (InterruptedException e) {
            printer.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
