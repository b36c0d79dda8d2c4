package org.kernos.itests.karaf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.kernos.itests.Shell;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** A session of Karaf's own shell, with the framework's commands in the scope {@code bundle}. */
final class KarafShell implements Shell {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Session session;

    KarafShell(SessionFactory sessions) {
        PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
        session = sessions.create(new ByteArrayInputStream(new byte[0]), out, out);
    }

    /** Whether our commands are there. */
    static boolean hasCommands(BundleContext context) {
        ServiceReference<SessionFactory> sessions = context.getServiceReference(SessionFactory.class);
        if (sessions == null) {
            return false;
        }
        SessionFactory factory = context.getService(sessions);
        try {
            return factory != null && hasCommands(factory.getRegistry());
        } finally {
            context.ungetService(sessions);
        }
    }

    private static boolean hasCommands(Registry registry) {
        return registry.getCommand("kernel", "call") != null && registry.getCommand("py", "run") != null;
    }

    @Override
    public String run(String line) throws Exception {
        output.reset();
        Object result = session.execute(line);
        return output.toString(StandardCharsets.UTF_8) + (result == null ? "" : result);
    }

    /** What is offered in the place of the last word, by all commands: so does Karaf ask them. */
    List<String> complete(String... words) {
        List<Candidate> candidates = new ArrayList<>();
        for (Command command : session.getRegistry().getCommands()) {
            if (command.getScope().equals("kernel")) {
                command.getCompleter(false).completeCandidates(session, new TypedLine(words), candidates);
            }
        }
        return candidates.stream().map(Candidate::value).toList();
    }

    /** A line whose cursor is at its end. */
    private record TypedLine(String... getArguments) implements CommandLine {

        @Override
        public int getCursorArgumentIndex() {
            return getArguments.length - 1;
        }

        @Override
        public String getCursorArgument() {
            return getArguments[getArguments.length - 1];
        }

        @Override
        public int getArgumentPosition() {
            return getCursorArgument().length();
        }

        @Override
        public int getBufferPosition() {
            return getBuffer().length();
        }

        @Override
        public String getBuffer() {
            return String.join(" ", getArguments);
        }
    }

    /**
     * A listener of Karaf's own answers the event that a bundle was resolved by resolving it again. Where that comes late, on a
     * busy machine, it meets the command below, and Felix then interrupts one of the two.
     */
    @Override
    public String runOnBundle(String command, Bundle bundle) throws Exception {
        EventQueue.awaitDelivery(FrameworkUtil.getBundle(KarafShell.class).getBundleContext());
        return run("bundle:" + command + " " + bundle.getBundleId());
    }

    @Override
    public void close() {
        session.close();
    }
}
