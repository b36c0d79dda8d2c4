package org.kernos.runtime.micropython.program;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramOptions;
import org.kernos.runtime.micropython.file.Grant;
import org.kernos.runtime.micropython.interpreter.CallFiles;

/**
 * What a program has of the host's files, at the paths that they have there: sources beside its own file and on its include path, to
 * import them; and what it was given to read and write.
 *
 * @param path where it finds modules after all others
 */
record ProgramFiles(CallFiles files, List<String> path) {

    /**
     * @param file of the program, if it is of one
     * @throws ProgramException when one of the directories is none
     */
    static ProgramFiles of(@Nullable Path file, ProgramOptions options) {
        List<Grant> grants = new ArrayList<>();
        List<String> path = new ArrayList<>();
        List<Path> imports = new ArrayList<>(options.includePath());
        if (file != null) {
            imports.add(parent(file));
        }
        for (Path directory : imports) {
            Grant grant = grant(directory, Grant.Right.IMPORT);
            grants.add(grant);
            path.add(grant.path());
        }
        for (Path root : options.roots()) {
            grants.add(grant(root, Grant.Right.WRITE));
        }
        Path current = options.workingDirectory().orElse(Path.of("")).toAbsolutePath();
        return new ProgramFiles(new CallFiles(grants, current.toString()), path);
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private static Grant grant(Path directory, Grant.Right right) {
        try {
            return Grant.of(directory, right);
        } catch (IOException e) {
            String reason = e instanceof NoSuchFileException ? "there is none" : String.valueOf(e.getMessage());
            throw new ProgramException(
                    Problem.of(
                                    ProblemCode.PROGRAM_UNREADABLE,
                                    "the directory cannot be granted to the program: " + reason)
                            .at(Place.of(directory.toString()))
                            .fix("name a directory that is there and that you may read"),
                    e);
        }
    }
}
