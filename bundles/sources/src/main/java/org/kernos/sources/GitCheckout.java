package org.kernos.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
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
 * Writes the module's directory of a commit. Not with JGit's own checkout, which heeds attributes, filters and line ends: what is written is what was
 * committed, byte by byte. A commit is untrusted input as an archive is, and has the same limits.
 */
record GitCheckout(String moduleId, GitHint hint, String commit) {

    static final String ALONE = "keep the module in a directory alone, and name that behind #REF:";

    /**
     * On a thread that ends with the call.
     *
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
            new GitFiles(this, directory, reader, fetching).write(entries(reader, tree(reader)));
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
            String what = "commit " + commit + " has no directory '" + hint.directory() + "'";
            throw new GitRefusal(GitRefusal.Kind.NO_DIRECTORY, what, directories(reader, root), null);
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

    /** All of the directory, checked before anything is written. */
    private List<GitFiles.Entry> entries(ObjectReader reader, ObjectId tree) throws ModuleLoadException, IOException {
        List<GitFiles.Entry> entries = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(tree);
            while (walk.next()) {
                if (entries.size() == ModuleArchive.MOST_ENTRIES) {
                    String what = "holds more than " + ModuleArchive.MOST_ENTRIES + " entries";
                    throw refused(ProblemCode.LIMIT, what, ALONE);
                }
                GitFiles.Entry entry =
                        new GitFiles.Entry(walk.getPathString(), walk.getFileMode(0), walk.getObjectId(0));
                check(entry);
                entries.add(entry);
                if (walk.isSubtree()) {
                    walk.enterSubtree();
                }
            }
        }
        return entries;
    }

    private void check(GitFiles.Entry entry) throws ModuleLoadException {
        String name = "'" + entry.name() + "'";
        if (leadsOut(entry.name())) {
            throw outside("has the name " + name + ", which leads out of the module", "rename it");
        } else if (FileMode.GITLINK.equals(entry.mode())) {
            String fix = "commit the submodule's files themselves";
            throw outside("has the submodule " + name + ", which is in another repository", fix);
        }
    }

    private static boolean leadsOut(String name) {
        try {
            SystemReader.getInstance().checkPath(name);
            return ModuleArchive.leadsOut(name);
        } catch (CorruptObjectException e) {
            return true;
        }
    }

    ModuleLoadException outside(String what, String fix) {
        return refused(ProblemCode.OUTSIDE_DIRECTORY, what, fix);
    }

    ModuleLoadException refused(ProblemCode code, String what, String fix) {
        return new ModuleLoadException(
                moduleId,
                Problem.of(code, "commit " + commit + " " + what)
                        .at(Place.of(hint.toString()))
                        .fix(fix));
    }
}
