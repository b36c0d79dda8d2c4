package org.kernos.api.program;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a program runs.
 *
 * @param includePath where it finds modules and imports before all other places, in this order
 * @param workingDirectory where it finds them last; the process's own when empty
 * @param arguments what it sees as {@code $args}, a bracket list of strings
 * @param checked whether types are checked before anything runs
 * @param openToAll whether it may call every active function, and not only those of modules that it has loaded
 * @param limits what it may use up
 * @param output where it prints to; not closed
 */
public record ProgramOptions(
        List<Path> includePath,
        Optional<Path> workingDirectory,
        List<String> arguments,
        boolean checked,
        boolean openToAll,
        ProgramLimits limits,
        PrintStream output) {

    /** A checked program without arguments that prints to standard output. */
    public static final ProgramOptions DEFAULT =
            new ProgramOptions(List.of(), Optional.empty(), List.of(), true, false, ProgramLimits.DEFAULT, System.out);

    public ProgramOptions {
        includePath = List.copyOf(includePath);
        arguments = List.copyOf(arguments);
    }

    public ProgramOptions withIncludePath(List<Path> directories) {
        return new ProgramOptions(directories, workingDirectory, arguments, checked, openToAll, limits, output);
    }

    public ProgramOptions withWorkingDirectory(Path directory) {
        return new ProgramOptions(includePath, Optional.of(directory), arguments, checked, openToAll, limits, output);
    }

    public ProgramOptions withArguments(List<String> newArguments) {
        return new ProgramOptions(includePath, workingDirectory, newArguments, checked, openToAll, limits, output);
    }

    public ProgramOptions unchecked() {
        return new ProgramOptions(includePath, workingDirectory, arguments, false, openToAll, limits, output);
    }

    /** Every active function may be called without being loaded by the program, as in the shell. */
    public ProgramOptions open() {
        return new ProgramOptions(includePath, workingDirectory, arguments, checked, true, limits, output);
    }

    public ProgramOptions withLimits(ProgramLimits newLimits) {
        return new ProgramOptions(includePath, workingDirectory, arguments, checked, openToAll, newLimits, output);
    }

    public ProgramOptions withOutput(PrintStream stream) {
        return new ProgramOptions(includePath, workingDirectory, arguments, checked, openToAll, limits, stream);
    }
}
