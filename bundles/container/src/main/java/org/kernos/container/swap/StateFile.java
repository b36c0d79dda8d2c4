package org.kernos.container.swap;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.StateBytes;
import org.slf4j.LoggerFactory;

/**
 * The file in which a module's state outlives the container. One thread at a time. A reader finds what was there before a write or what
 * was written, whole, whenever the process or the machine has stopped in between.
 *
 * @param file {@code NAME.state}; beside it, {@code NAME.state.new} while it is written, and {@code NAME.state.damaged-1} and so on
 * @param module whose state it has to be
 */
public record StateFile(Path file, String module) {

    private static final String NEW = ".new";
    private static final String DAMAGED = ".damaged-";

    /** Java copies what it writes and reads through memory of as many bytes as it is given at once. */
    private static final int AT_ONCE = 1 << 20;

    /**
     * @throws ModuleException when it could not be written; what was there before is still there then
     */
    public void write(SavedState saved) throws ModuleException {
        if (!saved.module().equals(module)) {
            throw new IllegalArgumentException("a state of module '" + saved.module() + "', expected '" + module + "'");
        }
        byte[] header = StateFileHeader.of(saved).toBytes();
        Path fresh = sibling(NEW);
        try {
            writeWhole(fresh, header, saved.state().data());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            ModuleException failure =
                    failure(ProblemCode.STATE, "the state of module '" + module + "' was not saved: " + e, e);
            deleteQuietly(fresh, failure);
            throw failure;
        }
        syncDirectory();
    }

    private Path sibling(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private static void writeWhole(Path fresh, byte[] header, StateBytes state) throws IOException {
        // No channel: an interrupt, as threads get when everything stops, would close it.
        try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
            out.write(header);
            writeInParts(out, state.buffer());
            out.getFD().sync();
        }
    }

    private static void writeInParts(OutputStream out, ByteBuffer state) throws IOException {
        byte[] part = new byte[Math.min(AT_ONCE, state.remaining())];
        while (state.hasRemaining()) {
            int length = Math.min(part.length, state.remaining());
            state.get(part, 0, length);
            out.write(part, 0, length);
        }
    }

    private static void deleteQuietly(Path fresh, ModuleException reason) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** So that the new name outlives a power cut too. Some systems do not open directories: there it is up to them. */
    private void syncDirectory() {
        Path directory = file.toAbsolutePath().getParent();
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix") || directory == null) {
            return;
        }
        try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
            opened.force(true);
        } catch (IOException e) {
            LoggerFactory.getLogger(StateFile.class)
                    .warn("the state of module '{}' is saved, but a power cut may undo that", module, e);
        }
    }

    /**
     * The state that was written last; empty when there is none.
     *
     * @throws ModuleException when it is damaged, with {@link ProblemCode#STATE}: then it has been set aside under another name, and the next
     *     read finds none; when it cannot be read, with {@link ProblemCode#UNREADABLE}: then nothing has changed
     */
    public Optional<SavedState> read() throws ModuleException {
        try (InputStream in = new FileInputStream(file.toFile())) {
            return Optional.of(readWhole(in));
        } catch (StateFileHeader.DamageException e) {
            throw damaged(e);
        } catch (IOException e) {
            if (Files.notExists(file)) {
                return Optional.empty();
            }
            throw failure(ProblemCode.UNREADABLE, "the saved state of module '" + module + "' cannot be read: " + e, e);
        }
    }

    private SavedState readWhole(InputStream in) throws IOException, StateFileHeader.DamageException, ModuleException {
        long size = Files.size(file);
        byte[] start = in.readNBytes(StateFileHeader.START);
        int headerSize = StateFileHeader.size(start);
        byte[] header = Arrays.copyOf(start, (int) Math.min(headerSize, size));
        in.readNBytes(header, start.length, header.length - start.length);
        StateFileHeader fields = StateFileHeader.read(header, headerSize);
        if (!fields.module().equals(module)) {
            throw new StateFileHeader.DamageException(
                    "it is of module '" + fields.module() + "', expected '" + module + "'");
        }
        if (fields.length() != size - headerSize) {
            throw new StateFileHeader.DamageException("it has " + (size - headerSize) + " bytes of state, expected "
                    + Long.toUnsignedString(fields.length()));
        }
        SavedState saved = fields.with(StateBytes.of(readInParts(in, fields.length())));
        Optional<String> alteration = saved.state().alteration();
        if (alteration.isPresent()) {
            throw new StateFileHeader.DamageException(alteration.get());
        }
        return saved;
    }

    private byte[] readInParts(InputStream in, long length)
            throws IOException, StateFileHeader.DamageException, ModuleException {
        byte[] data = room(length);
        for (int done = 0; done < data.length; ) {
            int count = in.read(data, done, Math.min(AT_ONCE, data.length - done));
            if (count < 0) {
                throw new StateFileHeader.DamageException(
                        "it ended after " + done + " bytes of state, while it was read");
            }
            done += count;
        }
        return data;
    }

    private byte[] room(long length) throws ModuleException {
        try {
            return new byte[Math.toIntExact(length)];
        } catch (ArithmeticException | OutOfMemoryError e) {
            throw failure(
                    ProblemCode.UNREADABLE,
                    "the saved state of module '" + module + "' has " + length + " bytes, for which there is no room",
                    e);
        }
    }

    private ModuleException damaged(StateFileHeader.DamageException damage) {
        String what = "the saved state of module '" + module + "' is damaged: " + damage.getMessage();
        try {
            Path aside = setAside();
            return failure(ProblemCode.STATE, what + "; the file is now " + aside.getFileName(), damage);
        } catch (IOException e) {
            damage.addSuppressed(e);
            return failure(ProblemCode.STATE, what + "; it could not be set aside: " + e, damage);
        }
    }

    /** One that was set aside and not been moved away since. */
    Optional<Path> findSetAside() throws IOException {
        String start = file.getFileName() + DAMAGED;
        try (Stream<Path> beside = Files.list(file.toAbsolutePath().getParent())) {
            return beside.filter(path -> String.valueOf(path.getFileName()).startsWith(start))
                    .sorted()
                    .findFirst();
        }
    }

    /** Gives the file another name. Nothing that was set aside before is lost. */
    Path setAside() throws IOException {
        for (int number = 1; ; number++) {
            Path aside = sibling(DAMAGED + number);
            try {
                return Files.move(file, aside);
            } catch (FileAlreadyExistsException e) {
                if (number == Integer.MAX_VALUE) {
                    throw e;
                }
            }
        }
    }

    private ModuleException failure(ProblemCode code, String message, Throwable cause) {
        return new ModuleException(List.of(Problem.of(code, message).at(Place.of(file.toString()))), cause);
    }
}
