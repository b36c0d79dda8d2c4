package org.kernos.sources;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.SystemReader;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.archive.ModuleArchive;

/**
 * Writes the module's directory of a commit. Not with JGit's own checkout, which heeds attributes, filters and line ends: what is written is what was committed, byte by byte.
 * The commit is untrusted input as archives are, and has the same limits.
 */
record GitCheckout(String moduleId, GitHint hint, String commit) {

    /** A link longer than that leads nowhere on any computer. */
    private static final int LONGEST_LINK = 4_096;

    private static final String ALONE = "keep the module in a directory alone, and name that behind #REF:";

    /**
     * @param repository that has the commit
     * @throws ModuleLoadException when the directory must not be written
     * @throws GitRefusal when it is not there
     */
    Path write(Path repository, Fetching fetching) throws ModuleLoadException, IOException {
        OwnGitSettings.on();
        Path directory = Files.createDirectory(fetching.directory().resolve(hint.directoryName()));
        try (Repository local = new FileRepositoryBuilder()
                        .setGitDir(repository.toFile())
                        .setBare()
                        .build();
                ObjectReader reader = local.newObjectReader()) {
            new Writing(directory, reader, fetching).write(tree(reader));
        } catch (FileAlreadyExistsException e) {
            throw refused(
                    ProblemCode.OUTSIDE_DIRECTORY,
                    "has the name '" + directory.relativize(Path.of(e.getFile())) + "' twice",
                    "rename one of them");
        } catch (CorruptObjectException e) {
            throw refused(ProblemCode.UNREADABLE, "cannot be read: " + e.getMessage(), "delete it from the cache");
        }
        return directory;
    }

    private ObjectId tree(ObjectReader reader) throws IOException {
        try (RevWalk walk = new RevWalk(reader)) {
            ObjectId root = walk.parseTree(ObjectId.fromString(commit));
            if (hint.directory().isEmpty()) {
                return root;
            }
            try (TreeWalk found = TreeWalk.forPath(reader, hint.directory(), root)) {
                if (found != null && found.isSubtree()) {
                    return found.getObjectId(0);
                }
            }
            throw new GitRefusal(
                    GitRefusal.Kind.NO_DIRECTORY,
                    "commit " + commit + " has no directory '" + hint.directory() + "'",
                    directories(reader, root),
                    null);
        } catch (IncorrectObjectTypeException e) {
            throw new GitRefusal(GitRefusal.Kind.NO_REF, "'" + hint.ref() + "' is no commit", e);
        }
    }

    private static List<String> directories(ObjectReader reader, ObjectId root) throws IOException {
        List<String> directories = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(root);
            while (walk.next() && directories.size() < ModuleArchive.MOST_ENTRIES) {
                if (walk.isSubtree()) {
                    directories.add(walk.getPathString());
                    walk.enterSubtree();
                }
            }
        }
        return directories;
    }

    private ModuleLoadException refused(ProblemCode code, String what, String fix) {
        return new ModuleLoadException(
                moduleId,
                Problem.of(code, "commit " + commit + " " + what)
                        .at(Place.of(hint.toString()))
                        .fix(fix));
    }

    /** The files of one directory, and how much of the limits is left. */
    private final class Writing {

        private final Path directory;
        private final ObjectReader reader;
        private final Fetching fetching;

        /** What links lead to. They are made when all else is there, so that nothing is written through one. */
        private final Map<Path, String> links = new LinkedHashMap<>();

        private long bytes;
        private int entries;

        Writing(Path directory, ObjectReader reader, Fetching fetching) {
            this.directory = directory;
            this.reader = reader;
            this.fetching = fetching;
        }

        void write(ObjectId tree) throws ModuleLoadException, IOException {
            try (TreeWalk walk = new TreeWalk(reader)) {
                walk.addTree(tree);
                while (walk.next()) {
                    fetching.check();
                    entry(walk);
                }
            }
            for (Map.Entry<Path, String> link : links.entrySet()) {
                link(link.getKey(), link.getValue());
            }
            for (Path link : links.keySet()) {
                checkEnd(link);
            }
        }

        private void entry(TreeWalk walk) throws ModuleLoadException, IOException {
            String name = walk.getPathString();
            entries++;
            if (entries > ModuleArchive.MOST_ENTRIES) {
                throw refused(ProblemCode.LIMIT, "holds more than " + ModuleArchive.MOST_ENTRIES + " entries", ALONE);
            } else if (leadsOut(name)) {
                throw refused(
                        ProblemCode.OUTSIDE_DIRECTORY,
                        "has the name '" + name + "', which leads out of the module",
                        "rename it");
            }
            Path file = directory.resolve(name);
            FileMode mode = walk.getFileMode(0);
            if (FileMode.TREE.equals(mode)) {
                Files.createDirectory(file);
                walk.enterSubtree();
            } else if (FileMode.SYMLINK.equals(mode)) {
                links.put(file, new String(loader(walk, LONGEST_LINK).getBytes(), StandardCharsets.UTF_8));
            } else if (FileMode.GITLINK.equals(mode)) {
                throw refused(
                        ProblemCode.OUTSIDE_DIRECTORY,
                        "has the submodule '" + name + "', which is in another repository",
                        "commit the submodule's files themselves");
            } else {
                write(walk, file, FileMode.EXECUTABLE_FILE.equals(mode));
            }
        }

        private boolean leadsOut(String name) {
            try {
                SystemReader.getInstance().checkPath(name);
                return ModuleArchive.leadsOut(name);
            } catch (CorruptObjectException e) {
                return true;
            }
        }

        private void write(TreeWalk walk, Path file, boolean isExecutable) throws ModuleLoadException, IOException {
            ObjectLoader content = loader(walk, ModuleArchive.MOST_BYTES - bytes);
            bytes += content.getSize();
            try (OutputStream out = fetching.open(file)) {
                content.copyTo(out);
            }
            if (isExecutable && !file.toFile().setExecutable(true)) {
                throw new FileSystemException(file.toString(), null, "cannot be made executable");
            }
        }

        private ObjectLoader loader(TreeWalk walk, long most) throws ModuleLoadException, IOException {
            ObjectLoader loader = reader.open(walk.getObjectId(0), Constants.OBJ_BLOB);
            if (loader.getSize() > most) {
                throw refused(
                        ProblemCode.LIMIT,
                        "is too large at '" + walk.getPathString() + "': a module has " + ModuleArchive.MOST_BYTES
                                + " bytes at most, and a link " + LONGEST_LINK,
                        ALONE);
            }
            return loader;
        }

        private void link(Path link, String target) throws ModuleLoadException, IOException {
            Path end = link.resolveSibling(target).normalize();
            if (target.isEmpty() || Path.of(target).isAbsolute() || !end.startsWith(directory)) {
                throw leadsOut(link, target);
            }
            Files.createSymbolicLink(link, Path.of(target));
        }

        /** Through other links, a target may be elsewhere than it looks. */
        private void checkEnd(Path link) throws ModuleLoadException, IOException {
            try {
                if (link.toRealPath().startsWith(directory.toRealPath())) {
                    return;
                }
            } catch (FileSystemException e) {
                // It leads nowhere, or in a circle: it is of no use inside the module either.
            }
            throw leadsOut(link, String.valueOf(links.get(link)));
        }

        private ModuleLoadException leadsOut(Path link, String target) {
            return refused(
                    ProblemCode.OUTSIDE_DIRECTORY,
                    "has the link '" + directory.relativize(link) + "' to '" + target + "', which is not in the module",
                    "commit the file itself");
        }
    }
}
