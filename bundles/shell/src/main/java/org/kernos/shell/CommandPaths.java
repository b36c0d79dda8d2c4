package org.kernos.shell;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/** Paths as a command's words give them. */
final class CommandPaths {

    private CommandPaths() {}

    /** Several, separated as the system separates paths; absolute. */
    static List<Path> all(String joined) {
        List<Path> paths = new ArrayList<>();
        for (String each : joined.split(File.pathSeparator)) {
            if (!each.isBlank()) {
                paths.add(one(each).toAbsolutePath());
            }
        }
        return paths;
    }

    static Path one(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new CommandFailure(
                    List.of(Problem.of(ProblemCode.PROGRAM_UNREADABLE, "'" + text + "' is no path: " + e.getReason())));
        }
    }
}
