package org.kernos.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramLanguage;
import org.kernos.api.program.ProgramSession;
import org.kernos.api.value.Value;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code sxs:repl}: a session in SXS, on the terminal where there is one, or line by line from what is piped in. */
@Component(service = ReplCommand.class)
@GogoCommand(scope = EvalCommand.SCOPE, function = ReplCommand.NAME)
public final class ReplCommand implements Function {

    static final String NAME = "repl";

    private final ProgramLanguage language;

    @Activate
    public ReplCommand(@Reference(target = EvalCommand.LANGUAGE) ProgramLanguage language) {
        this.language = language;
    }

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> words) throws IOException {
        ProgramSession program = language.open(EvalCommand.options(language));
        try (ReplInput input = TerminalInput.find(session, program).orElseGet(ReplCommand::piped)) {
            talk(program, input, System.out);
        }
        return null;
    }

    @Descriptor("an interactive session in SXS; lists and strings may go over several lines, Ctrl-D ends it")
    public void repl() throws IOException {
        talk(language.open(EvalCommand.options(language)), piped(), System.out);
    }

    /** The same where a shell reads lines itself. */
    public void repl(LineInput.Lines lines) throws IOException {
        talk(language.open(EvalCommand.options(language)), new LineInput(lines), System.out);
    }

    /** Lines of standard input, without any prompt. */
    private static ReplInput piped() {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return new LineInput(prompt -> reader.readLine());
    }

    /** Reads, evaluates and prints until there is no more input. What fails is shown, and the session goes on. */
    static void talk(ProgramSession program, ReplInput input, PrintStream out) throws IOException {
        int number = 0;
        for (String text = input.read(program::isComplete); text != null; text = input.read(program::isComplete)) {
            number++;
            if (!text.isBlank()) {
                String name = "input-" + number;
                String given = text;
                input.interruptibly(() -> answer(program, name, given, out));
            }
        }
    }

    private static void answer(ProgramSession program, String name, String text, PrintStream out) {
        try {
            Value value = program.eval(name, text);
            if (!(value instanceof Value.None)) {
                out.println(value);
            }
        } catch (ModuleException e) {
            out.println(CommandFailure.text(e.problems()));
        } catch (ProgramException e) {
            out.println(e.describe());
        } catch (KernelException e) {
            out.println(e.problem());
        }
        out.flush();
    }
}
