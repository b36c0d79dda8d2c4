package org.kernos.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;

/**
 * Unpacks archives of modules, which are untrusted input (architecture O-4): every name has to stay inside, nothing becomes a link, and there are
 * limits.
 */
public final class ModuleArchive {

    /** As of a module directory. */
    public static final int MOST_ENTRIES = 10_000;

    public static final long MOST_BYTES = 1L << 30;

    private static final int BLOCK = 1 << 16;

    private final Output output;
    private final long mostBytes;

    /** How a file is written. */
    @FunctionalInterface
    public interface Output {

        /** Files that did not exist. */
        Output NEW_FILE = file -> Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);

        OutputStream open(Path file) throws IOException;
    }

    public ModuleArchive(Output output, long mostBytes) {
        this.output = output;
        this.mostBytes = mostBytes;
    }

    /**
     * The name of the module's directory: as in the archive, or as the archive itself.
     *
     * @throws IOException when the file is no archive
     * @throws IllegalArgumentException when a name in it is no text
     */
    public static String directoryName(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return directoryName(archive, ArchiveRoot.of(zip));
        }
    }

    private static String directoryName(Path archive, String inside) {
        return inside.isEmpty() ? stem(archive) : inside.substring(0, inside.length() - 1);
    }

    private static String stem(Path archive) {
        String name = String.valueOf(archive.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /**
     * An archive's content, unpacked.
     *
     * @param directory the module's
     * @param digests of all its files, by their paths in it
     */
    public record Unpacked(Path directory, Map<String, Digest> digests) {

        public Unpacked {
            digests = Map.copyOf(digests);
        }

        /** What the module's {@link ModuleDigests file of digests} says otherwise; nothing when it has none. */
        public List<Problem> problems() throws IOException {
            return ModuleDigests.areIn(directory) ? ModuleDigests.problems(directory, digests) : List.of();
        }
    }

    /**
     * Unpacks an archive, and compares it with the digests that it may hold. What was written when it fails stays there: it is the caller's to
     * delete.
     *
     * @param parent where the module's directory is made
     * @return the module's directory
     * @throws ModuleException when the archive must not be unpacked, or is not what its digests say
     * @throws IOException when it cannot be
     * @throws IllegalArgumentException when a name in it is no text
     */
    public Path unpack(Path archive, Path parent) throws IOException, ModuleException {
        Unpacked unpacked = extract(archive, parent);
        List<Problem> problems = unpacked.problems();
        if (!problems.isEmpty()) {
            Place place = Place.of(archive.toString());
            throw new ModuleException(
                    problems.stream().map(problem -> problem.at(place)).toList());
        }
        return unpacked.directory();
    }

    /** As {@link #unpack}, whatever the archive's digests say. */
    public Unpacked extract(Path archive, Path parent) throws IOException, ModuleException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            String inside = ArchiveRoot.of(zip);
            List<Problem> problems = ArchiveRules.problems(archive, zip);
            if (!problems.isEmpty()) {
                throw new ModuleException(problems);
            }
            Path directory = Files.createDirectories(parent.resolve(directoryName(archive, inside)));
            return new Unpacked(directory, write(archive, zip, inside, directory));
        }
    }

    /** Whether a name, with slashes, would be written outside of the module's directory. */
    public static boolean leadsOut(String name) {
        return ArchiveRules.leadsOut(name);
    }

    private Map<String, Digest> write(Path archive, ZipFile zip, String inside, Path directory)
            throws IOException, ModuleException {
        Map<String, Digest> digests = new HashMap<>();
        long left = mostBytes;
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            if (!name.startsWith(inside) || name.equals(inside) || ArchiveRoot.isForeign(name)) {
                continue;
            }
            String path = name.substring(inside.length());
            Path file = directory.resolve(path);
            if (entry.isDirectory()) {
                Files.createDirectories(file);
                continue;
            }
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Copy copy = new Copy(left);
            copy.run(zip, entry, output.open(file));
            left -= copy.written;
            if (left < 0) {
                throw new ModuleException(ArchiveRules.limit(archive, "more than " + mostBytes + " bytes"));
            }
            digests.put(path, copy.digest());
        }
        return digests;
    }

    /** Of one entry, by what comes out and not by what it says of its length; ends soon after the limit. */
    private static final class Copy {

        private final long most;
        private final MessageDigest digest = Digest.start();
        private final CRC32 sum = new CRC32();
        private long written;

        Copy(long most) {
            this.most = most;
        }

        void run(ZipFile zip, ZipEntry entry, OutputStream to) throws IOException {
            byte[] block = new byte[BLOCK];
            try (OutputStream out = to;
                    InputStream in = zip.getInputStream(entry)) {
                for (int count = in.read(block); count >= 0 && written <= most; count = in.read(block)) {
                    out.write(block, 0, count);
                    digest.update(block, 0, count);
                    sum.update(block, 0, count);
                    written += count;
                }
            } catch (ZipException | EOFException e) {
                throw damaged(entry, e.toString(), e);
            }
            // java.util.zip leaves that to whoever reads.
            if (written <= most && sum.getValue() != entry.getCrc()) {
                throw damaged(entry, "its checksum is another one", null);
            }
        }

        private static ZipException damaged(ZipEntry entry, String how, @Nullable Exception cause) {
            ZipException damage = new ZipException("the entry '" + entry.getName() + "' is damaged: " + how);
            damage.initCause(cause);
            return damage;
        }

        Digest digest() {
            return Digest.of(digest);
        }
    }
}
