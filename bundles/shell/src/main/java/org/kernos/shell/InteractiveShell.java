package org.kernos.shell;

import java.util.function.ToIntFunction;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The interactive session, for a launcher that shares no classes with this bundle: a function that returns the exit status
 * when the user leaves. It opens the terminal while the boot directories are still being loaded; the profile of the shell
 * ends with {@link Welcome}, which waits for them.
 */
@Component(service = ToIntFunction.class, property = "kernos.console=interactive")
public final class InteractiveShell implements ToIntFunction<String[]> {

    private final CommandProcessor processor;

    @Activate
    public InteractiveShell(@Reference CommandProcessor processor) {
        this.processor = processor;
    }

    @Override
    public int applyAsInt(String[] noArguments) {
        try (CommandSession session = ProcessSession.open(processor)) {
            session.execute("gosh --login --noshutdown");
            return 0;
        } catch (Exception e) {
            System.err.println("the shell ended with " + ProcessSession.reason(e));
            return 1;
        }
    }
}
