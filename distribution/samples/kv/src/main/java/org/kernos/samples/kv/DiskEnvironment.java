package org.kernos.samples.kv;

import com.sleepycat.je.Database;
import com.sleepycat.je.DatabaseConfig;
import com.sleepycat.je.DatabaseException;
import com.sleepycat.je.Durability;
import com.sleepycat.je.Environment;
import com.sleepycat.je.EnvironmentConfig;
import com.sleepycat.je.EnvironmentLockedException;
import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;

/**
 * One directory of the database. An error that the database cannot go on after closes it; the next operation opens it again,
 * which recovers all that was committed.
 */
final class DiskEnvironment implements AutoCloseable {

    /** For all that is open in this process; without it, a heap that small stores share would be filled by the first. */
    private static final long CACHE_BYTES = 16 << 20;

    private final String directory;
    private final boolean sync;
    private final boolean repair;

    /** Guarded by this, as are the databases. Null while it is closed. */
    private @Nullable Environment environment;

    private final Map<String, Database> databases = new HashMap<>();
    private boolean closed;

    /**
     * @param sync whether each change is forced to the disk before it is acknowledged, not only given to the system
     * @param repair whether a damaged file is cut off where the damage is, not refused
     */
    DiskEnvironment(String directory, boolean sync, boolean repair) {
        this.directory = directory;
        this.sync = sync;
        this.repair = repair;
    }

    String directory() {
        return directory;
    }

    /**
     * Does something with the database of this name.
     *
     * @throws KernelException with what the database says, when it fails
     */
    <T> T with(String name, Function<Database, T> work) {
        // The database would take an interrupted thread for a damaged one, and the environment with it.
        boolean interrupted = Thread.interrupted();
        try {
            return work.apply(database(name));
        } catch (DatabaseException e) {
            throw failure(e);
        } catch (IllegalStateException e) {
            // Another thread's interrupt has closed the database under this one.
            throw Failure.STORAGE.with("the store in '" + directory + "' failed: " + e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * The same for a change. An environment that another thread's interrupt has taken down drops what it has not written yet, and says
     * nothing: then the change is not acknowledged, although it may have been carried out.
     */
    <T> T change(String name, Function<Database, T> work) {
        return with(name, database -> {
            T result = work.apply(database);
            if (!database.getEnvironment().isValid()) {
                throw new IllegalStateException("it was closed while a change was written, which may be lost");
            }
            return result;
        });
    }

    private KernelException failure(DatabaseException e) {
        if (e instanceof EnvironmentLockedException) {
            return Failure.STORAGE.with("'" + directory + "' is in use by another process or module");
        }
        String said = String.valueOf(e.getMessage());
        int end = said.indexOf('\n');
        return Failure.STORAGE.with(
                "the store in '" + directory + "' failed: " + (end < 0 ? said : said.substring(0, end)));
    }

    private synchronized Database database(String name) {
        if (closed) {
            throw Failure.NOT_OPEN.with("the store in '" + directory + "' is closed");
        }
        Environment now = environment;
        if (now != null && !now.isValid()) {
            undisturbed(this::closeEnvironment);
            now = null;
        }
        if (now == null) {
            now = undisturbed(() -> new Environment(new File(directory), configuration()));
            environment = now;
        }
        Database known = databases.get(name);
        if (known == null) {
            DatabaseConfig config = new DatabaseConfig();
            config.setAllowCreate(true);
            config.setTransactional(true);
            Environment opened = now;
            known = undisturbed(() -> opened.openDatabase(null, name, config));
            databases.put(name, known);
        }
        return known;
    }

    /** On a thread that nobody interrupts: an environment that is interrupted while it opens or closes never opens again. */
    private static <T> T undisturbed(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, task -> new Thread(task, "kv-open").start())
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private EnvironmentConfig configuration() {
        EnvironmentConfig config = new EnvironmentConfig();
        config.setAllowCreate(true);
        config.setTransactional(true);
        config.setDurability(sync ? Durability.COMMIT_SYNC : Durability.COMMIT_WRITE_NO_SYNC);
        config.setLockTimeout(10, TimeUnit.SECONDS);
        config.setSharedCache(true);
        config.setCacheSize(CACHE_BYTES);
        // What was acknowledged is on the disk a second later at the latest.
        config.setConfigParam(EnvironmentConfig.LOG_FLUSH_SYNC_INTERVAL, "1 s");
        // What waits in the queue while the disk is busy is acknowledged, and lost with the process or with an
        // interrupt.
        config.setConfigParam(EnvironmentConfig.LOG_USE_WRITE_QUEUE, "false");
        // Without it, a change that has decayed takes all later ones in its file with it, and nobody is told.
        config.setConfigParam(EnvironmentConfig.HALT_ON_COMMIT_AFTER_CHECKSUMEXCEPTION, Boolean.toString(!repair));
        // Threads and files for whoever runs a database server.
        config.setConfigParam(EnvironmentConfig.STATS_COLLECT, "false");
        config.setConfigParam(EnvironmentConfig.ENV_RUN_VERIFIER, "false");
        config.setConfigParam(EnvironmentConfig.LOG_DETECT_FILE_DELETE, "false");
        config.setConfigParam(EnvironmentConfig.FILE_LOGGING_LEVEL, "OFF");
        config.setConfigParam(EnvironmentConfig.CONSOLE_LOGGING_LEVEL, "OFF");
        return config;
    }

    /** Gives nothing; a value only to be work like the others. */
    private boolean closeEnvironment() {
        Environment now = environment;
        environment = null;
        try {
            if (now != null && now.isValid()) {
                databases.values().forEach(Database::close);
            }
            if (now != null) {
                now.close();
            }
            return true;
        } finally {
            databases.clear();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        undisturbed(this::closeEnvironment);
    }
}
