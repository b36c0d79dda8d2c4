package org.kernos.shell;

import java.io.IOException;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.kernos.api.program.ProgramLanguage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code py:repl}: a session in Python. */
@Component(service = PythonReplCommand.class)
@GogoCommand(scope = PythonCommands.SCOPE, function = PythonReplCommand.NAME)
public final class PythonReplCommand implements Function, LineSession {

    static final String NAME = "repl";

    private final Repl repl;

    @Activate
    public PythonReplCommand(@Reference(target = PythonCommands.LANGUAGE) ProgramLanguage language) {
        repl = new Repl(language, SessionStyle.PYTHON);
    }

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> words) throws IOException {
        repl.onTerminal(session);
        return null;
    }

    @Descriptor("an interactive session in Python among the modules of the group main; Ctrl-D or exit ends it")
    public void repl() throws IOException {
        repl.onInput();
    }

    @Override
    public void repl(LineInput.Lines lines) throws IOException {
        repl.on(lines);
    }
}
