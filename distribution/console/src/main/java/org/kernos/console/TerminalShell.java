package org.kernos.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** The commands of gogo.jline's shell; {@code gosh} opens the terminal where the session has none, and {@code exit} leaves. */
public final class TerminalShell {

    private final BundleContext context;
    private final Shell shell;
    private final CommandProcessor processor;

    TerminalShell(BundleContext context, CommandProcessor processor) {
        this.context = context;
        this.processor = processor;
        this.shell = new Shell(new Properties(context), processor);
    }

    /**
     * As in gogo.jline. Called outside a terminal it runs a session on the terminal of this process, with the history in
     * {@code kernos.storage}, and returns when the user leaves it.
     */
    public @Nullable Object gosh(CommandSession session, String[] arguments) throws Exception {
        return Shell.getTerminal(session) == null
                ? onThreadOfItsOwn(() -> onTerminal(arguments))
                : shell.gosh(session, arguments);
    }

    /** As in gogo.jline: {@code gosh} under another name. */
    public @Nullable Object sh(CommandSession session, String[] arguments) throws Exception {
        return gosh(session, arguments);
    }

    /** Runs a script in this session. */
    public @Nullable Object source(CommandSession session, String script) throws Exception {
        return shell.source(session, script);
    }

    /** Lists the commands. */
    public void help(CommandSession session) {
        shell.help(session);
    }

    /** Describes one command. */
    public void help(CommandSession session, String command) {
        shell.help(session, command);
    }

    /** Leaves the shell after this line. */
    public void exit() {
        shell.stop();
    }

    /** Gogo lets what runs in a command write where the command writes: on this thread that is not the terminal. */
    private static @Nullable Object onThreadOfItsOwn(Callable<@Nullable Object> session) throws Exception {
        var task = new FutureTask<@Nullable Object>(session);
        Thread thread = new Thread(task, "kernos-shell");
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private @Nullable Object onTerminal(String[] arguments) throws Exception {
        try (Terminal terminal = openTerminal();
                OutputStream output = new LiveOutput(terminal.output());
                CommandSession session = processor.createSession(terminal.input(), output, output)) {
            session.put(Shell.VAR_TERMINAL, terminal);
            String[] options = arguments;
            String storage = context.getProperty("kernos.storage");
            if (storage != null) {
                // The shell would set the file to ~/.gogo.history, unless told that there is to be none.
                session.put(LineReader.HISTORY_FILE, Path.of(storage, "history"));
                options = Stream.concat(Stream.of("--nohistory"), Arrays.stream(arguments))
                        .toArray(String[]::new);
            }
            return shell.gosh(session, options);
        }
    }

    /** Gogo passes no flush on, and a terminal would show what a command prints when the command has ended. */
    private static final class LiveOutput extends FilterOutputStream {

        LiveOutput(OutputStream terminal) {
            super(terminal);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            out.flush();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            out.flush();
        }

        /** The terminal is closed by who has opened it. */
        @Override
        public void close() throws IOException {
            out.flush();
        }
    }

    /** As in gogo.jline: signals go to the shell, which passes an interrupt on to the command that runs. */
    private static Terminal openTerminal() throws IOException {
        return TerminalBuilder.builder()
                .name("kernos")
                .system(true)
                .nativeSignals(true)
                .signalHandler(Terminal.SignalHandler.SIG_IGN)
                .build();
    }

    /** A shell that is left leaves the framework alone: the launcher stops it. */
    private record Properties(BundleContext context) implements Shell.Context {

        @Override
        public @Nullable String getProperty(String name) {
            return context.getProperty(name);
        }

        @Override
        public void exit() {}
    }
}
