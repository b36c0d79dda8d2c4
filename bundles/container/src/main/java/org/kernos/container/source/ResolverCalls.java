package org.kernos.container.source;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.source.Attempt;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.api.source.ModuleSource;

/** Asks resolvers, on threads of its own with a limit of time, and checks what they answer. */
public final class ResolverCalls implements AutoCloseable {

    /** Answers that are remembered, to be compared with the next one to the same question. */
    private static final int REMEMBERED = 1_000;

    private final Duration limit;
    private final ExecutorService threads = Executors.newCachedThreadPool(AskingThread::new);
    private final Map<Question, Path> answers = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Path> eldest) {
            return size() > REMEMBERED;
        }
    });

    private record Question(long resolver, String moduleId, String hint) {}

    private static final class AskingThread extends Thread {
        AskingThread(Runnable task) {
            super(task, "kernos-source");
            setDaemon(true);
        }
    }

    /** Whether the calling thread is one that a resolver is asked on. */
    static boolean isAsking() {
        return Thread.currentThread() instanceof AskingThread;
    }

    /** A question that was asked; the limit counts since. */
    public final class Inquiry {
        private final MountedResolver mounted;
        private final String moduleId;
        private final @Nullable Object hint;
        private final Future<Optional<Path>> answer;
        private final long deadline = deadline();

        private Inquiry(MountedResolver mounted, String moduleId, @Nullable Object hint) {
            this.mounted = mounted;
            this.moduleId = moduleId;
            this.hint = hint;
            this.answer = submit(() -> {
                @Nullable ModuleSource source = mounted.resolver().resolve(moduleId, hint);
                return source == null ? Optional.empty() : Optional.ofNullable(source.resolve());
            });
        }

        /** The directory that the resolver names, which exists and is the one it has named before. To be called once. */
        public Path answer() throws ModuleNotFoundException, ModuleLoadException {
            Path path = checked(mounted, moduleId, limited(mounted, moduleId, answer, deadline));
            Path before = answers.putIfAbsent(new Question(mounted.serviceId(), moduleId, String.valueOf(hint)), path);
            if (before != null && !before.equals(path)) {
                throw fault(
                        mounted,
                        moduleId,
                        "answered " + path + " for '" + moduleId + "', and " + before
                                + " for the same name and hint before",
                        null);
            }
            return path;
        }
    }

    public ResolverCalls(Duration limit) {
        this.limit = limit;
    }

    /**
     * Asks on another thread, without waiting for the answer.
     *
     * @throws IllegalStateException when the container has stopped
     */
    public Inquiry begin(MountedResolver mounted, String moduleId, @Nullable Object hint) {
        return new Inquiry(mounted, moduleId, hint);
    }

    /** The directory that a resolver names, which exists and is the one it has named before. */
    public Path resolve(MountedResolver mounted, String moduleId, @Nullable Object hint)
            throws ModuleNotFoundException, ModuleLoadException {
        return begin(mounted, moduleId, hint).answer();
    }

    /** What a resolver would try. */
    public List<Attempt> explain(MountedResolver mounted, String moduleId, @Nullable Object hint)
            throws ModuleLoadException {
        try {
            Optional<List<Attempt>> attempts = limited(
                    mounted,
                    moduleId,
                    submit(() -> Optional.ofNullable(mounted.resolver().explain(moduleId, hint))),
                    deadline());
            return attempts.orElseThrow(() -> fault(mounted, moduleId, "explained '" + moduleId + "' with null", null));
        } catch (ModuleNotFoundException e) {
            return e.attempts();
        }
    }

    private static Path checked(MountedResolver mounted, String moduleId, Optional<Path> answer)
            throws ModuleLoadException {
        if (answer.isEmpty()) {
            throw fault(mounted, moduleId, "answered null for '" + moduleId + "'", null);
        }
        Path path = answer.get();
        String wrong = path.getFileSystem() != FileSystems.getDefault()
                ? "which is in another file system"
                : !Files.exists(path)
                        ? "which does not exist"
                        : !Files.isDirectory(path) ? "which is no directory" : "";
        if (!wrong.isEmpty()) {
            throw fault(mounted, moduleId, "answered " + path + " for '" + moduleId + "', " + wrong, null);
        }
        return path.toAbsolutePath().normalize();
    }

    private <T> Future<T> submit(Callable<T> call) {
        try {
            return threads.submit(call);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the container has stopped", e);
        }
    }

    private long deadline() {
        return System.nanoTime() + limit.toNanos();
    }

    private <T> Optional<T> limited(MountedResolver mounted, String moduleId, Future<Optional<T>> answer, long deadline)
            throws ModuleNotFoundException, ModuleLoadException {
        try {
            return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw fault(
                    mounted,
                    moduleId,
                    "did not answer for '" + moduleId + "' within " + limit.toMillis()
                            + " ms (kernos.sources.limit.ms)",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModuleLoadException(
                    moduleId,
                    List.of(Problem.of(
                                    ProblemCode.SOURCE_CANCELLED,
                                    "module '" + moduleId + "' was not loaded: the wait for its source was cancelled")
                            .fix("ask again")),
                    e);
        } catch (ExecutionException e) {
            throw failure(mounted, moduleId, e.getCause());
        } finally {
            // One that has not ended is to.
            answer.cancel(true);
        }
    }

    /** What a resolver may say is passed on; all else is its fault. */
    private static ModuleLoadException failure(MountedResolver mounted, String moduleId, @Nullable Throwable thrown)
            throws ModuleNotFoundException {
        if (thrown instanceof ModuleNotFoundException notFound) {
            throw notFound;
        }
        return thrown instanceof ModuleLoadException load
                ? load
                : fault(mounted, moduleId, "failed for '" + moduleId + "': " + thrown, thrown);
    }

    private static ModuleLoadException fault(
            MountedResolver mounted, String moduleId, String what, @Nullable Throwable cause) {
        return new ModuleLoadException(
                moduleId,
                List.of(Problem.of(ProblemCode.SOURCE_RESOLVER, mounted.name() + ", " + what)
                        .fix("correct the resolver, or stop its bundle; module:sources lists the mounted ones")),
                cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
