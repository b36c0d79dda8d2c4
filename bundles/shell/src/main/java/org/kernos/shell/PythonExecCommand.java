package org.kernos.shell;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.kernos.api.program.ProgramLanguage;
import org.kernos.api.program.ProgramOptions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code py:exec}. To Gogo it is a function that takes its arguments as they stand, as {@link EvalCommand} is. */
@Component(service = PythonExecCommand.class)
@GogoCommand(scope = PythonCommands.SCOPE, function = PythonExecCommand.NAME)
public final class PythonExecCommand implements Function {

    static final String NAME = "exec";

    private final ProgramLanguage language;
    private final CommandCall call = new CommandCall(
            CommandSyntax.of(PythonCommands.SCOPE, PythonExecCommand.class).get(0), this);

    @Activate
    public PythonExecCommand(@Reference(target = PythonCommands.LANGUAGE) ProgramLanguage language) {
        this.language = language;
    }

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> words) throws Exception {
        return call.run(words);
    }

    @Descriptor("run a text in Python, which may import every active module")
    public void exec(@Descriptor("the text, in quotes") String text) {
        ProgramOptions options =
                ProgramOptions.DEFAULT.withLimits(language.limits()).withStreams(PythonPrograms.streams(null));
        PythonPrograms.run(() -> language.parse("<exec>", text), options);
    }
}
