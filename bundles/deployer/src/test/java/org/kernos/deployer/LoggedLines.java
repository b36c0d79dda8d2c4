package org.kernos.deployer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the deployer logs from now on until this is closed, debugging aside. */
final class LoggedLines extends Handler implements AutoCloseable {

    /** Referred to from here: the log manager forgets a logger that nobody refers to, and its handlers. */
    private final Logger logger = Logger.getLogger("org.kernos.deployer");

    private final List<String> lines = new CopyOnWriteArrayList<>();

    LoggedLines() {
        logger.setLevel(Level.INFO);
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    /** Each with its level, since the last time. */
    List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    @Override
    public void publish(LogRecord event) {
        lines.add(event.getLevel() + " " + new SimpleFormatter().formatMessage(event));
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }
}
