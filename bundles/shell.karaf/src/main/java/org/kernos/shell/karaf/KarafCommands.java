package org.kernos.shell.karaf;

import java.util.List;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.kernos.api.LeakSource;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.ValueReader;
import org.kernos.shell.CallCommand;
import org.kernos.shell.CommandCall;
import org.kernos.shell.Completion;
import org.kernos.shell.KernelCommands;
import org.kernos.shell.ModuleCommands;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Enters our commands in the registry that all of Karaf's sessions share, as long as there is what they work with. */
@Component(service = {})
public final class KarafCommands {

    private final Registry registry;
    private final List<KarafCommand> commands;

    @Activate
    public KarafCommands(
            @Reference SessionFactory sessions,
            @Reference ModuleContainer container,
            @Reference ModuleRegistry modules,
            @Reference ValueReader reader,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) List<LeakSource> leakSources) {
        registry = sessions.getRegistry();
        commands = commands(
                new Completion(modules),
                List.of(
                        new KernelCommands(container, modules, leakSources),
                        new CallCommand(modules, reader),
                        new ModuleCommands(container, modules)));
        commands.forEach(registry::register);
    }

    private static List<KarafCommand> commands(Completion completion, List<Object> targets) {
        return targets.stream()
                .flatMap(target -> Completion.COMMANDS.stream()
                        .filter(syntax -> syntax.isOf(target))
                        .map(syntax -> new KarafCommand(
                                syntax, new CommandCall(syntax, target), new LineCompleter(syntax, completion))))
                .toList();
    }

    @Deactivate
    void close() {
        commands.forEach(registry::unregister);
    }
}
