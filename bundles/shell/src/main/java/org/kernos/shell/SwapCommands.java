package org.kernos.shell;

import java.nio.file.Path;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.RevisionRecord;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What people do with the revisions of a module: exchange it while it is in use, take that back, look at what was. */
@Component(service = SwapCommands.class)
@GogoCommand(
        scope = ModuleCommands.SCOPE,
        function = {"swap", "rollback", "history"})
public final class SwapCommands {

    private final ModuleContainer container;
    private final KnownModules modules;

    @Activate
    public SwapCommands(@Reference ModuleContainer container, @Reference ModuleRegistry registry) {
        this.container = container;
        this.modules = new KnownModules(registry);
    }

    @Descriptor("replace an active module by what is in its directory now, while it is in use")
    public String swap(@Descriptor("the module's name") @Offers(Choice.MODULE) String module) {
        return SwapText.of(container.swap(module));
    }

    @Descriptor("replace an active module by what is in another directory, while it is in use")
    public String swap(
            @Descriptor("the module's name") @Offers(Choice.MODULE) String module,
            @Descriptor("the directory of the new content") @Offers(Choice.DIRECTORY) String directory) {
        return SwapText.of(
                container.swap(module, Path.of(directory).toAbsolutePath().normalize()));
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
