package org.kernos.shell;

import java.util.List;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;

/** The modules that a command may name. */
record KnownModules(ModuleRegistry registry) {

    List<ModuleInfo> all() {
        return registry.modules();
    }

    /**
     * @throws CommandFailure saying why there is no such module
     */
    ModuleInfo named(String module) {
        return registry.findModule(module).orElseThrow(() -> new CommandFailure(registry.why(module)));
    }

    /**
     * All that is known of a module, as text.
     *
     * @throws CommandFailure saying why there is no such module
     */
    String details(String module) {
        ModuleInfo info = named(module);
        return ModuleReport.details(info, Need.of(info, registry));
    }
}
