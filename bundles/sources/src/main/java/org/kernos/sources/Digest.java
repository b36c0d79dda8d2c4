package org.kernos.sources;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The SHA-256 of a file.
 *
 * @param hex 64 digits, in lower case
 */
record Digest(String hex) {

    static final String FORM = "sha256: and 64 hexadecimal digits";

    private static final String PREFIX = "sha256:";

    /** Of text such as {@code sha256:9f86...}; empty when it is no digest. */
    static Optional<Digest> parse(String text) {
        String hex = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "";
        return hex.matches("[0-9a-fA-F]{64}")
                ? Optional.of(new Digest(hex.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static Digest of(MessageDigest all) {
        return new Digest(HexFormat.of().formatHex(all.digest()));
    }

    @Override
    public String toString() {
        return PREFIX + hex;
    }
}
