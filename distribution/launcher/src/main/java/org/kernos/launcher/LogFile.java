package org.kernos.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/**
 * Where java.util.logging writes, and through the bundle {@code org.kernos.logging} SLF4J: to the log file, and warnings and
 * worse, without stack traces, to standard error too.
 *
 * <p>Not {@link java.util.logging.FileHandler}: a second process would be given a file of another name, while appended lines
 * of several processes do not mix.
 */
final class LogFile implements AutoCloseable {

    private static final long LIMIT_BYTES = 10L << 20;
    private static final String LEVEL = "kernos.log.level";

    /** The names of SLF4J, which the log shows too. */
    private static final Map<String, Level> LEVELS = Map.of(
            "ERROR", Level.SEVERE,
            "WARN", Level.WARNING,
            "INFO", Level.INFO,
            "DEBUG", Level.FINE,
            "TRACE", Level.FINEST);

    private final Handler file;
    private final Handler warnings;

    /** The log manager forgets the level of a logger that nobody refers to. */
    private final List<Logger> configured = new ArrayList<>();

    private LogFile(Handler file, Handler warnings) {
        this.file = file;
        this.warnings = warnings;
    }

    static LogFile open(Settings settings) throws IOException {
        LogManager.getLogManager().reset();
        var log = new LogFile(handler(append(settings.logFile()), Level.ALL), handler(System.err, Level.WARNING));
        Logger root = Logger.getLogger("");
        root.addHandler(log.file);
        root.addHandler(log.warnings);
        settings.properties().forEach(log::setLevel);
        return log;
    }

    /** Standard error stays open. */
    @Override
    public void close() {
        Logger.getLogger("").removeHandler(file);
        Logger.getLogger("").removeHandler(warnings);
        file.close();
    }

    private void setLevel(String name, String value) {
        if (!name.equals(LEVEL) && !name.startsWith(LEVEL + ".")) {
            return;
        }
        Level level = LEVELS.get(value.strip().toUpperCase(Locale.ROOT));
        if (level == null) {
            throw new LaunchException(name + " is '" + value + "', expected one of DEBUG, ERROR, INFO, TRACE, WARN");
        }
        Logger logger = Logger.getLogger(name.equals(LEVEL) ? "" : name.substring(LEVEL.length() + 1));
        logger.setLevel(level);
        configured.add(logger);
    }

    private static Handler handler(OutputStream out, Level level) {
        Handler handler = new StreamHandler(out, new LogLine(level.equals(Level.ALL))) {
            @Override
            public synchronized void publish(LogRecord event) {
                super.publish(event);
                flush();
            }
        };
        handler.setLevel(level);
        return handler;
    }

    private static OutputStream append(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (Files.exists(file) && Files.size(file) > LIMIT_BYTES) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
