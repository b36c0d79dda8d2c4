package org.kernos.samples.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.kernos.api.KernelContext;
import org.kernos.api.KernelException;
import org.kernos.api.value.Value;

/**
 * The kernel. Everything happens below the directory that the setting {@code root} names; without it every function is refused.
 * What goes wrong is raised with a code, see {@link Failure}. Any number of threads.
 */
public final class Fs implements AutoCloseable {

    private static final int MOST_ENTRIES = 100_000;
    private static final int COPIED_AT_ONCE = 1 << 16;
    private static final String TEMPORARY = "tmp";

    private final Optional<GrantedRoot> granted;
    private final OpenFiles files = new OpenFiles();

    /** Opens the root, if one is granted. */
    public Fs(KernelContext context) {
        granted = context.setting("root").map(GrantedRoot::open);
    }

    private GrantedRoot root() {
        return granted.orElseThrow(
                () -> Failure.NO_ROOT.with("no directory is granted: set kernos.module.fs.root to one"));
    }

    /** Opens a file: {@code r}, {@code r+}, {@code w}, {@code w+}, {@code a}, {@code a+}, {@code x} or {@code x+}; its handle. */
    public long open(String mode, String path) {
        GrantedRoot root = root();
        FileMode wanted = FileMode.of(mode);
        RelativePath file = RelativePath.of(path);
        return files.add(() ->
                new OpenFile(file, wanted, root.in(file, (directory, name) -> channel(directory, name, wanted, file))));
    }

    private static SeekableByteChannel channel(
            SecureDirectoryStream<Path> directory, Path name, FileMode mode, RelativePath shown) throws IOException {
        try {
            // To say what it is; and a pipe, which is no link, would block whoever opens it.
            requireFile(GrantedRoot.attributes(directory, name), shown);
        } catch (NoSuchFileException e) {
            if (!mode.creates()) {
                throw e;
            }
        }
        return directory.newByteChannel(name, mode.options());
    }

    private static void requireFile(BasicFileAttributes attributes, RelativePath shown) {
        if (attributes.isSymbolicLink()) {
            throw Failure.LINK.with("'" + shown + "' is a link, which is not followed");
        } else if (!attributes.isRegularFile()) {
            throw Failure.KIND.with("'" + shown + "' is " + (attributes.isDirectory() ? "a directory" : "no file"));
        }
    }

    /** Closes a file; 0. */
    public long close(long handle) {
        files.close(handle);
        return 0;
    }

    /** All bytes from the position to the end. */
    public byte[] read(long handle) {
        return files.get(handle).readAll();
    }

    /** So many bytes, fewer at the end. */
    public byte[] readBytes(long handle, long count) {
        return files.get(handle).read(count);
    }

    /** Writes all of the data; the count of its bytes. */
    public long write(long handle, byte[] data) {
        return files.get(handle).write(data);
    }

    /** Moves the position, from the start (0), from where it is (1) or from the end (2); the new one. */
    public long seek(long handle, long offset, long whence) {
        return files.get(handle).seek(offset, whence);
    }

    /** The position. */
    public long tell(long handle) {
        return files.get(handle).position();
    }

    /** The length of an open file in bytes. */
    public long size(long handle) {
        return files.get(handle).size();
    }

    /** Forces what was written to the disk; 0. */
    public long flush(long handle) {
        files.get(handle).flush();
        return 0;
    }

    /** Whether there is anything of this name, be it a link. */
    public boolean exists(String path) {
        GrantedRoot root = root();
        RelativePath file = RelativePath.of(path);
        try {
            root.attributes(file);
            return true;
        } catch (KernelException e) {
            if (e.raisedCode().equals(Failure.NOT_THERE.with("").raisedCode())) {
                return false;
            }
            throw e;
        }
    }

