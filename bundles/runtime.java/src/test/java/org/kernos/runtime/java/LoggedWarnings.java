package org.kernos.runtime.java;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The warnings and errors that the runtime logs from now on until this is closed. */
final class LoggedWarnings extends Handler implements AutoCloseable {

    /** Referred to from here: the log manager forgets a logger that nobody refers to, and its handlers. */
    private final Logger logger = Logger.getLogger("org.kernos.runtime.java");

    private final List<String> messages = new CopyOnWriteArrayList<>();

    LoggedWarnings() {
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    List<String> messages() {
        return messages;
    }

    @Override
    public void publish(LogRecord event) {
        if (event.getLevel().intValue() >= Level.WARNING.intValue()) {
            messages.add(new SimpleFormatter().formatMessage(event));
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
