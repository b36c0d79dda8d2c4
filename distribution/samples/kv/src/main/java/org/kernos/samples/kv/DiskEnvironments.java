package org.kernos.samples.kv;

import java.util.HashMap;
import java.util.Map;

/** The directories that are open, each once however many stores are in it. */
final class DiskEnvironments implements AutoCloseable {

    private final StorePaths paths;
    private final boolean sync;
    private final boolean repair;
    private final DatabaseLog log = new DatabaseLog();

    /** Guarded by this. */
    private final Map<String, DiskEnvironment> open = new HashMap<>();

    DiskEnvironments(StorePaths paths, boolean sync, boolean repair) {
        this.paths = paths;
        this.sync = sync;
        this.repair = repair;
    }

    String resolve(String path) {
        return paths.resolve(path);
    }

    synchronized Store open(String directory, String name) {
        DiskEnvironment known = open.get(directory);
        DiskEnvironment environment = known == null ? new DiskEnvironment(directory, sync, repair) : known;
        try {
            Store store = new DiskStore(environment, name);
            open.put(directory, environment);
            return store;
        } catch (RuntimeException e) {
            if (known == null) {
                environment.close();
            }
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        open.values().forEach(DiskEnvironment::close);
        open.clear();
        log.forget();
    }
}
