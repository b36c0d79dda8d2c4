package org.kernos.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes archives of modules: the module's directory with its files, in the order of their paths, and their {@link ModuleDigests} last. The same
 * files make the same bytes, whoever packs them, when and where.
 */
public final class ModulePackage {

    /** What java.util.zip writes without the time zone. The first day that the format has is one that it writes otherwise. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private static final int FILE = 0x8000;
    private static final int READABLE = 0644;
    private static final int EXECUTABLE = 0755;

    private final String root;
    private final List<Integer> modes = new ArrayList<>();
    private final Map<String, Digest> digests = new HashMap<>();

    private ModulePackage(String root) {
        this.root = root;
    }

    /**
     * Whether a file may be in an archive: those that unpack it have to read the same path, and the lines of digests to be one line each.
     */
    public static boolean isPortable(String path) {
        return !ArchiveRules.leadsOut(path)
                && path.indexOf('\uFFFD') < 0
                && path.chars().noneMatch(Character::isISOControl);
    }

    /**
     * Writes an archive. Another file of this name is replaced in one step, when the archive is whole.
     *
     * @param module the name of the directory in it
     * @param files by their paths in the module, all of them {@link #isPortable portable}
     * @return the archive's digest
     */
    public static Digest write(String module, SortedMap<String, Path> files, Path archive) throws IOException {
        Path fresh = archive.resolveSibling("." + UUID.randomUUID() + ".zip");
        try {
            ModulePackage written = new ModulePackage(module + "/");
            written.write(files, fresh);
            CentralDirectory.setModes(fresh, written.modes);
            Digest digest = Digest.of(fresh);
            Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE);
            return digest;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private void write(SortedMap<String, Path> files, Path fresh) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(fresh, StandardOpenOption.CREATE_NEW))) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                if (!file.getKey().equals(ModuleDigests.FILE)) {
                    add(zip, file.getKey(), file.getValue());
                }
            }
            // Last, and of what was written: a file that changes meanwhile does not make a wrong archive.
            begin(zip, ModuleDigests.FILE, READABLE);
            zip.write(ModuleDigests.write(digests));
            zip.closeEntry();
        }
    }

    private void add(ZipOutputStream zip, String path, Path file) throws IOException {
        begin(zip, path, isExecutable(file) ? EXECUTABLE : READABLE);
        try (InputStream in = Files.newInputStream(file)) {
            digests.put(path, Digest.copy(in, zip));
        }
        zip.closeEntry();
    }

    /** By its owner, and not by whoever packs it. */
    private static boolean isExecutable(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OWNER_EXECUTE);
    }

    private void begin(ZipOutputStream zip, String path, int mode) throws IOException {
        ZipEntry entry = new ZipEntry(root + path);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        modes.add(FILE | mode);
    }
}
