package org.kernos.shell;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import org.kernos.api.program.ProgramSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A terminal with line editing, history, and completion of all names. */
final class TerminalInput implements ReplInput {

    private static final Logger LOG = LoggerFactory.getLogger(TerminalInput.class);

    /** Where Gogo's JLine shell keeps its terminal. */
    static final String TERMINAL = ".terminal";

    private final LineReader reader;
    private final String prompt;
    private final Closeable opened;

    /**
     * @param opened what was opened for this input, to be closed with it
     */
    private TerminalInput(Terminal terminal, ProgramSession program, SessionStyle style, Closeable opened) {
        this.opened = opened;
        prompt = style.prompt();
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName(style.language())
                .parser(new Words(program, style.delimiters()))
                .completer((lines, line, candidates) -> program.complete(
                                line.word().substring(0, line.wordCursor()))
                        .forEach(name -> candidates.add(candidate(name, style.spaced()))))
                .variable(
                        LineReader.HISTORY_FILE,
                        Path.of(System.getProperty("user.home"), ".kernos-" + style.language() + "-history"))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, style.continued())
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    private static Candidate candidate(String name, boolean spaced) {
        return new Candidate(name, name, null, null, null, null, spaced);
    }

    /**
     * The terminal that the session's shell has opened, or the one this process was started on, if there is one and JLine.
     */
    static Optional<ReplInput> find(CommandSession session, ProgramSession program, SessionStyle style) {
        try {
            if (session.get(TERMINAL) instanceof Terminal terminal) {
                return Optional.of(new TerminalInput(terminal, program, style, () -> {}));
            } else if (ProcessSession.is(session)) {
                // Without leave to be dumb it fails where the input is no terminal.
                Terminal own =
                        TerminalBuilder.builder().system(true).dumb(false).build();
                return Optional.of(new TerminalInput(own, program, style, own));
            }
        } catch (IOException | IllegalStateException | NoClassDefFoundError e) {
            LOG.debug("no terminal, lines are read as they come", e);
        }
        return Optional.empty();
    }

    @Override
    public @Nullable String read(Predicate<String> complete) throws IOException {
        while (true) {
            try {
                return reader.readLine(prompt);
            } catch (UserInterruptException ctrlC) {
                // What was typed so far is dropped, and the next line is asked for.
            } catch (EndOfFileException e) {
                return null;
            }
        }
    }

    /** Ctrl-C interrupts what is evaluated, and not the session, which a shell around it would end. */
    @Override
    public void interruptibly(Runnable work) {
        Terminal terminal = reader.getTerminal();
        Thread evaluating = Thread.currentThread();
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> evaluating.interrupt());
        try {
            work.run();
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
            // An interrupt that came when all was done is meant for nothing that follows.
            Thread.interrupted();
        }
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }

    /** Words end at blanks and what the language says; a text that is not complete asks for another line. */
    private static final class Words extends DefaultParser {

        private final ProgramSession program;
        private final String delimiters;

        Words(ProgramSession program, String delimiters) {
            this.program = program;
            this.delimiters = delimiters;
            setEscapeChars(null);
            setQuoteChars(new char[0]);
        }

        @Override
        public boolean isDelimiterChar(CharSequence text, int position) {
            return super.isDelimiterChar(text, position) || delimiters.indexOf(text.charAt(position)) >= 0;
        }

        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            if (context == ParseContext.ACCEPT_LINE && !program.isComplete(line + "\n")) {
                throw new EOFError(-1, -1, "a list or a string is still open");
            }
            return super.parse(line, cursor, context);
        }
    }
}
