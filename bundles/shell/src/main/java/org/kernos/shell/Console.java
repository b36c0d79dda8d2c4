package org.kernos.shell;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.kernos.api.BootReport;
import org.kernos.api.ModuleRegistry;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Runs one command, or an interactive session, for a launcher that shares no classes with this bundle: a function from the
 * command line to the exit status. It is there once the boot directories are loaded, since it refers to their report.
 */
@Component(service = ToIntFunction.class, property = "kernos.console=true")
public final class Console implements ToIntFunction<String[]> {

    private final BundleContext context;
    private final CommandProcessor processor;
    private final ModuleRegistry registry;
    private final BootReport boot;

    @Activate
    public Console(
            BundleContext context,
            @Reference CommandProcessor processor,
            @Reference ModuleRegistry registry,
            @Reference BootReport boot) {
        this.context = context;
        this.processor = processor;
        this.registry = registry;
        this.boot = boot;
    }

    @Override
    public int applyAsInt(String[] commandLine) {
        // Gogo puts streams of its own behind System.out: given to a session, a pipe would write into itself for ever.
        InputStream in = new FileInputStream(FileDescriptor.in);
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        try (CommandSession session = processor.createSession(in, out, err)) {
            return commandLine.length == 0 ? interactive(session) : runOne(session, commandLine);
        }
    }

    private static int runOne(CommandSession session, String[] commandLine) {
        PrintStream out = session.getConsole();
        try {
            // Gogo takes whatever a session begins with for a terminal, and grep would colour what it finds.
            session.execute("grep = { gogo:grep --color=never $args }");
            Object result = session.execute(line(session, commandLine));
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
            return 0;
        } catch (Exception e) {
            System.err.println(reason(e));
            return 1;
        } finally {
            out.flush();
        }
    }

    /** One word is a whole line of Gogo; of several the first is the command and the others are its arguments as they are. */
    private static String line(CommandSession session, String[] commandLine) {
        if (commandLine.length == 1) {
            return commandLine[0];
        }
        StringBuilder line = new StringBuilder(commandLine[0]);
        for (int i = 1; i < commandLine.length; i++) {
            session.put("word" + i, commandLine[i]);
            line.append(" $word").append(i);
        }
        return line.toString();
    }

    private static String reason(Exception e) {
        Throwable cause = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private int interactive(CommandSession session) {
        session.getConsole().println(banner());
        session.getConsole().flush();
        try {
            session.execute("gosh --login --noshutdown");
            return 0;
        } catch (Exception e) {
            System.err.println("the shell ended with " + reason(e));
            return 1;
        }
    }

    private String banner() {
        Duration sinceStart = Duration.ofMillis(System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime());
        return String.format(
                Locale.ROOT,
                "Kernos %s on %s %s, JDK %d: %d modules active, %d functions%s, %.1f s. Type help.",
                context.getBundle().getVersion().toString().replaceAll("\\.[^.]*$", ""),
                framework(),
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getVersion(),
                Runtime.version().feature(),
                boot.active().size(),
                registry.functions().size(),
                boot.refused().isEmpty() ? "" : ", " + boot.refused().size() + " modules refused (see the log)",
                sinceStart.toMillis() / 1000.0);
    }

    private String framework() {
        String vendor = String.valueOf(context.getProperty(Constants.FRAMEWORK_VENDOR));
        return vendor.startsWith("Apache") ? "Felix" : vendor;
    }
}
