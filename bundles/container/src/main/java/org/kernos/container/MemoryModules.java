package org.kernos.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.Outcome;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/** Gives a module that is nowhere but in memory a directory for as long as it takes to make a bundle of it. */
final class MemoryModules {

    private static final String FILE = ".hmod";
    private static final int DIGEST_BYTES = 8;

    private final Path area;

    /**
     * @param area a directory of the container's own
     */
    MemoryModules(Path area) {
        this.area = area;
    }

    /**
     * Loads a module by way of a directory, which is gone afterwards. The directory's name comes from the content, so that the
     * same content is known again.
     */
    Outcome load(String name, byte[] content, Function<Path, Outcome> loader) {
        if (!ModuleDescriptor.isModuleName(name)) {
            return refused(ProblemCode.NAME, "'" + name + "' is no module's name", "use 1 to 128 of A-Z a-z 0-9 _ . -");
        }
        Path parent = area.resolve(digest(content));
        Path directory = parent.resolve(name);
        Path file = directory.resolve(name + FILE);
        try {
            Files.createDirectories(directory);
            try {
                Files.write(file, content);
                return loader.apply(directory);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(directory);
                Files.deleteIfExists(parent);
            }
        } catch (IOException e) {
            return refused(
                    ProblemCode.UNREADABLE,
                    "module '" + name + "' cannot be written into '" + directory + "': " + e,
                    "see that the framework's storage is on a disk with space left and can be written");
        }
    }

    private static Outcome refused(ProblemCode code, String message, String fix) {
        return new Outcome.Refused(List.of(Problem.of(code, message).fix(fix)));
    }

    private static String digest(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
