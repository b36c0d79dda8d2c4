package org.kernos.shell;

import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.interfaces.InterfaceId;
import org.osgi.framework.VersionRange;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code module:find}: modules by what a dependent would ask for. */
@Component(service = FindCommand.class)
@GogoCommand(scope = ModuleCommands.SCOPE, function = "find")
public final class FindCommand {

    private final ModuleRegistry registry;

    @Activate
    public FindCommand(@Reference ModuleRegistry registry) {
        this.registry = registry;
    }

    @Descriptor("list the modules that provide an interface")
    public String find(
            @Descriptor("the interface's name")
                    @Parameter(
                            names = {"-i", "--interface"},
                            absentValue = "")
                    @Offers(Choice.INTERFACE)
                    String name) {
        if (name.isEmpty()) {
            throw new CommandFailure(List.of(
                    Problem.of(ProblemCode.INTERFACE, "no interface is named, expected --interface NAME, or NAME RANGE")
                            .fix("module:info shows what a module provides")));
        }
        return found(providing(name), "no module provides interface '" + name + "'");
    }

    @Descriptor("list the versions of a module that are in a range")
    public String find(
            @Descriptor("of these the ones that provide this interface")
                    @Parameter(
                            names = {"-i", "--interface"},
                            absentValue = "")
                    @Offers(Choice.INTERFACE)
                    String name,
            @Descriptor("the module's name") @Offers(Choice.MODULE) String module,
            @Descriptor("its versions, in quotes: '[1.0.0,2.0.0)'") String range) {
        VersionRange versions = range(range);
        List<ModuleInfo> fitting = (name.isEmpty() ? registry.modules() : providing(name))
                .stream()
                        .filter(candidate -> candidate.name().equals(module)
                                && versions.includes(candidate.descriptor().version()))
                        .toList();
        String provides = name.isEmpty() ? "" : " that provides interface '" + name + "'";
        return found(fitting, "no module '" + module + "'" + provides + " has a version in " + versions);
    }

    private List<ModuleInfo> providing(String name) {
        return registry.findByInterface(InterfaceId.of(name));
    }

    private static String found(List<ModuleInfo> modules, String otherwise) {
        return modules.isEmpty() ? otherwise : ModuleReport.table(modules);
    }

    private static VersionRange range(String text) {
        try {
            return new VersionRange(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(List.of(Problem.of(
                            ProblemCode.MANIFEST,
                            "'" + text + "' is no range of versions, expected one like '[1.0.0,2.0.0)'")
                    .fix("[ and ] count the version in, ( and ) do not; a version alone means it and later ones")));
        }
    }
}
