package org.kernos.sxs.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.descriptor.Source;

/** A program's text in a file: UTF-8, of bounded size. */
public final class ProgramFile {

    /** The largest program that is read, in bytes. */
    public static final long LARGEST = 256L << 20;

    private ProgramFile() {}

    /**
     * @throws ModuleException when the file cannot be read, is too large, or is not UTF-8; names the first line that is not
     */
    public static Source read(Path file) throws ModuleException {
        byte[] bytes;
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                throw new ModuleException(Problem.of(
                                ProblemCode.PROGRAM_UNREADABLE,
                                "the file has " + size + " bytes, expected at most " + LARGEST)
                        .at(Place.of(file.toString()))
                        .fix("split the program into imports"));
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            Problem problem = Problem.of(ProblemCode.PROGRAM_UNREADABLE, "the program cannot be read: " + reason(e))
                    .at(Place.of(file.toString()))
                    .fix("check the path and its permissions");
            throw new ModuleException(List.of(problem), e);
        }
        return decoded(file.toString(), bytes);
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException ? "there is no such file" : e.toString();
    }

    /** Checks that these bytes are text. */
    static Source decoded(String name, byte[] bytes) throws ModuleException {
        Source source = new Source(name, bytes);
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(rest);
        } catch (CharacterCodingException e) {
            int bad = firstUndecodable(bytes);
            Problem problem = Problem.of(
                            ProblemCode.PROGRAM_UNREADABLE, String.format("byte 0x%02x is no UTF-8", bytes[bad] & 0xFF))
                    .at(source.place(bad))
                    .fix(
                            "save the file as UTF-8; write other bytes of a string as a list and cast it: (cast :str {255})");
            throw new ModuleException(List.of(problem), e);
        }
        return source;
    }

    private static int firstUndecodable(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        var out = java.nio.CharBuffer.allocate(bytes.length);
        StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        return Math.min(in.position(), bytes.length - 1);
    }
}
