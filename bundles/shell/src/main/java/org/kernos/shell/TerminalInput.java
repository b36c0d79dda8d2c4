package org.kernos.shell;

import java.io.IOException;
import java.util.function.Predicate;
import org.apache.felix.service.command.CommandSession;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import org.kernos.api.program.ProgramSession;

/** A terminal with line editing, history, and completion of all names. */
final class TerminalInput implements ReplInput {

    private static final String PROMPT = "sxs> ";
    private static final String CONTINUED = "...> ";

    /** Where Gogo's JLine shell keeps its terminal. */
    private static final String TERMINAL = ".terminal";

    private final LineReader reader;

    private TerminalInput(Terminal terminal, ProgramSession program) {
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("sxs")
                .parser(new Words(program))
                .completer((line, word, candidates) ->
                        program.names().forEach(name -> candidates.add(new Candidate(name))))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUED)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    /** Whether the session has a terminal that JLine drives. */
    static boolean isThere(CommandSession session) {
        Object terminal = session.get(TERMINAL);
        return terminal != null && isJLine(terminal);
    }

    private static boolean isJLine(Object terminal) {
        try {
            return terminal instanceof Terminal;
        } catch (NoClassDefFoundError e) {
            // Without JLine there is no terminal of its.
            return false;
        }
    }

    static ReplInput open(CommandSession session, ProgramSession program) {
        return new TerminalInput((Terminal) session.get(TERMINAL), program);
    }

    @Override
    public @Nullable String read(Predicate<String> complete) throws IOException {
        while (true) {
            try {
                return reader.readLine(PROMPT);
            } catch (UserInterruptException ctrlC) {
                // What was typed so far is dropped, and the next line is asked for.
            } catch (EndOfFileException e) {
                return null;
            }
        }
    }

    /** Words end at blanks and brackets; a text that is not complete asks for another line. */
    private static final class Words extends DefaultParser {

        private final ProgramSession program;

        Words(ProgramSession program) {
            this.program = program;
            setEscapeChars(null);
            setQuoteChars(new char[0]);
        }

        @Override
        public boolean isDelimiterChar(CharSequence text, int position) {
            return super.isDelimiterChar(text, position) || "()[]{}'@#?".indexOf(text.charAt(position)) >= 0;
        }

        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            if (context == ParseContext.ACCEPT_LINE && !program.isComplete(line)) {
                throw new EOFError(-1, -1, "a list or a string is still open");
            }
            return super.parse(line, cursor, context);
        }
    }
}
