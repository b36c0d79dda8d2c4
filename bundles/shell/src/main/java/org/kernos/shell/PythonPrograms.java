package org.kernos.shell;

import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.program.Program;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.program.ProgramStreams;
import org.kernos.api.value.Value;

/** How commands run programs in Python: on the streams of the command, and with the status that the program gives itself. */
final class PythonPrograms {

    /** Reads a program. */
    @FunctionalInterface
    interface Reading {
        Program program() throws ModuleException;
    }

    private PythonPrograms() {}

    /** Without a session, and on a terminal, where the shell reads, there is nothing to read for the program. */
    static ProgramStreams streams(@Nullable CommandSession session) {
        ProgramStreams streams = new ProgramStreams(ProgramStreams.DEFAULT.input(), System.out, System.err);
        return session == null || isOnTerminal(session) ? streams : streams.withInput(System.in);
    }

    /** Whether a shell reads the session's lines from a terminal. Not asked of the class that needs JLine, which may not be there. */
    private static boolean isOnTerminal(CommandSession session) {
        return session.get(TerminalInput.TERMINAL) != null;
    }

    static void run(Reading reading, ProgramOptions options) {
        Value value;
        try {
            value = reading.program().run(options);
        } catch (ModuleException e) {
            throw new CommandFailure(e.problems());
        } catch (ProgramException e) {
            throw new CommandFailure(e);
        }
        if (value instanceof Value.Int status && status.value() != 0) {
            throw new ProgramExit((int) status.value());
        }
    }
}
