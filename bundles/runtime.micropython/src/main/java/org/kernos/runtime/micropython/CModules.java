package org.kernos.runtime.micropython;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.DescriptorKeys;
import org.kernos.spi.ModuleContext;

/** The entries of {@code c_modules} of an open Python module (design Y-7); what it has brought along, it holds until it is closed. */
final class CModules implements AutoCloseable {

    private final Set<String> names;
    private final List<CModule> held = new ArrayList<>();
    private final CModuleKernels kernels;

    private CModules(Set<String> names, CModuleKernels kernels) {
        this.names = Set.copyOf(names);
        this.kernels = kernels;
    }

    /** Sees to it that there are kernels of these names; one that is not there is a warning, and is found by no {@code import}. */
    static CModules open(ModuleContext module, CModuleKernels kernels) {
        Map<String, String> declared = new TreeMap<>();
        module.descriptor().properties().forEach((key, value) -> {
            if (key.startsWith(DescriptorKeys.C_MODULES)) {
                declared.put(key.substring(DescriptorKeys.C_MODULES.length()), value);
            }
        });
        CModules opened = new CModules(declared.keySet(), kernels);
        declared.forEach((name, path) -> opened.hold(name, path, module));
        return opened;
    }

    /** The kernels' names, whether they are there or not. */
    Set<String> names() {
        return names;
    }

    private void hold(String name, String path, ModuleContext module) {
        if (path.isEmpty()) {
            if (!kernels.isActive(name)) {
                module.warn(absent(name, module, "no module of this name is active, and the manifest gives no path")
                        .fix("load it before, or write its path within the module"));
            }
            return;
        }
        try {
            CModule kernel = CModule.of(name, path, module);
            List<Problem> problems = kernels.hold(kernel);
            if (problems.isEmpty()) {
                held.add(kernel);
            } else {
                warn(name, path, module, problems);
            }
        } catch (ModuleException e) {
            if (!kernels.isActive(name)) {
                warn(name, path, module, e.problems());
            }
        }
    }

    private static void warn(String name, String path, ModuleContext module, List<Problem> problems) {
        module.warn(absent(
                        name,
                        module,
                        "it could not be loaded from '" + path + "': "
                                + problems.get(0).message())
                .fix(problems.get(0).fix().orElse("the problems behind this one say more")));
        problems.stream().skip(1).forEach(module::warn);
    }

    private static Problem absent(String name, ModuleContext module, String reason) {
        return Problem.of(
                        ProblemCode.DEPENDENCY_MISSING,
                        "c_modules: there is no native module '" + name + "', 'import " + KernelModules.importName(name)
                                + "' raises ImportError: " + reason)
                .at(CModule.manifest(module));
    }

    /** The module is closed: it needs its kernels no more. */
    @Override
    public void close() {
        held.forEach(kernels::release);
        held.clear();
    }
}
