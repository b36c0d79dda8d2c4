package org.kernos.sources;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleSource;
import org.kernos.archive.Digest;

/**
 * {@code git+https://HOST/PATH#REF:DIRECTORY}: a module in a Git repository.
 *
 * @param transport {@code https}, {@code http} or {@code file}
 */
record GitScheme(String transport, LocalPaths paths, GitRepositories repositories) implements Scheme {

    private static final String FILE = "file";
    private static final String REF = "ref";
    private static final String DIRECTORY = "directory";

    static List<Scheme> all(LocalPaths paths, GitRepositories repositories) {
        return List.of(
                new GitScheme("https", paths, repositories),
                new GitScheme("http", paths, repositories),
                new GitScheme(FILE, paths, repositories));
    }

    @Override
    public String prefix() {
        return "git+" + transport;
    }

    @Override
    public String form() {
        return prefix() + (transport.equals(FILE) ? ":PATH" : "://HOST/PATH") + "[#REF[:DIRECTORY]]";
    }

    @Override
    public Set<String> keys() {
        return Set.of(REF, DIRECTORY);
    }

    @Override
    public String joined(String moduleId, String rest, Map<String, String> more) throws ModuleLoadException {
        if (rest.indexOf('#') >= 0) {
            throw refused(moduleId, rest, "has a ref behind its #, and the keys " + more.keySet() + " beside it");
        }
        String directory = more.getOrDefault(DIRECTORY, "");
        return rest + "#" + more.getOrDefault(REF, "") + (directory.isEmpty() ? "" : ":" + directory);
    }

    /** Its commit is its digest: it names the content of every file. */
    @Override
    public boolean isVerified(String rest, Optional<Digest> digest) {
        return hint("", rest).isCommit();
    }

    @Override
    public ModuleSource source(String moduleId, String rest, Optional<Digest> digest) throws ModuleLoadException {
        if (!transport.equals(FILE) && UserInfo.isIn(transport + ":" + rest)) {
            throw refused(moduleId, rest, "has a user or a password in it, which logs would show");
        } else if (digest.isPresent()) {
            throw refused(moduleId, rest, "has a digest; write a whole commit id behind the #, which is one");
        }
        GitHint hint = hint(address(moduleId, rest), rest);
        Optional<String> wrong = hint.wrong();
        if (wrong.isPresent()) {
            throw refused(moduleId, rest, "cannot be understood: " + wrong.get());
        }
        return new GitSource(moduleId, hint, repositories);
    }

    private static GitHint hint(String address, String rest) {
        int hash = rest.indexOf('#');
        return GitHint.of(address, hash < 0 ? "" : rest.substring(hash + 1));
    }

    private String address(String moduleId, String rest) throws ModuleLoadException {
        int hash = rest.indexOf('#');
        String repository = hash < 0 ? rest : rest.substring(0, hash);
        if (transport.equals(FILE)) {
            return "file:" + paths.path(moduleId, repository, form());
        }
        try {
            URI address = new URI(transport + ":" + repository);
            if (address.getHost() == null || address.getPath().matches("/*")) {
                throw refused(moduleId, rest, "names no host or no path");
            }
            return address.toString();
        } catch (URISyntaxException e) {
            // Neither its message nor itself: both repeat the address as it was written.
            throw refused(moduleId, rest, "is no address: " + e.getReason());
        }
    }

    private ModuleLoadException refused(String moduleId, String rest, String what) {
        String hint = UserInfo.blanked(prefix() + ":" + rest);
        return SourceHints.refused(moduleId, "the source hint '" + hint + "' " + what, form());
    }
}
