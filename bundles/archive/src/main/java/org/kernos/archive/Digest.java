package org.kernos.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
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
public record Digest(String hex) {

    public static final String FORM = "sha256: and 64 hexadecimal digits";

    private static final String PREFIX = "sha256:";

    /** Of text such as {@code sha256:9f86...}; empty when it is no digest. */
    public static Optional<Digest> parse(String text) {
        String hex = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "";
        return hex.matches("[0-9a-fA-F]{64}")
                ? Optional.of(new Digest(hex.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    public static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Ends what {@link #start} has begun. */
    public static Digest of(MessageDigest all) {
        return new Digest(HexFormat.of().formatHex(all.digest()));
    }

    /** Of what a file holds now. */
    public static Digest of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return copy(in, OutputStream.nullOutputStream());
        }
    }

    /** Of what was copied. */
    static Digest copy(InputStream in, OutputStream out) throws IOException {
        MessageDigest all = start();
        in.transferTo(new DigestOutputStream(out, all));
        return of(all);
    }

    @Override
    public String toString() {
        return PREFIX + hex;
    }
}
