package org.kernos.runtime.cabi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.kernos.runtime.cabi.object.ProcessSymbols;
import org.kernos.runtime.cabi.object.SymbolSource;
import org.kernos.spi.ModuleContext;

/**
 * The code of the native modules that are open, so that objects find in it what they do not define themselves. A module's exports are
 * found by those that depend on it, and while it is open (native E-4). Any thread.
 */
final class ModuleExports {

    private final Map<ModuleContext.Provider, NativeCode> open = new ConcurrentHashMap<>();
    private final SymbolSource process = new ProcessSymbols();

    void add(ModuleContext module, NativeCode code) {
        open.put(identity(module), code);
    }

    void remove(ModuleContext module, NativeCode code) {
        open.remove(identity(module), code);
    }

    private static ModuleContext.Provider identity(ModuleContext module) {
        return new ModuleContext.Provider(module.descriptor().name(), module.revision());
    }

    /** What a module's object may use: the modules it depends on, in their order, then this process. */
    VisibleSymbols visibleTo(ModuleContext module) {
        List<NativeCode> providers = module.providers().stream()
                .flatMap(provider -> Optional.ofNullable(open.get(provider)).stream())
                .toList();
        return new VisibleSymbols(module.descriptor().name(), providers, process);
    }
}
