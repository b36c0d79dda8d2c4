package org.kernos.deployer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Module directories made of archives, below a directory of our own. An archive is untrusted input (architecture O-4): every name has to stay
 * inside, nothing becomes a link, there are limits, and what fails leaves the former content as it was. Used by one thread.
 */
final class Archives {

    private static final Logger LOG = LoggerFactory.getLogger(Archives.class);

    /** As of a module directory. */
    static final int MOST_ENTRIES = 10_000;

    static final long MOST_BYTES = 1L << 30;

    private static final int BLOCK = 1 << 16;

    private final Path root;
    private final Output output;
    private final long mostBytes;
    private final Map<Path, String> unpacked = new HashMap<>();

    /** How a file is written; another one in tests, whose disk is full. */
    @FunctionalInterface
    interface Output {
        OutputStream open(Path file) throws IOException;
    }

    Archives(Path root) {
        this(root, file -> Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), MOST_BYTES);
    }

    Archives(Path root, Output output, long mostBytes) {
        this.root = root;
        this.output = output;
        this.mostBytes = mostBytes;
    }

    /**
     * The module directory with what is in an archive, named as in it, or as the archive itself.
     *
     * @param stamp of the archive, which is not unpacked twice
     * @throws ModuleException when it cannot be unpacked; what it had become before is still there then
     */
    Path unpack(Path archive, String stamp) throws ModuleException {
        Path own = own(archive);
        Path fresh = own.resolveSibling(own.getFileName() + ".new");
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            String inside = ArchiveRoot.of(zip);
            String name = inside.isEmpty() ? stem(archive) : inside.substring(0, inside.length() - 1);
            if (!stamp.equals(unpacked.get(archive)) || !Files.isDirectory(own.resolve(name))) {
                check(archive, zip);
                delete(fresh);
                write(archive, zip, inside, Files.createDirectories(fresh.resolve(name)));
                replace(own, fresh);
                unpacked.put(archive, stamp);
            }
            return own.resolve(name);
        } catch (IOException | IllegalArgumentException e) {
            throw new ModuleException(
                    List.of(
                            Problem.of(ProblemCode.UNREADABLE, "the archive cannot be unpacked: " + e)
                                    .at(Place.of(archive.toString()))
                                    .fix(
                                            "it is tried again; if it stays so, look whether it is whole and there is room for it")),
                    e);
        } finally {
            deleteQuietly(fresh);
        }
    }

    /** Whether this is where an archive was unpacked, however the directory is shown to people. */
    boolean isFrom(Path archive, Path directory) {
        Path parent = directory.getParent();
        return parent != null && parent.endsWith(String.valueOf(own(archive).getFileName()));
    }

    /** Deletes what an archive has become. */
    void forget(Path archive) {
        unpacked.remove(archive);
        deleteQuietly(own(archive));
    }

    /** Of each archive its own, whatever directory it lies in. */
    private Path own(Path archive) {
        return root.resolve(UUID.nameUUIDFromBytes(archive.toString().getBytes(StandardCharsets.UTF_8))
                .toString());
    }

    private static String stem(Path archive) {
        String name = String.valueOf(archive.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
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

    private static boolean leadsOut(String name) {
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

    /** Only this class's one thread looks there, so that nobody sees the moment between the two. */
    private static void replace(Path own, Path fresh) throws IOException {
        Path former = own.resolveSibling(own.getFileName() + ".old");
        delete(former);
        if (Files.exists(own)) {
            Files.move(own, former);
        }
        Files.move(fresh, own);
        deleteQuietly(former);
    }

    private static void deleteQuietly(Path directory) {
        try {
            delete(directory);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted", directory, e);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
