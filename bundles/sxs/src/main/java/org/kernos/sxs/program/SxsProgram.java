package org.kernos.sxs.program;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;
import org.kernos.descriptor.Source;
import org.kernos.sxs.check.Checker;
import org.kernos.sxs.compile.SxsTranslator;
import org.kernos.sxs.run.Compiled;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Loading;
import org.kernos.sxs.run.ProgramFile;
import org.kernos.sxs.run.Run;
import org.kernos.sxs.run.Unit;
import org.kernos.sxs.slp.Document;
import org.kernos.sxs.slp.SlpReader;

/**
 * A program in SXS that was read and compiled, not bound to any container. Immutable: it may run any number of times, in several threads at once,
 * each run with scopes of its own.
 */
public final class SxsProgram {

    private final Document document;
    private final Compiled compiled;
    private final Optional<Path> file;

    private SxsProgram(Document document, Optional<Path> file) {
        this.document = document;
        this.compiled = SxsTranslator.program(document);
        this.file = file;
    }

    /**
     * Reads a program.
     *
     * @param name stands for the text in problems
     * @throws ModuleException with every problem of its syntax
     */
    public static SxsProgram parse(String name, String text) throws ModuleException {
        return new SxsProgram(read(new Source(name, Source.bytes(name, text))), Optional.empty());
    }

    /**
     * Reads a program from a file; what it imports is looked for beside it first.
     *
     * @throws ModuleException when it cannot be read, or with every problem of its syntax
     */
    public static SxsProgram parse(Path file) throws ModuleException {
        return new SxsProgram(
                read(ProgramFile.read(file)), Optional.of(file.toAbsolutePath().normalize()));
    }

    private static Document read(Source source) throws ModuleException {
        return SlpReader.readProgram(source, SlpReader.NESTING_LIMIT);
    }

    /** What a check of types finds wrong (sxs-language, section 4). Reads descriptors of modules and imports; runs nothing. */
    public List<Problem> check(ModuleContainer container, ProgramOptions options) {
        return Checker.check(document, compiled.mistakes(), file, container, options);
    }

    /** {@link #run(ModuleContainer, ProgramOptions)} with the usual options. */
    public Value run(ModuleContainer container) {
        return run(container, ProgramOptions.DEFAULT);
    }

    /**
     * Runs the program in this thread. To cancel the run, interrupt the thread.
     *
     * @return the value of its last expression
     * @throws ProgramException when the check finds a problem, the program fails, exceeds a limit or is cancelled
     */
    public Value run(ModuleContainer container, ProgramOptions options) {
        if (options.checked()) {
            List<Problem> problems = check(container, options);
            if (!problems.isEmpty()) {
                throw new ProgramException(problems);
            }
        }
        Run run = new Run(container, options, new SxsTranslator());
        Unit unit = new Unit(run, Loading.ofProgram(file));
        Frame frame = new Frame(compiled.scope(), null, unit);
        frame.define(SxsTranslator.ARGUMENTS, arguments(options));
        return evaluate(run, compiled, frame);
    }

    static Value arguments(ProgramOptions options) {
        return new Value.ListValue(
                ListKind.BRACKET,
                options.arguments().stream()
                        .map(Value.Str::new)
                        .map(Value.class::cast)
                        .toList());
    }

    /** Evaluates, and makes failures of what no limit has kept from the JVM's. */
    static Value evaluate(Run run, Compiled compiled, Frame frame) {
        try {
            return run.evaluate(compiled, frame);
        } catch (StackOverflowError | OutOfMemoryError e) {
            throw Run.exhausted(e);
        }
    }
}
