package org.kernos.samples.kv;

import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** What the database says beside its exceptions: it logs to the JDK's own loggers, which the whole process shares. */
final class DatabaseLog {

    private static final String NAME = "com.sleepycat.je";

    /** Held, or it is collected with its level. It tells of its threads otherwise, on standard error. */
    private final Logger logger = Logger.getLogger(NAME);

    DatabaseLog() {
        logger.setLevel(Level.WARNING);
    }

    /**
     * Takes away the handlers that the database has hung on its loggers. Another module with the same database shares those, and
     * would hold the classes of this one.
     */
    void forget() {
        LogManager manager = LogManager.getLogManager();
        for (String name : Collections.list(manager.getLoggerNames())) {
            Logger found = name.startsWith(NAME) ? manager.getLogger(name) : null;
            if (found != null) {
                List.of(found.getHandlers()).stream()
                        .filter(DatabaseLog::isOurs)
                        .forEach(found::removeHandler);
            }
        }
    }

    private static boolean isOurs(Handler handler) {
        return handler.getClass().getClassLoader() == DatabaseLog.class.getClassLoader();
    }
}
