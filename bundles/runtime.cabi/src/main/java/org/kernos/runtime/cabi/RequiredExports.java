package org.kernos.runtime.cabi;

import java.util.List;
import java.util.function.ToLongFunction;
import org.kernos.runtime.cabi.helix.HelixSymbols;
import org.kernos.runtime.cabi.state.StateHook;

/** The functions that a module's code has to export. */
enum RequiredExports {
    KERNEL(
            List.of(KernelLibrary.INIT),
            StateHook.allOfKernels(),
            "define void kernel_init(sxs_registry_t, const struct sxs_api_table_t *) and do not hide it"),
    HELIX(
            List.of(HelixSymbols.CREATE, HelixSymbols.DESTROY),
            HelixSymbols.all(),
            "define them by HELIX_MODULE of helix/module.h, or by export_module! of the crate helix-module");

    private final List<String> names;
    private final List<String> hooks;
    private final String fix;

    RequiredExports(List<String> names, List<String> hooks, String fix) {
        this.names = names;
        this.hooks = hooks;
        this.fix = fix;
    }

    List<String> missingIn(List<String> exports) {
        return names.stream().filter(name -> !exports.contains(name)).toList();
    }

    /** Whether an export of this name is called. */
    boolean isCalled(String export) {
        return hooks.contains(export)
                || export.equals(KernelLibrary.INIT)
                || export.equals(KernelLibrary.SHUTDOWN)
                || export.equals(KernelLibrary.RECONFIGURE);
    }

    /** Whether an export may be meant to be one of them. */
    boolean isNear(String export) {
        return this == HELIX
                ? export.contains("helix")
                : (export.contains("kernel") || export.contains("init")) && !export.startsWith("_init");
    }

    /** What to do when one is missing. */
    String fix() {
        return fix;
    }

    /** An address inside the code, of whichever function there is. */
    static long inside(ToLongFunction<String> exports) {
        for (RequiredExports kind : values()) {
            long address = exports.applyAsLong(kind.names.get(0));
            if (address != 0) {
                return address;
            }
        }
        return 0;
    }
}
