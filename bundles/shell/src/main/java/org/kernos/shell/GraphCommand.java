package org.kernos.shell;

import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.kernos.api.ModuleRegistry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code module:graph}: who depends on whom, for people and for Graphviz. */
@Component(service = GraphCommand.class)
@GogoCommand(scope = ModuleCommands.SCOPE, function = "graph")
public final class GraphCommand {

    private static final String DOT = "as a graph for Graphviz";

    private final ModuleRegistry registry;
    private final KnownModules modules;

    @Activate
    public GraphCommand(@Reference ModuleRegistry registry) {
        this.registry = registry;
        this.modules = new KnownModules(registry);
    }

    @Descriptor("draw what every module depends on")
    public String graph(
            @Descriptor(DOT)
                    @Parameter(
                            names = {"-d", "--dot"},
                            presentValue = Force.PRESENT,
                            absentValue = Force.ABSENT)
                    boolean dot) {
        ModuleGraph graph = new ModuleGraph(registry, modules.all());
        return dot ? graph.dot() : graph.tree();
    }

    @Descriptor("draw what one module depends on")
    public String graph(
            @Descriptor(DOT)
                    @Parameter(
                            names = {"-d", "--dot"},
                            presentValue = Force.PRESENT,
                            absentValue = Force.ABSENT)
                    boolean dot,
            @Descriptor("the module's name") @Offers(Choice.MODULE) String module) {
        ModuleGraph graph = new ModuleGraph(registry, List.of(modules.named(module)));
        return dot ? graph.dot() : graph.tree();
    }
}
