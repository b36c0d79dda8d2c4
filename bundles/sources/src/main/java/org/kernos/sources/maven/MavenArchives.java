package org.kernos.sources.maven;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.kernos.api.source.Attempt;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.archive.ModuleArchive;

/**
 * Archives in the local repository: those that are there, and those that come there from remote repositories. The library that fetches is hundreds of
 * classes, so it is not touched before something has to be fetched.
 */
public final class MavenArchives implements AutoCloseable {

    private final MavenSettings settings;
    private final long mostBytes;

    /** A transfer may wait for a silent server, and cannot be interrupted then: who asked goes, and the transfer ends by itself a little later. */
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "kernos-maven");
        thread.setDaemon(true);
        return thread;
    });

    /** Null until something is to be fetched; guarded by this. */
    private @Nullable RemoteRepositories remote;

    public MavenArchives(MavenSettings settings) {
        this(settings, ModuleArchive.MOST_BYTES);
    }

    /**
     * @param mostBytes of one file that is fetched
     */
    public MavenArchives(MavenSettings settings, long mostBytes) {
        this.settings = settings;
        this.mostBytes = mostBytes;
    }

    /**
     * The file of an archive. What is in the local repository is taken as it is; of a snapshot the remote ones are asked for a newer one.
     *
     * @param moduleId for whom it is, for the exceptions
     * @param progress hears that a fetch begins, by 0, and from another thread how many bytes have come
     * @return always the same for the same coordinates
     * @throws ModuleNotFoundException when no repository has it, or none that has could be reached
     * @throws ModuleLoadException when a repository's checksum says that what has come is not what is meant, or it is too large
     * @throws InterruptedIOException when the calling thread is interrupted, which ends the transfer
     */
    public Path archive(String moduleId, MavenCoordinates coordinates, LongConsumer progress)
            throws ModuleNotFoundException, ModuleLoadException, IOException {
        Path file = coordinates.in(settings.local());
        if (Files.isRegularFile(file) && (settings.offline() || !coordinates.isSnapshot())) {
            return file;
        } else if (settings.offline()) {
            throw offline(moduleId, coordinates);
        }
        progress.accept(0);
        Future<Path> fetched = threads.submit(() -> remote().fetch(moduleId, coordinates, progress));
        try {
            return fetched.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException)
                    new InterruptedIOException("the fetch of mvn:" + coordinates + " was cancelled").initCause(e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            fetched.cancel(true);
        }
    }

    private ModuleNotFoundException offline(String moduleId, MavenCoordinates coordinates) {
        return new ModuleNotFoundException(
                moduleId,
                List.of(settings.missing(), new Attempt("remote repositories", "are not asked offline")),
                List.of(),
                "set " + MavenSettings.OFFLINE + " to false, or put mvn:" + coordinates + " into the local repository");
    }

    private static IOException failure(@Nullable Throwable cause)
            throws ModuleNotFoundException, ModuleLoadException, IOException {
        if (cause instanceof ModuleNotFoundException notFound) {
            throw notFound;
        } else if (cause instanceof ModuleLoadException load) {
            throw load;
        } else if (cause instanceof RuntimeException runtime) {
            throw runtime;
        } else if (cause instanceof Error error) {
            throw error;
        }
        return new IOException(cause);
    }

    private synchronized RemoteRepositories remote() {
        RemoteRepositories known = remote == null ? new RemoteRepositories(settings, mostBytes) : remote;
        remote = known;
        return known;
    }

    /** Ends the transfers that go on. */
    @Override
    public synchronized void close() {
        threads.shutdownNow();
        if (remote != null) {
            remote.close();
        }
    }
}
