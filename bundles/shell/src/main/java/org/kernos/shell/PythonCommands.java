package org.kernos.shell;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.program.ProgramLanguage;
import org.kernos.spi.DescriptorKeys;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code py:modules}: what of the container is written in Python. */
@Component(service = PythonCommands.class)
@GogoCommand(scope = PythonCommands.SCOPE, function = "modules")
public final class PythonCommands {

    static final String SCOPE = "py";

    /** Finds the language among those that programs may be written in. */
    static final String LANGUAGE = "(" + ProgramLanguage.NAME + "=python)";

    private static final String RUNTIME = "micropython";

    /** Of modules that do not say. */
    private static final String GROUP = "main";

    private final ModuleRegistry registry;

    @Activate
    public PythonCommands(@Reference ModuleRegistry registry) {
        this.registry = registry;
    }

    @Descriptor("list the modules in Python: what they are imported as, and in which group of interpreters")
    public String modules() {
        TextTable table =
                new TextTable(List.of("import", "module", "version", "group", "functions", "state"), Set.of(4));
        registry.modules().stream()
                .filter(module -> module.descriptor().runtime().equals(RUNTIME))
                .forEach(module -> row(table, module));
        return table.toString();
    }

    private static void row(TextTable table, ModuleInfo module) {
        Map<String, String> properties = module.descriptor().properties();
        table.row(
                properties.getOrDefault(DescriptorKeys.MPY_IMPORT_AS, module.name()),
                module.name(),
                module.descriptor().version(),
                properties.getOrDefault(DescriptorKeys.INTERPRETER, GROUP),
                module.functions().size(),
                module.state());
    }
}
