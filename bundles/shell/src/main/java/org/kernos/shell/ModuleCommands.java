package org.kernos.shell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What people do with modules of every kind. */
@Component(service = ModuleCommands.class)
@GogoCommand(
        scope = ModuleCommands.SCOPE,
        function = {"list", "info", "start", "stop", "pause", "resume", "uninstall", "deps", "dependents", "order"})
public final class ModuleCommands {

    static final String SCOPE = "module";

    private final ModuleContainer container;
    private final ModuleRegistry registry;
    private final KnownModules modules;

    @Activate
    public ModuleCommands(@Reference ModuleContainer container, @Reference ModuleRegistry registry) {
        this.container = container;
        this.registry = registry;
        this.modules = new KnownModules(registry);
    }

    @Descriptor("list the modules")
    public String list() {
        return ModuleReport.table(modules.all());
    }

    @Descriptor("show all that is known of a module")
    public String info(@Descriptor("the module's name") @Offers(Choice.MODULE) String module) {
        return modules.details(module);
    }

    @Descriptor("start an installed module and, first, what it depends on")
    public String start(@Descriptor("the module's name") @Offers(Choice.MODULE) String module) {
        return ModuleReport.outcome(container.start(module), "active");
    }

    @Descriptor("stop a module")
    public String stop(
            @Descriptor(Force.MEANING)
                    @Parameter(
                            names = {Force.SHORT, Force.LONG},
                            presentValue = Force.PRESENT,
                            absentValue = Force.ABSENT)
                    boolean force,
            @Descriptor("the module's name") @Offers(Choice.MODULE) String module) {
        return ModuleReport.outcome(container.stop(module, force), "stopped");
    }

    @Descriptor("stop a module and remove its bundle")
    public String uninstall(
            @Descriptor(Force.MEANING)
                    @Parameter(
                            names = {Force.SHORT, Force.LONG},
                            presentValue = Force.PRESENT,
                            absentValue = Force.ABSENT)
                    boolean force,
            @Descriptor("the module's name") @Offers(Choice.MODULE) String module) {
        return ModuleReport.outcome(container.uninstall(module, force), "uninstalled");
    }

    @Descriptor("list what every module depends on")
    public String deps() {
        return dependencies(modules.all());
    }

    @Descriptor("list what one module depends on")
    public String deps(@Descriptor("the module's name") @Offers(Choice.MODULE) String module) {
        return dependencies(List.of(modules.named(module)));
    }

    private String dependencies(List<ModuleInfo> dependents) {
        TextTable table = new TextTable(List.of("module", "needs", "wired to", "state"), Set.of());
        for (ModuleInfo module : dependents) {
            for (Need need : Need.of(module, registry)) {
                ModuleInfo provider = need.provider().orElse(null);
                table.row(
                        module.name(),
                        need.dependency(),
                        provider == null ? "-" : provider.descriptor().version(),
                        provider == null ? "-" : provider.state());
            }
        }
        return table.toString();
    }

    @Descriptor("list the active modules that depend on one, directly or through others, in the order to stop them")
    public String dependents(@Descriptor("the module's name") @Offers(Choice.MODULE) String module) {
        String name = modules.named(module).name();
        List<ModuleInfo> dependents = registry.dependents(name);
        return dependents.isEmpty() ? "no active module depends on " + name : ModuleReport.table(dependents);
    }

    @Descriptor("let the calls of an active module wait until it is resumed")
    public String pause(@Descriptor("the module's name") @Offers(Choice.MODULE) String module) {
        return ModuleReport.outcome(container.pause(module), "paused");
    }

    @Descriptor("let the calls of a paused module go on")
    public String resume(@Descriptor("the module's name") @Offers(Choice.MODULE) String module) {
        return ModuleReport.outcome(container.resume(module), "active");
    }

    @Descriptor("list the active modules in the order in which they would be stopped")
    public String order(
            @Descriptor("all that can be loaded together, in the order in which they would be")
                    @Parameter(
                            names = {"-l", "--load"},
                            presentValue = Force.PRESENT,
                            absentValue = Force.ABSENT)
                    boolean load,
            @Descriptor("the same backwards, as they would be unloaded")
                    @Parameter(
                            names = {"-u", "--unload"},
                            presentValue = Force.PRESENT,
                            absentValue = Force.ABSENT)
                    boolean unload) {
        if (!load && !unload) {
            return String.join("\n", registry.stopOrder());
        }
        List<String> order = new ArrayList<>(registry.loadOrder());
        if (unload) {
            Collections.reverse(order);
        }
        return String.join("\n", order);
    }
}
