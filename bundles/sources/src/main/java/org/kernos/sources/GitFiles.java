package org.kernos.sources;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.kernos.api.ProblemCode;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.archive.ModuleArchive;

/** Writes the files of one checkout. */
final class GitFiles {

    /** A link longer than that leads nowhere on any computer. */
    private static final int LONGEST_LINK = 4_096;

    private final GitCheckout checkout;
    private final Path directory;
    private final ObjectReader reader;
    private final Fetching fetching;

    /** What links lead to. They are made when all else is there, so that nothing is written through one. */
    private final Map<Path, String> links = new LinkedHashMap<>();

    private long bytes;

    /**
     * @param name with slashes
     */
    record Entry(String name, FileMode mode, ObjectId id) {}

    /**
     * @param directory empty
     */
    GitFiles(GitCheckout checkout, Path directory, ObjectReader reader, Fetching fetching) {
        this.checkout = checkout;
        this.directory = directory;
        this.reader = reader;
        this.fetching = fetching;
    }

    /**
     * @param entries whose names stay inside; directories before what is in them
     */
    void write(List<Entry> entries) throws ModuleLoadException, IOException {
        try {
            for (Entry entry : entries) {
                fetching.check();
                write(entry);
            }
            for (Map.Entry<Path, String> link : links.entrySet()) {
                link(link.getKey(), link.getValue());
            }
        } catch (FileAlreadyExistsException e) {
            Path twice = directory.relativize(Path.of(e.getFile()));
            throw checkout.outside(
                    "has the name '" + twice + "' twice, or as this computer sees it", "rename one of them");
        }
        for (Map.Entry<Path, String> link : links.entrySet()) {
            checkEnd(link.getKey(), link.getValue());
        }
    }

    private void write(Entry entry) throws ModuleLoadException, IOException {
        Path file = directory.resolve(entry.name());
        if (FileMode.TREE.equals(entry.mode())) {
            Files.createDirectory(file);
        } else if (FileMode.SYMLINK.equals(entry.mode())) {
            byte[] target = content(entry, LONGEST_LINK).getBytes();
            links.put(file, new String(target, StandardCharsets.UTF_8));
        } else {
            ObjectLoader content = content(entry, ModuleArchive.MOST_BYTES - bytes);
            bytes += content.getSize();
            try (OutputStream out = fetching.open(file)) {
                content.copyTo(out);
            }
            if (FileMode.EXECUTABLE_FILE.equals(entry.mode()) && !file.toFile().setExecutable(true)) {
                throw new FileSystemException(file.toString(), null, "cannot be made executable");
            }
        }
    }

    private ObjectLoader content(Entry entry, long most) throws ModuleLoadException, IOException {
        ObjectLoader loader = reader.open(entry.id(), Constants.OBJ_BLOB);
        if (loader.getSize() > most) {
            String what = "is too large at '" + entry.name() + "': all files have " + ModuleArchive.MOST_BYTES
                    + " bytes at most, and a link " + LONGEST_LINK;
            throw checkout.refused(ProblemCode.LIMIT, what, GitCheckout.ALONE);
        }
        return loader;
    }

    private void link(Path link, String target) throws ModuleLoadException, IOException {
        if (target.isEmpty()
                || target.indexOf('\0') >= 0
                || Path.of(target).isAbsolute()
                || !link.resolveSibling(target).normalize().startsWith(directory)) {
            throw leadsOut(link, target);
        }
        Files.createSymbolicLink(link, Path.of(target));
    }

    /** Through other links, a target may be elsewhere than it looks. */
    private void checkEnd(Path link, String target) throws ModuleLoadException, IOException {
        try {
            if (link.toRealPath().startsWith(directory.toRealPath())) {
                return;
            }
        } catch (FileSystemException e) {
            // It leads nowhere, or in a circle: it is of no use inside the module either.
        }
        throw leadsOut(link, target);
    }

    private ModuleLoadException leadsOut(Path link, String target) {
        String what =
                "has the link '" + directory.relativize(link) + "' to '" + target + "', which is not in the module";
        return checkout.outside(what, "commit the file itself");
    }
}
