package org.kernos.shell;

import java.util.Arrays;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.kernos.api.program.ProgramLanguage;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.program.ProgramStreams;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code py:run}. Its options stand before the file; everything behind the file is the program's own, options included.
 */
@Component(service = PythonRunCommand.class)
@GogoCommand(scope = PythonCommands.SCOPE, function = PythonRunCommand.NAME)
public final class PythonRunCommand implements Function {

    static final String NAME = "run";

    /** Those of a run that Python has; memory and depth are the interpreter's. */
    private static final List<String> LIMITS = List.of("time", "output");

    private final ProgramLanguage language;
    private final ProgramStreams streams;

    @Activate
    public PythonRunCommand(@Reference(target = PythonCommands.LANGUAGE) ProgramLanguage language) {
        this(language, PythonPrograms.streams(null));
    }

    private PythonRunCommand(ProgramLanguage language, ProgramStreams streams) {
        this.language = language;
        this.streams = streams;
    }

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> words) throws Exception {
        ProgramStreams streams = PythonPrograms.streams(session);
        CommandSyntax syntax =
                CommandSyntax.of(PythonCommands.SCOPE, PythonRunCommand.class).get(0);
        return new CommandCall(syntax, new PythonRunCommand(language, streams)).run(words);
    }

    @Descriptor("run a program in Python, among the modules of the group main, which wait for it; Ctrl-C ends it")
    public void run(
            @Descriptor(
                            "directories to import modules from besides the program's own, separated like a path; may stand several times")
                    @Parameter(
                            names = {"-i", "--include"},
                            absentValue = "")
                    @Offers(Choice.DIRECTORY)
                    String include,
            @Descriptor(
                            "directories whose files the program may read and write, separated like a path; may stand several times")
                    @Parameter(
                            names = {"-r", "--root"},
                            absentValue = "")
                    @Offers(Choice.DIRECTORY)
                    String roots,
            @Descriptor("limits such as time=5000,output=0 (time in ms); without it there are none")
                    @Parameter(
                            names = {"-l", "--limits"},
                            absentValue = "")
                    String limits,
            @Descriptor("the program's file") @Offers(Choice.PYTHON) String file,
            @Descriptor("what the program finds in sys.argv") String... arguments) {
        ProgramOptions options = ProgramOptions.DEFAULT
                .withIncludePath(CommandPaths.all(include))
                .withRoots(CommandPaths.all(roots))
                .withArguments(Arrays.asList(arguments))
                .withLimits(LimitWords.apply(limits, language.limits(), LIMITS))
                .withStreams(streams);
        PythonPrograms.run(() -> language.parse(CommandPaths.one(file)), options);
    }
}
