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
 * @param roots directories below which it may read and write files, for languages that know files, besides those that are granted to
 * all
 * @param arguments what it sees as {@code $args}, a bracket list of strings, or as its language calls that
 * @param checked whether types are checked before anything runs
 * @param openToAll whether it may call every active function, and not only those of modules that it has loaded
 * @param limits what it may use up
 * @param streams what it reads and where it prints to
 */
public record ProgramOptions(
        List<Path> includePath,
        Optional<Path> workingDirectory,
        List<Path> roots,
        List<String> arguments,
        boolean checked,
        boolean openToAll,
        ProgramLimits limits,
        ProgramStreams streams) {

    /** A checked program without arguments and files that prints to standard output. */
    public static final ProgramOptions DEFAULT = new ProgramOptions(
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            true,
            false,
            ProgramLimits.DEFAULT,
            ProgramStreams.DEFAULT);

    public ProgramOptions {
        includePath = List.copyOf(includePath);
        roots = List.copyOf(roots);
        arguments = List.copyOf(arguments);
    }

    /** Where it prints to. */
    public PrintStream output() {
        return streams.output();
    }

    public ProgramOptions withIncludePath(List<Path> directories) {
        return new ProgramOptions(directories, workingDirectory, roots, arguments, checked, openToAll, limits, streams);
    }

    public ProgramOptions withWorkingDirectory(Path directory) {
        return new ProgramOptions(
                includePath, Optional.of(directory), roots, arguments, checked, openToAll, limits, streams);
    }

    public ProgramOptions withRoots(List<Path> directories) {
        return new ProgramOptions(
                includePath, workingDirectory, directories, arguments, checked, openToAll, limits, streams);
    }

    public ProgramOptions withArguments(List<String> newArguments) {
        return new ProgramOptions(
                includePath, workingDirectory, roots, newArguments, checked, openToAll, limits, streams);
    }

    public ProgramOptions unchecked() {
        return new ProgramOptions(includePath, workingDirectory, roots, arguments, false, openToAll, limits, streams);
    }

    /** Every active function may be called without being loaded by the program, as in the shell. */
    public ProgramOptions open() {
        return new ProgramOptions(includePath, workingDirectory, roots, arguments, checked, true, limits, streams);
    }

    public ProgramOptions withLimits(ProgramLimits newLimits) {
        return new ProgramOptions(
                includePath, workingDirectory, roots, arguments, checked, openToAll, newLimits, streams);
    }

    public ProgramOptions withStreams(ProgramStreams newStreams) {
        return new ProgramOptions(
                includePath, workingDirectory, roots, arguments, checked, openToAll, limits, newStreams);
    }

    /** Everything it prints, messages too, goes there. */
    public ProgramOptions withOutput(PrintStream stream) {
        return withStreams(streams.withOutput(stream));
    }
}
