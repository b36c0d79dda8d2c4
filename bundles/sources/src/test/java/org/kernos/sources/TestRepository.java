package org.kernos.sources;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;

/** A Git repository as module authors and others make them, by its objects: whatever can be in one can be made here. */
final class TestRepository implements AutoCloseable {

    private static final PersonIdent AUTHOR =
            new PersonIdent("A", "a@example.org", Instant.ofEpochSecond(1_700_000_000L), ZoneOffset.UTC);

    private final Path directory;
    private final Repository repository;

    private TestRepository(Path directory, Repository repository) {
        this.directory = directory;
        this.repository = repository;
    }

    /** A bare one whose default branch is main. */
    static TestRepository create(Path directory) throws Exception {
        Git git = Git.init()
                .setBare(true)
                .setInitialBranch("main")
                .setDirectory(Files.createDirectories(directory).toFile())
                .call();
        return new TestRepository(directory, git.getRepository());
    }

    Repository repository() {
        return repository;
    }

    Path directory() {
        return directory;
    }

    /** One name in a tree. */
    record Entry(String name, FileMode mode, ObjectId id) {}

    Entry file(String name, String content) throws IOException {
        return blob(name, FileMode.REGULAR_FILE, content);
    }

    Entry program(String name, String content) throws IOException {
        return blob(name, FileMode.EXECUTABLE_FILE, content);
    }

    Entry link(String name, String target) throws IOException {
        return blob(name, FileMode.SYMLINK, target);
    }

    Entry submodule(String name) {
        return new Entry(name, FileMode.GITLINK, ObjectId.fromString("1".repeat(40)));
    }

    private Entry blob(String name, FileMode mode, String content) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
            inserter.flush();
            return new Entry(name, mode, id);
        }
    }

    /** Entries in the order in which Git wants them; names are not looked at. */
    Entry tree(String name, Entry... entries) throws IOException {
        TreeFormatter tree = new TreeFormatter();
        for (Entry entry : entries) {
            byte[] raw = entry.name().getBytes(StandardCharsets.UTF_8);
            tree.append(raw, 0, raw.length, entry.mode(), entry.id(), true);
        }
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(tree);
            inserter.flush();
            return new Entry(name, FileMode.TREE, id);
        }
    }

    /** A commit on top of where a ref is, which moves to it. */
    String commit(String ref, Entry... entries) throws IOException {
        CommitBuilder commit = new CommitBuilder();
        commit.setAuthor(AUTHOR);
        commit.setCommitter(AUTHOR);
        commit.setMessage("commit");
        commit.setTreeId(tree("", entries).id());
        List<ObjectId> parents = new ArrayList<>();
        ObjectId before = repository.resolve(ref);
        if (before != null) {
            parents.add(before);
        }
        commit.setParentIds(parents);
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            set(ref, id.name());
            return id.name();
        }
    }

    void set(String ref, String commit) throws IOException {
        RefUpdate update = repository.updateRef(ref);
        update.setNewObjectId(ObjectId.fromString(commit));
        update.forceUpdate();
    }

    void tag(String name, String commit) throws Exception {
        try (Git git = new Git(repository)) {
            git.tag()
                    .setName(name)
                    .setAnnotated(true)
                    .setTagger(AUTHOR)
                    .setMessage(name)
                    .setObjectId(repository.parseCommit(ObjectId.fromString(commit)))
                    .call();
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
