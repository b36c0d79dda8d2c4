package org.kernos.launcher;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.framework.BundleException;

/**
 * {@code bin/kernos}: without arguments an interactive shell, with arguments one command whose status is the exit status.
 *
 * <p>Not {@code felix.main} and not {@code gosh -c}: the first knows no command, the second answers 0 for a command that
 * failed, prints no result, and runs before the bundles started after it have registered their commands.
 */
public final class Main {

    /** The exit status when the container itself cannot start, as opposed to a command that fails (EX_SOFTWARE). */
    static final int CANNOT_START = 70;

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    // The log is only held open.
    @SuppressWarnings("try")
    private static int run(String[] args) {
        // Whatever a starting bundle prints would spoil the output that a script reads.
        var output = args.length > 0 ? CommandOutput.install() : null;
        try {
            var settings = Settings.read(home());
            NativeAccess.missing().ifPresent(System.err::println);
            try (var log = LogFile.open(settings);
                    var storage = args.length > 0 ? Storage.temporary() : Storage.of(settings.storage());
                    var container = Container.start(settings, storage)) {
                closeOnSignal(container, storage);
                var console = container.console(args.length > 0 ? "command" : "interactive");
                if (output != null) {
                    output.release();
                }
                return console.applyAsInt(args);
            }
        } catch (LaunchException e) {
            System.err.println("kernos: " + e.getMessage());
        } catch (BundleException e) {
            System.err.println("kernos: the OSGi framework does not start: " + e.getMessage());
        } catch (IOException e) {
            System.err.println("kernos: " + e);
        }
        return CANNOT_START;
    }

    private static void closeOnSignal(Container container, Storage storage) {
        Thread closer = new Thread(
                () -> {
                    container.close();
                    storage.close();
                },
                "kernos-shutdown");
        Runtime.getRuntime().addShutdownHook(closer);
    }

    private static Path home() {
        String home = System.getProperty("kernos.home");
        if (home == null) {
            throw new LaunchException("the system property kernos.home is not set: start Kernos with bin/kernos");
        }
        return Path.of(home).toAbsolutePath().normalize();
    }
}
