package org.kernos.sources;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.source.Attempt;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.archive.ModuleArchive;
import org.kernos.spi.NearNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the cache has of Git repositories: for each commit a repository with this commit alone, for each branch and tag the commit that it was last seen
 * at, and for each hint the module's directory, which is made anew at the same place when its branch has moved. JGit is not touched before the first
 * repository is.
 */
final class GitRepositories implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GitRepositories.class);

    private final SourceCache cache;
    private final Duration silence;
    private final long mostBytes;
    private final SingleFlight<String> lookups = new SingleFlight<>();

    /** What JGit reads its settings with while this is open; null before it is used. Guarded by this. */
    private @Nullable AutoCloseable settings;

    private boolean closed;

    /**
     * @param silence for so long a host may say nothing
     */
    GitRepositories(SourceCache cache, Duration silence) {
        this(cache, silence, ModuleArchive.MOST_BYTES);
    }

    /**
     * @param mostBytes that a host may send for one commit
     */
    GitRepositories(SourceCache cache, Duration silence, long mostBytes) {
        this.cache = cache;
        this.silence = silence;
        this.mostBytes = mostBytes;
    }

    /** The directory of a module; see {@link GitSource}. */
    Path directory(String moduleId, GitHint hint) throws ModuleNotFoundException, ModuleLoadException, IOException {
        try {
            String commit = hint.isCommit() ? hint.ref() : lookups.get(refKey(hint), () -> current(hint));
            return checkedOut(moduleId, hint, commit);
        } catch (GitRefusal e) {
            if (e.kind() == GitRefusal.Kind.TOO_LARGE) {
                throw tooLarge(moduleId, hint, e);
            }
            throw notFound(moduleId, hint, e);
        } catch (NoClassDefFoundError e) {
            throw new ModuleLoadException(
                    moduleId,
                    List.of(SourceHints.problem("the source hint '" + hint + "' takes JGit, which is not there", "")
                            .fix(
                                    "install the bundle org.eclipse.jgit, 7.8 or a later 7, and what it imports, and refresh "
                                            + "org.kernos.sources")),
                    e);
        }
    }

    private static String refKey(GitHint hint) {
        return "git ref\n" + hint.address() + "\n" + hint.ref();
    }

    /** The commit that a branch or a tag is at, or was when its host was last reached. */
    private String current(GitHint hint) throws ModuleNotFoundException, ModuleLoadException, IOException {
        String key = refKey(hint);
        try {
            // Who waits for a slow host is told of it from the beginning.
            cache.progress().at(hint.toString(), 0);
            isolate();
            GitRemote remote = new GitRemote(hint.address(), silence, mostBytes);
            String commit = SideThread.run(
                    "kernos-git " + hint.address(), cancelled -> remote.commit(hint.ref(), cache.absent(), cancelled));
            cache.remember(key, commit);
            return commit;
        } catch (GitRefusal e) {
            Optional<String> known = cache.stamp(key);
            if (known.isEmpty() || !isPassing(e)) {
                throw e;
            }
            LOG.warn(
                    "{}: {}; taking commit {}, where {} was before",
                    hint.address(),
                    e.getMessage(),
                    known.get(),
                    hint.ref());
            return known.get();
        }
    }

    /** Whether another answer is to be expected some day though nobody does anything about it. */
    private static boolean isPassing(GitRefusal refusal) {
        return refusal.kind() == GitRefusal.Kind.UNREACHABLE || refusal.kind() == GitRefusal.Kind.OTHER;
    }

    private Path checkedOut(String moduleId, GitHint hint, String commit)
            throws ModuleNotFoundException, ModuleLoadException, IOException {
        return cache.entry("git directory\n" + hint, commit, hint.toString(), fetching -> {
            Path repository = repository(hint.address(), commit);
            isolate();
            GitCheckout checkout = new GitCheckout(moduleId, hint, commit);
            return SideThread.run("kernos-git " + hint, cancelled -> checkout.write(repository, fetching));
        });
    }

    private Path repository(String address, String commit)
            throws ModuleNotFoundException, ModuleLoadException, IOException {
        String source = address + " at " + commit;
        return cache.entry("git commit\n" + address + "\n" + commit, commit, source, fetching -> {
            isolate();
            GitRemote remote = new GitRemote(address, silence, mostBytes);
            return SideThread.run("kernos-git " + source, cancelled -> remote.fetch(commit, fetching, cancelled));
        });
    }

    private synchronized void isolate() throws IOException {
        if (closed) {
            throw new IOException("the module sources were stopped or configured anew");
        }
        if (settings == null) {
            settings = OwnGitSettings.use();
        }
    }

    private static ModuleLoadException tooLarge(String moduleId, GitHint hint, GitRefusal refusal) {
        Problem problem = Problem.of(ProblemCode.LIMIT, String.valueOf(refusal.getMessage()))
                .at(Place.of(hint.toString()))
                .fix(refusal.kind().fix());
        return new ModuleLoadException(moduleId, List.of(problem), refusal);
    }

    private static ModuleNotFoundException notFound(String moduleId, GitHint hint, GitRefusal refusal) {
        List<Attempt> attempts = new ArrayList<>();
        attempts.add(new Attempt(hint.toString(), String.valueOf(refusal.getMessage())));
        if (isPassing(refusal)) {
            String what =
                    hint.isCommit() ? "the commit was not fetched before" : "'" + hint.ref() + "' was not seen before";
            attempts.add(new Attempt("cache", what));
        }
        String wanted = refusal.kind() == GitRefusal.Kind.NO_DIRECTORY ? hint.directory() : hint.ref();
        ModuleNotFoundException notFound = new ModuleNotFoundException(
                moduleId,
                attempts,
                NearNames.of(wanted, refusal.names()),
                refusal.kind().fix());
        notFound.addSuppressed(refusal);
        return notFound;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (settings != null) {
            try {
                settings.close();
            } catch (Exception e) {
                throw new IllegalStateException("giving JGit back its settings does not fail", e);
            }
        }
    }
}
