package org.kernos.api;

import java.util.Optional;

/**
 * The version of the binary interface between a native module and what it runs in (helix X-9).
 *
 * @param major 0 to 65535; a different one never fits
 * @param minor 0 to 65535; a greater one has more
 */
public record AbiVersion(int major, int minor) {

    /** What this container offers. */
    public static final AbiVersion CURRENT = new AbiVersion(1, 0);

    /** How a consumer fits its provider. */
    public sealed interface Compatibility {

        record Compatible() implements Compatibility {}

        /** It may ask for what the provider does not have yet. */
        record PartiallyCompatible(String warning) implements Compatibility {}

        record Incompatible(String reason) implements Compatibility {}

        /** What to tell people; empty when there is nothing to tell. */
        default Optional<String> remark() {
            if (this instanceof PartiallyCompatible partially) {
                return Optional.of(partially.warning());
            }
            return this instanceof Incompatible not ? Optional.of(not.reason()) : Optional.empty();
        }
    }

    /** How a consumer of this version fits a provider: the container for a module, a module for its dependents. */
    public Compatibility with(AbiVersion provider) {
        if (provider.major() != major) {
            return new Compatibility.Incompatible("Major ABI version mismatch");
        }
        return provider.minor() < minor
                ? new Compatibility.PartiallyCompatible("Consumer uses newer ABI features")
                : new Compatibility.Compatible();
    }

    /** {@code 1.0}. */
    @Override
    public String toString() {
        return major + "." + minor;
    }
}
