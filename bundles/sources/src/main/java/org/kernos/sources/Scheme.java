package org.kernos.sources;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleSource;
import org.kernos.archive.Digest;

/** One kind of sources, known by the word that its hints begin with. */
interface Scheme {

    /** What stands before a hint's first colon: {@code zip}. */
    String prefix();

    /** How its hints are written, for people: {@code zip:PATH[#sha256:HEX]}. */
    String form();

    /** What a map may have beside {@code source} and {@code digest}. */
    default Set<String> keys() {
        return Set.of();
    }

    /**
     * What a map's source and the values of its other keys would be as one text.
     *
     * @param rest of the source, behind the colon
     * @param more values by {@link #keys}, not empty
     * @throws ModuleLoadException when they contradict each other
     */
    default String joined(String moduleId, String rest, Map<String, String> more) throws ModuleLoadException {
        throw new IllegalStateException(prefix() + " has no keys");
    }

    /**
     * The source that a hint means. Quick: nothing is fetched before the source is asked.
     *
     * @param rest of the hint, between the colon and the digest
     * @param digest that what is fetched has to have
     * @throws ModuleLoadException when the hint cannot be understood
     */
    ModuleSource source(String moduleId, String rest, Optional<Digest> digest) throws ModuleLoadException;

    /** Whether a hint says what it leads to down to the last byte, whoever offers it: it is a digest or has one. */
    default boolean isVerified(String rest, Optional<Digest> digest) {
        return digest.isPresent();
    }
}
