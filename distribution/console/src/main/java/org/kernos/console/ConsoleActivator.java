package org.kernos.console;

import java.util.Hashtable;
import java.util.List;
import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Converters;
import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.gogo.jline.Procedural;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * Registers the commands of gogo.jline in the place of its own activator.
 *
 * <p>That one opens the terminal and starts a shell whenever it starts: 80 ms for a command that needs no terminal, an
 * interrupt key that no longer ends the process, and a prompt before our commands are there. So the bundle gogo.jline is
 * installed for its classes, and never started.
 */
public final class ConsoleActivator implements BundleActivator {

    private @Nullable ServiceTracker<CommandProcessor, List<ServiceRegistration<?>>> processors;

    @Override
    public void start(BundleContext context) {
        processors = new ServiceTracker<>(context, CommandProcessor.class, new Commands(context));
        processors.open();
    }

    @Override
    public void stop(BundleContext context) {
        if (processors != null) {
            processors.close();
        }
    }

    /** The registered commands of one command processor. */
    private record Commands(BundleContext context)
            implements ServiceTrackerCustomizer<CommandProcessor, List<ServiceRegistration<?>>> {

        @Override
        public List<ServiceRegistration<?>> addingService(ServiceReference<CommandProcessor> reference) {
            CommandProcessor processor = context.getService(reference);
            var completion = new ArgumentCompletion(context);
            // gogo.jline has these lists too, but keeps them to itself. Its converters look for classes with the
            // framework's eyes, as there.
            return List.of(
                    context.registerService(
                            Converter.class,
                            new Converters(context.getBundle(0).getBundleContext()),
                            new Hashtable<>()),
                    register(
                            new Builtin(),
                            "format getopt new set tac type jobs fg bg keymap setopt unsetopt complete history widget"
                                    + " __files __directories __usage_completion"),
                    register(new Procedural(), "each if not throw try until while break continue"),
                    register(
                            new Posix(processor),
                            "cat echo grep sort sleep cd pwd ls less watch nano head tail clear wc date"),
                    register(new TerminalShell(context, processor), "gosh sh source help exit"),
                    register((Function) completion::install, "__kernos_completions"),
                    register((Function) completion::arguments, ArgumentCompletion.ARGUMENTS));
        }

        @Override
        public void modifiedService(
                ServiceReference<CommandProcessor> reference, List<ServiceRegistration<?>> registrations) {}

        @Override
        public void removedService(
                ServiceReference<CommandProcessor> reference, List<ServiceRegistration<?>> registrations) {
            registrations.forEach(ServiceRegistration::unregister);
            context.ungetService(reference);
        }

        private ServiceRegistration<?> register(Object commands, String functions) {
            var properties = new Hashtable<String, Object>();
            properties.put(CommandProcessor.COMMAND_SCOPE, "gogo");
            properties.put(CommandProcessor.COMMAND_FUNCTION, functions.split(" "));
            return context.registerService(Object.class, commands, properties);
        }
    }
}
