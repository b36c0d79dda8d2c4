package org.kernos.runtime.micropython;

import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.DescriptorKeys;
import org.kernos.spi.ModuleContext;

/** What an open Python module imports that is not written in Python, and may import (design Y-7). */
final class ModuleImports implements AutoCloseable {

    /** Opens what a module imports, which sits in an interpreter. */
    @FunctionalInterface
    interface Opener {
        ModuleImports open(ModuleContext module, String importName, InterpreterGroups.Seat seat) throws ModuleException;
    }

    private final CModules cModules;
    private final Runnable permission;

    private ModuleImports(CModules cModules, Runnable permission) {
        this.cModules = cModules;
        this.permission = permission;
    }

    /**
     * Loads what the module brings along.
     *
     * @param interpreter the name of the group that the module runs in
     * @param importable of the interpreter that the module runs in
     * @throws ModuleException when it is imported by a name of Python's own, or asks for what its interpreter cannot grant
     */
    static ModuleImports open(
            ModuleContext module,
            String importName,
            String interpreter,
            KernelModules.Imports importable,
            CModuleKernels kernels)
            throws ModuleException {
        if (StandardModules.has(importName)) {
            throw new ModuleException(Problem.of(
                            ProblemCode.MANIFEST,
                            DescriptorKeys.MPY_IMPORT_AS + " is '" + importName
                                    + "', which is a module of Python's own library")
                    .at(CModule.manifest(module))
                    .fix("import it by another name"));
        }
        boolean all = !"false".equals(module.descriptor().properties().get(DescriptorKeys.IMPORT_KERNELS));
        if (!all && interpreter.equals(InterpreterGroups.MAIN)) {
            throw new ModuleException(Problem.of(
                            ProblemCode.MANIFEST,
                            DescriptorKeys.IMPORT_KERNELS + " is false, but the interpreter '" + InterpreterGroups.MAIN
                                    + "' also runs modules and programs that import kernels")
                    .at(CModule.manifest(module))
                    .fix("write \"interpreter\": \"own\" beside it, or the name of a group"));
        }
        CModules opened = CModules.open(module, kernels);
        return new ModuleImports(opened, importable.add(opened, all));
    }

    @Override
    public void close() {
        permission.run();
        cModules.close();
    }
}
