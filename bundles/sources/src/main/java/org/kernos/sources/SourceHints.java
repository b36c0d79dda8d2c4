package org.kernos.sources;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleSource;
import org.kernos.archive.Digest;
import org.kernos.spi.NearNames;

/**
 * Makes sources of hints: {@code SCHEME:REST} or {@code SCHEME:REST#sha256:HEX}, or a map with such a {@code source} and, optionally, its
 * {@code digest} and what else its scheme knows.
 */
final class SourceHints {

    private static final String SOURCE = "source";
    private static final String DIGEST = "digest";
    private static final String DIGEST_BEHIND = "#sha256:";

    /** What stands before a colon and is none may be somebody's name. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");

    private final Map<String, Scheme> schemes = new TreeMap<>();

    SourceHints(Collection<Scheme> known) {
        known.forEach(scheme -> schemes.put(scheme.prefix(), scheme));
    }

    /** What a hint says, taken apart. */
    private record Parts(Scheme scheme, String rest, Optional<Digest> digest) {}

    /**
     * @throws ModuleLoadException when the hint cannot be understood
     */
    ModuleSource source(String moduleId, Object hint) throws ModuleLoadException {
        Parts parts = parts(moduleId, hint);
        return parts.scheme().source(moduleId, parts.rest(), parts.digest());
    }

    /**
     * Whether a hint says what it leads to down to the last byte.
     *
     * @throws ModuleLoadException when the hint cannot be understood
     */
    boolean isVerified(String moduleId, Object hint) throws ModuleLoadException {
        Parts parts = parts(moduleId, hint);
        return parts.scheme().isVerified(parts.rest(), parts.digest());
    }

    private Parts parts(String moduleId, Object hint) throws ModuleLoadException {
        if (hint instanceof Map<?, ?> map) {
            return ofMap(moduleId, map);
        } else if (hint instanceof String || hint instanceof URI) {
            return ofText(moduleId, hint.toString());
        }
        throw refused(
                moduleId,
                "the source hint is a " + hint.getClass().getName() + ", expected a string or a map",
                forms());
    }

    private Parts ofMap(String moduleId, Map<?, ?> map) throws ModuleLoadException {
        if (!(map.get(SOURCE) instanceof String source)) {
            throw refused(
                    moduleId,
                    "the source hint's keys are "
                            + UserInfo.blanked(texts(map).keySet().toString()) + ", expected a string source",
                    forms());
        }
        Parts parts = ofText(moduleId, source);
        Map<String, String> more = more(moduleId, texts(map), parts.scheme());
        Optional<Digest> digest = digest(moduleId, source, parts.digest(), map.get(DIGEST));
        String rest = more.isEmpty() ? parts.rest() : parts.scheme().joined(moduleId, parts.rest(), more);
        return new Parts(parts.scheme(), rest, digest);
    }

    private static Map<String, String> texts(Map<?, ?> map) {
        TreeMap<String, String> texts = new TreeMap<>();
        map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        return texts;
    }

    /** What is in a map beside the source and the digest. */
    private static Map<String, String> more(String moduleId, Map<String, String> texts, Scheme scheme)
            throws ModuleLoadException {
        texts.keySet().removeAll(List.of(SOURCE, DIGEST));
        for (String key : texts.keySet()) {
            if (!scheme.keys().contains(key)) {
                TreeSet<String> known = new TreeSet<>(scheme.keys());
                known.addAll(List.of(SOURCE, DIGEST));
                throw refused(
                        moduleId,
                        "the source hint has the key '" + UserInfo.blanked(key) + "', expected "
                                + String.join(", ", known),
                        scheme.form());
            }
        }
        return texts;
    }

    private static Optional<Digest> digest(
            String moduleId, String source, Optional<Digest> behind, @Nullable Object given)
            throws ModuleLoadException {
        if (given == null) {
            return behind;
        }
        Optional<Digest> digest = Optional.of(digest(moduleId, given.toString()));
        if (behind.isPresent() && !behind.equals(digest)) {
            throw refused(
                    moduleId,
                    "the source hint '" + UserInfo.blanked(source) + "' has two digests, which differ",
                    Digest.FORM);
        }
        return digest;
    }

    private Parts ofText(String moduleId, String text) throws ModuleLoadException {
        int colon = text.indexOf(':');
        String prefix = colon < 0 ? "" : text.substring(0, colon);
        Scheme scheme = schemes.get(prefix);
        if (scheme == null) {
            String what = WORD.matcher(prefix).matches()
                    ? "has the unknown scheme '" + prefix + "'" + whyNot(prefix)
                    : "has no scheme";
            String known = String.join(", ", schemes.keySet());
            throw new ModuleLoadException(
                    moduleId,
                    problem(
                                    "the source hint '" + UserInfo.blanked(text) + "' " + what + ", known are: "
                                            + known,
                                    forms())
                            .suggest(NearNames.of(prefix, schemes.keySet())));
        }
        int hash = text.indexOf(DIGEST_BEHIND, colon);
        return hash < 0
                ? new Parts(scheme, text.substring(colon + 1), Optional.empty())
                : new Parts(
                        scheme,
                        text.substring(colon + 1, hash),
                        Optional.of(digest(moduleId, text.substring(hash + 1))));
    }

    private static String whyNot(String prefix) {
        return Schemes.whyNot(prefix).map(why -> " (" + why + ")").orElse("");
    }

    private static Digest digest(String moduleId, String text) throws ModuleLoadException {
        Optional<Digest> digest = Digest.parse(text);
        if (digest.isEmpty()) {
            throw refused(
                    moduleId, "the digest is '" + UserInfo.blanked(text) + "', expected " + Digest.FORM, Digest.FORM);
        }
        return digest.get();
    }

    private String forms() {
        return schemes.values().stream().map(Scheme::form).collect(Collectors.joining(", "));
    }

    /** A hint that cannot be understood; with the form that it should have. */
    static ModuleLoadException refused(String moduleId, String what, String form) {
        return new ModuleLoadException(moduleId, problem(what, form));
    }

    static Problem problem(String what, String form) {
        return Problem.of(ProblemCode.SOURCE_HINT, what).fix("write " + form);
    }
}
