package org.kernos.sources;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleSource;
import org.kernos.spi.NearNames;

/**
 * Makes sources of hints: {@code file:PATH}, {@code zip:PATH} or {@code zip:PATH#sha256:HEX}, or a map with such a {@code source} and, optionally, its
 * {@code digest}.
 */
final class SourceHints {

    private static final String SOURCE = "source";
    private static final String DIGEST = "digest";
    private static final List<String> SCHEMES = List.of("file", "zip");
    private static final String FORMS = "write file:PATH, zip:PATH or zip:PATH#sha256:HEX";

    private final Path workingDirectory;
    private final SourceCache cache;

    /**
     * @param workingDirectory that relative paths count from
     */
    SourceHints(Path workingDirectory, SourceCache cache) {
        this.workingDirectory = workingDirectory;
        this.cache = cache;
    }

    /**
     * @throws ModuleLoadException when the hint cannot be understood
     */
    ModuleSource source(String moduleId, Object hint) throws ModuleLoadException {
        if (hint instanceof Map<?, ?> map) {
            return ofMap(moduleId, map);
        } else if (hint instanceof String || hint instanceof URI) {
            return ofText(moduleId, hint.toString(), Optional.empty());
        }
        throw refused(moduleId, "the source hint is a " + hint.getClass().getName() + ", expected a string or a map");
    }

    private ModuleSource ofMap(String moduleId, Map<?, ?> map) throws ModuleLoadException {
        for (Object key : map.keySet()) {
            if (!SOURCE.equals(key) && !DIGEST.equals(key)) {
                throw refused(moduleId, "the source hint has the key '" + key + "', expected source and digest");
            }
        }
        if (!(map.get(SOURCE) instanceof String source)) {
            throw refused(
                    moduleId,
                    "the source hint's keys are " + new TreeSet<>(map.keySet()) + ", expected a string source");
        }
        @Nullable Object digest = map.get(DIGEST);
        return ofText(moduleId, source, digest == null ? Optional.empty() : digest(moduleId, digest.toString()));
    }

    private ModuleSource ofText(String moduleId, String text, Optional<Digest> given) throws ModuleLoadException {
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon);
        if (!SCHEMES.contains(scheme)) {
            String what = colon < 0 ? "has no scheme" : "has the unknown scheme '" + scheme + "'";
            throw new ModuleLoadException(
                    moduleId,
                    problem("the source hint '" + text + "' " + what + ", known are: " + String.join(", ", SCHEMES))
                            .suggest(NearNames.of(scheme, SCHEMES)));
        }
        String rest = text.substring(colon + 1);
        if (scheme.equals("file")) {
            if (given.isPresent()) {
                throw refused(moduleId, "the source hint '" + text + "' has a digest, which a directory has not");
            }
            return new FileSource(moduleId, path(moduleId, rest));
        }
        int hash = rest.indexOf("#sha256:");
        Optional<Digest> digest = hash < 0 ? given : digest(moduleId, rest.substring(hash + 1));
        if (given.isPresent() && !given.equals(digest)) {
            throw refused(moduleId, "the source hint '" + text + "' has two digests, which differ");
        }
        return new ZipSource(moduleId, path(moduleId, hash < 0 ? rest : rest.substring(0, hash)), digest, cache);
    }

    private static Optional<Digest> digest(String moduleId, String text) throws ModuleLoadException {
        Optional<Digest> digest = Digest.parse(text);
        if (digest.isEmpty()) {
            throw refused(moduleId, "the digest is '" + text + "', expected " + Digest.FORM);
        }
        return digest;
    }

    /** {@code file:///a/b}, as people copy it, is {@code file:/a/b}. */
    private Path path(String moduleId, String text) throws ModuleLoadException {
        String plain = text.startsWith("///") ? text.substring(2) : text;
        try {
            if (plain.isEmpty() || plain.startsWith("//")) {
                throw refused(moduleId, "the source hint names '" + text + "', expected a path on this computer");
            }
            return workingDirectory.resolve(plain).normalize();
        } catch (InvalidPathException e) {
            throw new ModuleLoadException(moduleId, List.of(problem("'" + text + "' is no path: " + e.getReason())), e);
        }
    }

    private static ModuleLoadException refused(String moduleId, String what) {
        return new ModuleLoadException(moduleId, problem(what));
    }

    private static Problem problem(String what) {
        return Problem.of(ProblemCode.SOURCE_HINT, what).fix(FORMS);
    }
}
