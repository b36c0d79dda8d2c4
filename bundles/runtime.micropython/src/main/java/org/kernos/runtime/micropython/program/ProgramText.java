package org.kernos.runtime.micropython.program;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.runtime.micropython.compiler.MpyCross;

/** The text of a program in a file: UTF-8, of bounded size. */
final class ProgramText {

    private ProgramText() {}

    /**
     * @throws ModuleException when the file cannot be read, is too large, or is not UTF-8
     */
    static String read(Path file) throws ModuleException {
        try {
            long size = Files.size(file);
            if (size > MpyCross.LARGEST) {
                throw unreadable(
                        file,
                        "the file has " + size + " bytes, expected at most " + MpyCross.LARGEST,
                        "import parts of it",
                        null);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unreadable(file, "the file is not text in UTF-8", "save it as UTF-8", e);
        } catch (IOException e) {
            String reason = e instanceof NoSuchFileException ? "there is no such file" : e.toString();
            throw unreadable(file, "the program cannot be read: " + reason, "check the path and its permissions", e);
        }
    }

    private static ModuleException unreadable(Path file, String message, String fix, @Nullable Throwable cause) {
        Problem problem = Problem.of(ProblemCode.PROGRAM_UNREADABLE, message)
                .at(Place.of(file.toString()))
                .fix(fix);
        return cause == null ? new ModuleException(problem) : new ModuleException(List.of(problem), cause);
    }
}
