package org.kernos.sources;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * A Git repository somewhere else. Its methods run on a thread for each call; one that is cancelled ends as soon as something arrives.
 *
 * @param address as of a {@link GitHint}
 * @param silence for so long the host may say nothing
 * @param mostBytes that it may send for one commit
 */
record GitRemote(String address, Duration silence, long mostBytes) {

    private static final long MOST_BYTES_OF_REFS = 1L << 26;
    private static final String FILE = "file:";
    private static final List<String> SHORT = List.of(Constants.R_TAGS, Constants.R_HEADS, Constants.R_REFS);

    /**
     * The commit that a ref is at; as Git has it, of a tag and a branch of the same name the tag counts.
     *
     * @param absent where no repository is: JGit wants one to write to, and writes nothing
     * @throws GitRefusal when there is no such ref, or it cannot be asked for
     */
    String commit(String ref, Path absent, BooleanSupplier cancelled) throws IOException {
        Map<String, ObjectId> refs = refs(absent, cancelled);
        List<String> names = new ArrayList<>(List.of(ref));
        SHORT.forEach(prefix -> names.add(prefix + ref));
        for (String name : names) {
            ObjectId id = refs.get(name);
            if (id != null && (name.equals(Constants.HEAD) || name.startsWith(Constants.R_REFS))) {
                return id.name();
            }
        }
        String what = refs.isEmpty() ? "has no commit yet" : "has no branch and no tag '" + ref + "'";
        List<String> known = refs.keySet().stream().map(GitRemote::shortName).toList();
        throw new GitRefusal(GitRefusal.Kind.NO_REF, "the repository " + what, known, null);
    }

    private static String shortName(String ref) {
        return SHORT.stream()
                .filter(ref::startsWith)
                .findFirst()
                .map(prefix -> ref.substring(prefix.length()))
                .orElse(ref);
    }

    private Map<String, ObjectId> refs(Path absent, BooleanSupplier cancelled) throws IOException {
        OwnGitSettings.on();
        GitDownload download = new GitDownload(MOST_BYTES_OF_REFS, count -> {}, cancelled);
        Map<String, ObjectId> refs = new TreeMap<>();
        try (Repository local = bare(absent);
                Transport transport = prepared(Transport.open(local, uri()), download);
                FetchConnection connection = transport.openFetch()) {
            for (Ref ref : connection.getRefs()) {
                ObjectId id = ref.getPeeledObjectId() == null ? ref.getObjectId() : ref.getPeeledObjectId();
                if (id != null) {
                    refs.put(ref.getName(), id);
                }
            }
            return refs;
        } catch (IOException | RuntimeException e) {
            throw refusal(e, download);
        }
    }

    /**
     * Fetches a commit: alone where the server gives it, and otherwise with all there is, because it is in there if it is anywhere.
     *
     * @return the repository that it is in
     * @throws GitRefusal when it cannot be had
     */
    Path fetch(String commit, Fetching fetching, BooleanSupplier cancelled) throws IOException {
        OwnGitSettings.on();
        GitDownload download = new GitDownload(mostBytes, fetching::wrote, cancelled);
        Path bare = Files.createDirectory(fetching.directory().resolve("repository.git"));
        try (Repository local =
                new FileRepositoryBuilder().setGitDir(bare.toFile()).setBare().build()) {
            local.create(true);
            withoutCollector(local.getConfig());
            fetchInto(local, ObjectId.fromString(commit), download);
        } catch (IOException | RuntimeException e) {
            throw refusal(e, download);
        }
        return bare;
    }

    /** It would run behind the fetch, in a directory that is about to get its name. */
    private static void withoutCollector(StoredConfig config) throws IOException {
        config.setInt("gc", null, "auto", 0);
        config.setBoolean("gc", null, "autoDetach", false);
        config.save();
    }

    private static Repository bare(Path directory) throws IOException {
        return new FileRepositoryBuilder()
                .setGitDir(directory.toFile())
                .setBare()
                .build();
    }

