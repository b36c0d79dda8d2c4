package org.kernos.shell;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.lang.reflect.InvocationTargetException;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;

/** A session of Gogo on the streams of this process. */
final class ProcessSession {

    /** A variable that only our sessions have. */
    private static final String MARK = ".kernos.process";

    private ProcessSession() {}

    /** Gogo puts streams of its own behind System.out: given to a session, a pipe would write into itself for ever. */
    static CommandSession open(CommandProcessor processor) {
        CommandSession session = processor.createSession(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err));
        session.put(MARK, true);
        return session;
    }

    /** Whether a session is on the streams of this process, and not somebody's from outside. */
    static boolean is(CommandSession session) {
        return Boolean.TRUE.equals(session.get(MARK));
    }

    /** What a person is told of a command that failed. */
    static String reason(Exception e) {
        Throwable cause = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
