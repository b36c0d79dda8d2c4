package org.kernos.deployer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.archive.DirectoryTree;
import org.kernos.archive.ModuleArchive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Module directories made of archives, below a directory of our own. What fails leaves the former content as it was. Used by one thread.
 */
final class Archives {

    private static final Logger LOG = LoggerFactory.getLogger(Archives.class);

    private final Path root;
    private final ModuleArchive content;
    private final Map<Path, String> unpacked = new HashMap<>();

    Archives(Path root) {
        this(root, ModuleArchive.Output.NEW_FILE, ModuleArchive.MOST_BYTES);
    }

    Archives(Path root, ModuleArchive.Output output, long mostBytes) {
        this.root = root;
        this.content = new ModuleArchive(output, mostBytes);
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
        try {
            String name = ModuleArchive.directoryName(archive);
            if (!stamp.equals(unpacked.get(archive)) || !Files.isDirectory(own.resolve(name))) {
                DirectoryTree.delete(fresh);
                content.unpack(archive, fresh);
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

    /** Only this class's one thread looks there, so that nobody sees the moment between the two. */
    private static void replace(Path own, Path fresh) throws IOException {
        Path former = own.resolveSibling(own.getFileName() + ".old");
        DirectoryTree.delete(former);
        if (Files.exists(own)) {
            Files.move(own, former);
        }
        Files.move(fresh, own);
        deleteQuietly(former);
    }

    private static void deleteQuietly(Path directory) {
        try {
            DirectoryTree.delete(directory);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted", directory, e);
        }
    }
}
