package org.kernos.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramLanguage;
import org.kernos.api.program.ProgramSession;
import org.kernos.api.value.Value;

/** Sessions in a language, on the terminal where there is one, or line by line from what is piped in. */
final class Repl {

    private final ProgramLanguage language;
    private final SessionStyle style;

    Repl(ProgramLanguage language, SessionStyle style) {
        this.language = language;
        this.style = style;
    }

    void onTerminal(CommandSession session) throws IOException {
        ProgramSession program = open();
        try (ReplInput input = TerminalInput.find(session, program, style).orElseGet(this::piped)) {
            talk(program, input, System.out);
        }
    }

    void onInput() throws IOException {
        talk(open(), piped(), System.out);
    }

    void on(LineInput.Lines lines) throws IOException {
        talk(open(), new LineInput(lines, style), System.out);
    }

    private ProgramSession open() {
        return language.open(EvalCommand.options(language));
    }

    /** Lines of standard input, without any prompt. */
    private ReplInput piped() {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return new LineInput(prompt -> reader.readLine(), style);
    }

    /** Reads, evaluates and prints until there is no more input. What fails is shown, and the session goes on. */
    static void talk(ProgramSession program, ReplInput input, PrintStream out) throws IOException {
        int number = 0;
        while (!program.isEnded()) {
            String text = input.read(program::isComplete);
            if (text == null) {
                return;
            }
            number++;
            if (!text.isBlank()) {
                String name = "input-" + number;
                input.interruptibly(() -> answer(program, name, text, out));
            }
        }
    }

    private static void answer(ProgramSession program, String name, String text, PrintStream out) {
        @Nullable Object shown = null;
        try {
            Value value = program.eval(name, text);
            shown = value instanceof Value.None ? null : value;
        } catch (ModuleException e) {
            shown = CommandFailure.text(e.problems());
        } catch (ProgramException e) {
            shown = e.describe();
        } catch (KernelException e) {
            shown = e.problem();
        }
        if (shown != null) {
            out.println(shown);
        }
        out.flush();
    }
}
