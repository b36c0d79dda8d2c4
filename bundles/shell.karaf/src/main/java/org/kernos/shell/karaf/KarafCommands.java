package org.kernos.shell.karaf;

import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.kernos.api.FileInspector;
import org.kernos.api.LeakSource;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.SourceFormatter;
import org.kernos.api.ValueReader;
import org.kernos.api.program.ProgramLanguage;
import org.kernos.api.source.ModuleLoader;
import org.kernos.api.source.ModuleSourceResolver;
import org.kernos.shell.CallCommand;
import org.kernos.shell.CommandCall;
import org.kernos.shell.CommandSyntax;
import org.kernos.shell.Completion;
import org.kernos.shell.EvalCommand;
import org.kernos.shell.FindCommand;
import org.kernos.shell.FormatCommand;
import org.kernos.shell.GraphCommand;
import org.kernos.shell.InspectCommand;
import org.kernos.shell.KernelCommands;
import org.kernos.shell.LineSession;
import org.kernos.shell.ModuleCommands;
import org.kernos.shell.NewCommand;
import org.kernos.shell.PackageCommands;
import org.kernos.shell.ReplCommand;
import org.kernos.shell.RunCommand;
import org.kernos.shell.SendCommand;
import org.kernos.shell.SourceCommands;
import org.kernos.shell.SwapCommands;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.CollectionType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Enters our commands in the registry that all of Karaf's sessions share, as long as there is what they work with. */
@Component(service = {})
public final class KarafCommands {

    private final Registry registry;
    private final List<KarafCommand> commands;

    @Activate
    public KarafCommands(
            BundleContext context,
            @Reference SessionFactory sessions,
            @Reference ModuleContainer container,
            @Reference ModuleRegistry modules,
            @Reference ValueReader reader,
            @Reference(target = "(" + ProgramLanguage.NAME + "=sxs)") ProgramLanguage sxs,
            @Reference SourceFormatter formatter,
            @Reference(target = "(" + FileInspector.PROPERTY + "=helix)") FileInspector inspector,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) List<LeakSource> leakSources,
            @Reference ModuleLoader loader,
            @Reference(
                            service = ModuleSourceResolver.class,
                            collectionType = CollectionType.PROPERTIES,
                            cardinality = ReferenceCardinality.MULTIPLE,
                            policyOption = ReferencePolicyOption.GREEDY)
                    List<Map<String, Object>> resolvers) {
        registry = sessions.getRegistry();
        commands = commands(
                new Completion(modules),
                List.of(
                        new KernelCommands(context, container, modules, leakSources),
                        new CallCommand(modules, reader),
                        new ModuleCommands(container, modules),
                        new SwapCommands(context, container, loader, modules),
                        new GraphCommand(modules),
                        new SendCommand(container),
                        new FindCommand(modules),
                        new SourceCommands(context, container, loader, resolvers),
                        new PackageCommands(container),
                        new NewCommand(context),
                        new EvalCommand(sxs),
                        new RunCommand(context, sxs),
                        new ReplCommand(sxs),
                        new FormatCommand(formatter),
                        new InspectCommand(inspector)));
        commands.forEach(registry::register);
    }

    static List<KarafCommand> commands(Completion completion, List<Object> targets) {
        return targets.stream()
                .flatMap(target -> Completion.COMMANDS.stream()
                        .filter(syntax -> syntax.isOf(target))
                        .map(syntax ->
                                new KarafCommand(syntax, call(syntax, target), new LineCompleter(syntax, completion))))
                .toList();
    }

    /** Sessions in a language read their lines as Karaf's shell does. */
    private static KarafCommand.Call call(CommandSyntax syntax, Object target) {
        if (target instanceof LineSession repl) {
            return (session, arguments) -> {
                repl.repl(prompt -> session.readLine(prompt, null));
                return null;
            };
        }
        CommandCall call = new CommandCall(syntax, target);
        return (session, arguments) -> call.run(arguments);
    }

    @Deactivate
    void close() {
        commands.forEach(registry::unregister);
    }
}
