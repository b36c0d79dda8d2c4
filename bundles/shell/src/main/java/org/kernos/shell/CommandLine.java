package org.kernos.shell;

import java.io.PrintStream;
import java.util.function.ToIntFunction;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.kernos.api.BootReport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Runs one command for a launcher that shares no classes with this bundle: a function from the command line to the exit
 * status. It is there once the boot directories are loaded, since it refers to their report.
 */
@Component(service = ToIntFunction.class, property = "kernos.console=command")
public final class CommandLine implements ToIntFunction<String[]> {

    private static final String NEW = "new";

    private final CommandProcessor processor;

    @Activate
    public CommandLine(@Reference CommandProcessor processor, @Reference BootReport boot) {
        this.processor = processor;
    }

    @Override
    public int applyAsInt(String[] commandLine) {
        try (CommandSession session = ProcessSession.open(processor)) {
            return run(session, commandLine);
        }
    }

    private static int run(CommandSession session, String[] commandLine) {
        PrintStream out = session.getConsole();
        try {
            // Gogo takes whatever a session begins with for a terminal, and grep would colour what it finds.
            session.execute("grep = { gogo:grep --color=never $args }");
            Object result = session.execute(line(session, commandLine));
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
            return 0;
        } catch (ProgramExit e) {
            return e.status();
        } catch (Exception e) {
            System.err.println(ProcessSession.reason(e));
            return 1;
        } finally {
            out.flush();
        }
    }

    /** One word is a whole line of Gogo; of several the first is the command and the others are its arguments as they are. */
    private static String line(CommandSession session, String[] commandLine) {
        // `kernos new`, as people say it.
        String command = commandLine[0].equals(NEW) ? NewCommand.SCOPE + ":" + NEW : commandLine[0];
        StringBuilder line = new StringBuilder(command);
        for (int i = 1; i < commandLine.length; i++) {
            session.put("word" + i, commandLine[i]);
            line.append(" $word").append(i);
        }
        return line.toString();
    }
}