    private void fetchInto(Repository local, ObjectId commit, GitDownload download) throws IOException {
        try {
            fetch(local, download, 1, new RefSpec(commit.name()));
        } catch (IOException e) {
            if (refusal(e, download) instanceof GitRefusal refusal && refusal.kind() != GitRefusal.Kind.OTHER) {
                throw e;
            }
        }
        if (!local.getObjectDatabase().has(commit)) {
            fetch(
                    local,
                    download,
                    null,
                    new RefSpec("+refs/heads/*:refs/heads/*"),
                    new RefSpec("+refs/tags/*:refs/tags/*"));
        }
        if (!local.getObjectDatabase().has(commit)) {
            String what = "the repository has no commit " + commit.name() + " on any branch or tag";
            throw new GitRefusal(GitRefusal.Kind.NO_REF, what, null);
        }
    }

    private void fetch(Repository local, GitDownload download, @Nullable Integer depth, RefSpec... specs)
            throws IOException {
        try (Transport transport = prepared(Transport.open(local, uri()), download)) {
            transport.setTagOpt(TagOpt.NO_TAGS);
            transport.setDepth(depth);
            transport.fetch(download.monitor(), List.of(specs));
        }
        if (download.isCancelled()) {
            throw new InterruptedIOException("the fetch of " + address + " was cancelled");
        }
    }

    private Transport prepared(Transport transport, GitDownload download) {
        // What is on this computer is at work while it says nothing.
        transport.setTimeout(address.startsWith(FILE) ? 0 : (int) ((silence.toMillis() + 999) / 1_000));
        transport.setCredentialsProvider(download.passwords());
        if (transport instanceof TransportHttp http) {
            http.setHttpConnectionFactory(download);
        }
        return transport;
    }

    /** The path of a file is taken as it is, whatever characters are in it. */
    private URIish uri() throws IOException {
        if (!address.startsWith(FILE)) {
            try {
                return new URIish(address);
            } catch (URISyntaxException e) {
                throw new GitRefusal(GitRefusal.Kind.NO_REPOSITORY, String.valueOf(e.getMessage()), e);
            }
        }
        String path = address.substring(FILE.length());
        if (!Files.isDirectory(Path.of(path))) {
            throw new GitRefusal(GitRefusal.Kind.NO_REPOSITORY, "there is no directory " + path, null);
        }
        return new URIish().setScheme("file").setPath(path);
    }

    private IOException refusal(Exception thrown, GitDownload download) {
        if (thrown instanceof GitRefusal refusal) {
            return refusal;
        } else if (download.isCancelled()) {
            return (IOException) new InterruptedIOException("asking " + address + " was cancelled").initCause(thrown);
        } else if (download.isTooLarge()) {
            String what = "more than " + download.mostBytes() + " bytes arrived from " + address;
            return new GitRefusal(GitRefusal.Kind.TOO_LARGE, what, thrown);
        } else if (download.isLocked()) {
            String what = "there is no such repository, or its host wants a password";
            return new GitRefusal(GitRefusal.Kind.LOCKED, what, thrown);
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            GitRefusal known = known(cause, thrown);
            if (known != null) {
                return known;
            }
        }
        String what = "the fetch ended with: " + UserInfo.blanked(String.valueOf(thrown.getMessage()));
        return new GitRefusal(GitRefusal.Kind.OTHER, what, thrown);
    }

    private @Nullable GitRefusal known(Throwable cause, Exception thrown) {
        if (cause instanceof NoRemoteRepositoryException || cause instanceof RepositoryNotFoundException) {
            return new GitRefusal(GitRefusal.Kind.NO_REPOSITORY, "there is no Git repository", thrown);
        } else if (cause instanceof UnknownHostException) {
            return unreachable("nobody knows the host", cause, thrown);
        } else if (cause instanceof InterruptedIOException) {
            return new GitRefusal(
                    GitRefusal.Kind.UNREACHABLE,
                    "the host has said nothing for " + silence.toMillis() + " ms (kernos.sources.silence.ms)",
                    thrown);
        } else if (cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof SocketException
                || cause instanceof SSLException) {
            return unreachable("the host cannot be reached", cause, thrown);
        }
        return null;
    }

    private static GitRefusal unreachable(String what, Throwable cause, Exception thrown) {
        return new GitRefusal(GitRefusal.Kind.UNREACHABLE, what + ": " + cause.getMessage(), thrown);
    }
}
