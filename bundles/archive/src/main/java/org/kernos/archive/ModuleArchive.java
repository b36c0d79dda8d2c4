package org.kernos.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

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
     * Unpacks an archive. What was written when it fails stays there: it is the caller's to delete.
     *
     * @param parent where the module's directory is made
     * @return the module's directory
     * @throws ModuleException when the archive must not be unpacked
     * @throws IOException when it cannot be
     * @throws IllegalArgumentException when a name in it is no text
     */
    public Path unpack(Path archive, Path parent) throws IOException, ModuleException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            String inside = ArchiveRoot.of(zip);
            check(archive, zip);
            Path directory = Files.createDirectories(parent.resolve(directoryName(archive, inside)));
            write(archive, zip, inside, directory);
            return directory;
        }
    }

    private static void check(Path archive, ZipFile zip) throws ModuleException {
        if (zip.size() > MOST_ENTRIES) {
            throw new ModuleException(limit(archive, "more than " + MOST_ENTRIES + " entries"));
        }
        for (Iterator<? extends ZipEntry> entries = zip.entries().asIterator(); entries.hasNext(); ) {
            String name = entries.next().getName();
            if (leadsOut(name)) {
                throw new ModuleException(Problem.of(
                                ProblemCode.OUTSIDE_DIRECTORY,
                                "the archive's entry '" + name + "' leads out of the module")
                        .at(Place.of(archive.toString()))
                        .fix("pack the module's directory with relative names"));
            }
        }
    }

    /** Whether a name, with slashes, would be written outside of the module's directory. */
    public static boolean leadsOut(String name) {
        if (name.startsWith("/") || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0) {
            return true;
        }
        try {
            Path path = Path.of(name);
            return path.isAbsolute()
                    || path.getRoot() != null
                    || List.of(name.split("/")).contains("..");
        } catch (InvalidPathException e) {
            return true;
        }
    }

    private void write(Path archive, ZipFile zip, String inside, Path directory) throws IOException, ModuleException {
        long left = mostBytes;
        for (Iterator<? extends ZipEntry> entries = zip.entries().asIterator(); entries.hasNext(); ) {
            ZipEntry entry = entries.next();
            String name = entry.getName();
            if (!name.startsWith(inside) || name.equals(inside) || ArchiveRoot.isForeign(name)) {
                continue;
            }
            Path file = directory.resolve(name.substring(inside.length()));
            if (entry.isDirectory()) {
                Files.createDirectories(file);
                continue;
            }
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            left -= copy(zip, entry, file, left);
            if (left < 0) {
                throw new ModuleException(limit(archive, "more than " + mostBytes + " bytes"));
            }
        }
    }

    /** By what comes out and not by what the entry says; ends soon after the limit. */
    private long copy(ZipFile zip, ZipEntry entry, Path file, long most) throws IOException {
        long written = 0;
        byte[] block = new byte[BLOCK];
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = output.open(file)) {
            for (int count = in.read(block); count >= 0 && written <= most; count = in.read(block)) {
                out.write(block, 0, count);
                written += count;
            }
        }
        return written;
    }

    private static Problem limit(Path archive, String what) {
        return Problem.of(ProblemCode.LIMIT, "the archive holds " + what)
                .at(Place.of(archive.toString()))
                .fix("pack the module alone; keep data and build output elsewhere");
    }
}
