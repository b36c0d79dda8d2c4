package org.kernos.shell;

import java.nio.file.Path;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.RevisionRecord;
import org.kernos.api.source.ModuleLoader;
import org.kernos.api.source.ModuleSourceResolver;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What people do with the revisions of a module: exchange it while it is in use, take that back, look at what was. */
// The display is only held open.
@SuppressWarnings("try")
@Component(service = SwapCommands.class)
@GogoCommand(
        scope = ModuleCommands.SCOPE,
        function = {"swap", "rollback", "history"})
public final class SwapCommands {

    private final BundleContext context;
    private final ModuleContainer container;
    private final ModuleLoader loader;
    private final KnownModules modules;

    @Activate
    public SwapCommands(
            BundleContext context,
            @Reference ModuleContainer container,
            @Reference ModuleLoader loader,
            @Reference ModuleRegistry registry) {
        this.context = context;
        this.loader = loader;
        this.container = container;
        this.modules = new KnownModules(registry);
    }

    @Descriptor("replace an active module by what is in its directory now, while it is in use")
    public String swap(@Descriptor("the module's name") @Offers(Choice.MODULE) String module) {
        return SwapText.of(container.swap(module));
    }

    @Descriptor("replace an active module by what is in another directory or comes from elsewhere, while it is in use")
    public String swap(
            @Descriptor("the module's name") @Offers(Choice.MODULE) String module,
            @Descriptor("the directory of the new content, or where it comes from, as in module:install --hint")
                    @Offers(Choice.DIRECTORY)
                    String source) {
        if (!SourceLookup.isHint(source)) {
            return SwapText.of(container.swap(
                    module, CommandPaths.one(source).toAbsolutePath().normalize()));
        }
        Path found = fetched(module, source);
        return SwapText.of(container.swap(module, found)) + "\n" + module + " comes from " + found;
    }

    private Path fetched(String module, String source) {
        if (context.getServiceReference(ModuleSourceResolver.class) == null) {
            throw new CommandFailure(List.of(Problem.of(
                            ProblemCode.MODULE_NOT_FOUND,
                            "module '" + module
                                    + "' was not found: no module source resolver is mounted that could heed the hint")
                    .fix("start the bundle org.kernos.sources, or name a directory")));
        }
        try (FetchDisplay fetches = new FetchDisplay(context)) {
            return SourceLookup.of(loader, module, source).found();
        }
    }

    @Descriptor("swap a module back to the content it had before its last swap; again, to the one before that")
    public String rollback(@Descriptor("the module's name") @Offers(Choice.MODULE) String module) {
        return SwapText.of(container.rollback(module));
    }

    @Descriptor("list the revisions that a module has had, the newest first")
    public String history(
            @Descriptor("also show how long each step took, and what went wrong")
                    @Parameter(
                            names = {"-l", "--long"},
                            presentValue = Force.PRESENT,
                            absentValue = Force.ABSENT)
                    boolean detailed,
            @Descriptor("the module's name") @Offers(Choice.MODULE) String module) {
        String name = modules.named(module).name();
        List<RevisionRecord> records = container.history(name);
        if (records.isEmpty()) {
            return name + " has not been active yet";
        }
        return detailed ? SwapText.details(records) : SwapText.table(records);
    }
}