    /** Kind, length in bytes, and time of the last change in nanoseconds since 1970. */
    public List<Value> stat(String path) {
        BasicFileAttributes attributes = root().attributes(RelativePath.of(path));
        String kind = attributes.isSymbolicLink()
                ? "link"
                : attributes.isDirectory() ? "directory" : attributes.isRegularFile() ? "file" : "other";
        return List.of(
                new Value.Symbol(kind),
                new Value.Int(attributes.size()),
                new Value.Int(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)));
    }

    /** The names in a directory, sorted. */
    public List<Value> list(String path) {
        GrantedRoot root = root();
        RelativePath file = RelativePath.of(path);
        List<String> names = new ArrayList<>();
        try (SecureDirectoryStream<Path> directory = root.directory(file)) {
            for (Path entry : directory) {
                if (names.size() == MOST_ENTRIES) {
                    throw Failure.LIMIT.with("'" + file + "' has more than " + MOST_ENTRIES + " entries");
                }
                names.add(String.valueOf(entry.getFileName()));
            }
        } catch (IOException e) {
            throw Failure.of(e, file);
        }
        return names.stream().sorted().<Value>map(Value.Str::new).toList();
    }

    /** The same, under the original's name. */
    public List<Value> ls(String path) {
        return list(path);
    }

    /** Copies a file, in the place of one that is there; the count of its bytes. Nobody sees half a copy. */
    public long copy(String from, String to) {
        GrantedRoot root = root();
        RelativePath source = RelativePath.of(from);
        RelativePath target = RelativePath.of(to);
        return root.in(source, (sourceDirectory, sourceName) -> {
            try (SeekableByteChannel in = channel(sourceDirectory, sourceName, FileMode.READ, source)) {
                return root.in(target, (directory, name) -> copy(in, directory, name, target));
            }
        });
    }

    private static long copy(
            SeekableByteChannel in, SecureDirectoryStream<Path> directory, Path name, RelativePath shown)
            throws IOException {
        try {
            requireFile(GrantedRoot.attributes(directory, name), shown);
        } catch (NoSuchFileException e) {
            // All the better.
        }
        Path temporary = Path.of(".new-" + UUID.randomUUID());
        boolean complete = false;
        try (SeekableByteChannel out = directory.newByteChannel(temporary, FileMode.NEW.options())) {
            long count = 0;
            ByteBuffer buffer = ByteBuffer.allocate(COPIED_AT_ONCE);
            while (in.read(buffer) >= 0) {
                buffer.flip();
                count += buffer.remaining();
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                buffer.clear();
            }
            directory.move(temporary, directory, name);
            complete = true;
            return count;
        } finally {
            if (!complete) {
                directory.deleteFile(temporary);
            }
        }
    }

    /** Renames a file, directory or link, in the place of a file that is there; 0. */
    public long rename(String from, String to) {
        GrantedRoot root = root();
        RelativePath source = RelativePath.of(from);
        RelativePath target = RelativePath.of(to);
        return root.in(
                source,
                (sourceDirectory, sourceName) -> root.in(target, (directory, name) -> {
                    GrantedRoot.attributes(sourceDirectory, sourceName);
                    sourceDirectory.move(sourceName, directory, name);
                    return 0L;
                }));
    }

    /** Removes a file or a link; 0. */
    public long remove(String path) {
        RelativePath file = RelativePath.of(path);
        return root().in(file, (directory, name) -> {
            if (GrantedRoot.attributes(directory, name).isDirectory()) {
                throw Failure.KIND.with("'" + file + "' is a directory, which rmdir removes");
            }
            directory.deleteFile(name);
            return 0L;
        });
    }

    /** Makes a directory and those above it, as far as they are not there; 0. */
    public long mkdir(String path) {
        GrantedRoot root = root();
        RelativePath file = RelativePath.of(path);
        for (int i = 1; i <= file.names().size(); i++) {
            root.makeDirectory(file.first(i));
        }
        return 0;
    }

    /** Removes an empty directory; 0. */
    public long rmdir(String path) {
        RelativePath file = RelativePath.of(path);
        return root().in(file, (directory, name) -> {
            requireDirectory(directory, name, file);
            directory.deleteDirectory(name);
            return 0L;
        });
    }

    /** Removes a directory and all that is in it; how many files, links and directories that were. */
    public long rmdirRecursive(String path) {
        RelativePath file = RelativePath.of(path);
        return root().in(file, (directory, name) -> {
            requireDirectory(directory, name, file);
            return Removal.of(directory, name, file);
        });
    }

    private static void requireDirectory(SecureDirectoryStream<Path> directory, Path name, RelativePath shown)
            throws IOException {
        if (!GrantedRoot.attributes(directory, name).isDirectory()) {
            throw Failure.KIND.with("'" + shown + "' is no directory");
        }
    }

    /** A directory for what is not to last, below the root; it is made if it is not there. */
    public String tmp() {
        root().makeDirectory(RelativePath.of(TEMPORARY));
        return TEMPORARY;
    }

    /** The names with a separator between them. */
    public String joinPath(String first, String... rest) {
        StringBuilder joined = new StringBuilder(first);
        for (String next : rest) {
            if (joined.length() > 0 && joined.charAt(joined.length() - 1) != '/') {
                joined.append('/');
            }
            joined.append(next);
        }
        return joined.toString();
    }

    /** Closes what is open. */
    @Override
    public void close() throws IOException {
        files.close();
        if (granted.isPresent()) {
            granted.get().close();
        }
    }
}
