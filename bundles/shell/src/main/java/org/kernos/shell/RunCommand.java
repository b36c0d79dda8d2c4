package org.kernos.shell;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramLanguage;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.value.Value;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code sxs:run}. Its options stand before the file; everything behind the file is the program's own, options included.
 */
// The display is only held open.
@SuppressWarnings("try")
@Component(service = RunCommand.class)
@GogoCommand(scope = EvalCommand.SCOPE, function = RunCommand.NAME)
public final class RunCommand implements Function {

    static final String NAME = "run";

    private final BundleContext context;
    private final ProgramLanguage language;
    private final CommandCall call = new CommandCall(
            CommandSyntax.of(EvalCommand.SCOPE, RunCommand.class).get(0), this);

    @Activate
    public RunCommand(BundleContext context, @Reference(target = EvalCommand.LANGUAGE) ProgramLanguage language) {
        this.context = context;
        this.language = language;
    }

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> words) throws Exception {
        return call.run(words);
    }

    @Descriptor("run a program in SXS; a value is shown with --print only, an error as its result is a failure")
    public @Nullable Value run(
            @Descriptor(
                            "directories to search for modules and imports first, separated like a path; may stand several times")
                    @Parameter(
                            names = {"-i", "--include"},
                            absentValue = "")
                    @Offers(Choice.DIRECTORY)
                    String include,
            @Descriptor("directory to search last, in place of the working directory")
                    @Parameter(
                            names = {"-w", "--working-directory"},
                            absentValue = "")
                    @Offers(Choice.DIRECTORY)
                    String workingDirectory,
            @Descriptor("limits such as steps=1000,depth=100,time=5000,output=0,memory=1000000 (time in ms)")
                    @Parameter(
                            names = {"-l", "--limits"},
                            absentValue = "")
                    String limits,
            @Descriptor("do not check types before")
                    @Parameter(
                            names = {"-n", "--no-check"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean unchecked,
            @Descriptor("show the program's value")
                    @Parameter(
                            names = {"-p", "--print"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean print,
            @Descriptor("the program's file") @Offers(Choice.SOURCE) String file,
            @Descriptor("what the program finds in $args") String... arguments) {
        ProgramOptions options = ProgramOptions.DEFAULT
                .withIncludePath(CommandPaths.all(include))
                .withArguments(Arrays.asList(arguments))
                .withLimits(LimitWords.apply(limits, language.limits()))
                .withOutput(System.out);
        for (Path directory : CommandPaths.all(workingDirectory)) {
            options = options.withWorkingDirectory(directory);
        }
        Value result = result(file, unchecked ? options.unchecked() : options);
        if (result instanceof Value.Error) {
            throw new CommandFailure(
                    List.of(Problem.of(ProblemCode.EVALUATION, "the program's result is an error: " + result)));
        }
        return print ? result : null;
    }

    private Value result(String file, ProgramOptions options) {
        try (FetchDisplay fetches = new FetchDisplay(context)) {
            return language.parse(CommandPaths.one(file)).run(options);
        } catch (ModuleException e) {
            throw new CommandFailure(e.problems());
        } catch (ProgramException e) {
            throw new CommandFailure(e);
        }
    }
}
