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

/** {@code sxs:repl}: a session in SXS. */
@Component(service = ReplCommand.class)
@GogoCommand(scope = EvalCommand.SCOPE, function = ReplCommand.NAME)
public final class ReplCommand implements Function, LineSession {

    static final String NAME = "repl";

    private final Repl repl;

    @Activate
    public ReplCommand(@Reference(target = EvalCommand.LANGUAGE) ProgramLanguage language) {
        repl = new Repl(language, SessionStyle.SXS);
    }

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> words) throws IOException {
        repl.onTerminal(session);
        return null;
    }

    @Descriptor("an interactive session in SXS; lists and strings may go over several lines, Ctrl-D ends it")
    public void repl() throws IOException {
        repl.onInput();
    }

    @Override
    public void repl(LineInput.Lines lines) throws IOException {
        repl.on(lines);
    }
}
