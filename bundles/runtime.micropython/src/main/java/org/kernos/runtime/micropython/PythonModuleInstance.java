package org.kernos.runtime.micropython;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.runtime.micropython.interpreter.InterpreterException;
import org.kernos.runtime.micropython.interpreter.InterpreterGroup;
import org.kernos.runtime.micropython.interpreter.MpyFormatException;
import org.kernos.runtime.micropython.interpreter.PythonException;
import org.kernos.runtime.micropython.interpreter.PythonModule;
import org.kernos.spi.DescriptorKeys;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.RuntimeFunction;

/** An open module written in Python. */
final class PythonModuleInstance implements ModuleInstance {

    private static final int LARGEST_ENTRY = 16 << 20;

    private final InterpreterGroup group;
    private final PythonModule module;
    private final Map<String, RuntimeFunction> functions;
    private final String entry;
    private final ModuleImports imports;

    private PythonModuleInstance(
            InterpreterGroup group,
            PythonModule module,
            Map<String, RuntimeFunction> functions,
            String entry,
            ModuleImports imports) {
        this.group = group;
        this.module = module;
        this.functions = Collections.unmodifiableMap(functions);
        this.entry = entry;
        this.imports = imports;
    }

    /**
     * Runs the module, which is importable from then on.
     *
     * @throws ModuleException when it cannot be loaded, or lacks a declared function; it is not importable then
     */
    static PythonModuleInstance open(
            ModuleContext context, InterpreterGroup group, KernelModules.Imports importable, CModuleKernels kernels)
            throws ModuleException {
        String entry = property(context, DescriptorKeys.MPY_ENTRY);
        String importName = property(context, DescriptorKeys.MPY_IMPORT_AS);
        ModuleImports imports = ModuleImports.open(context, importName, importable, kernels);
        PythonModuleInstance opened = null;
        try {
            opened = open(
                    context, group, new PythonModule(importName, content(context, entry), isBytecode(entry)), imports);
            return opened;
        } finally {
            if (opened == null) {
                imports.close();
            }
        }
    }

    private static byte[] content(ModuleContext context, String entry) throws ModuleException {
        return context.files().read(entry, LARGEST_ENTRY);
    }

    private static boolean isBytecode(String entry) {
        return entry.endsWith(".mpy");
    }

    private static PythonModuleInstance open(
            ModuleContext context, InterpreterGroup group, PythonModule module, ModuleImports imports)
            throws ModuleException {
        String entry = property(context, DescriptorKeys.MPY_ENTRY);
        Place place = Place.of(context.files().location() + "/" + entry);
        load(module, group, place);
        try {
            return new PythonModuleInstance(
                    group, module, functions(context, group, module.name(), place), entry, imports);
        } catch (ModuleException | RuntimeException e) {
            group.remove(module);
            throw e;
        }
    }

    private static String property(ModuleContext context, String key) throws ModuleException {
        String value = context.descriptor().properties().get(key);
        if (value == null) {
            throw new ModuleException(Problem.of(ProblemCode.MANIFEST, "the descriptor names no " + key)
                    .at(Place.of(context.files().location())));
        }
        return value;
    }

    private static void load(PythonModule module, InterpreterGroup group, Place place) throws ModuleException {
        try {
            group.add(module);
        } catch (MpyFormatException e) {
            throw failure(ProblemCode.LIBRARY_DAMAGED, "the bytecode cannot be run: " + e.getMessage(), place, e);
        } catch (PythonException e) {
            throw failure(
                    ProblemCode.INIT_FAILED, "the module raised " + e.getMessage() + "\n" + e.traceback(), place, e);
        } catch (InterpreterException e) {
            throw failure(ProblemCode.INIT_FAILED, "the module could not be run: " + e.getMessage(), place, e);
        } catch (IllegalStateException e) {
            throw failure(ProblemCode.MANIFEST, String.valueOf(e.getMessage()), place, e);
        }
    }

    private static ModuleException failure(ProblemCode code, String message, Place place, Exception cause) {
        return new ModuleException(List.of(Problem.of(code, message).at(place)), cause);
    }

    /** Those that the descriptor declares; where it declares none, what the module itself calls public. */
    private static Map<String, RuntimeFunction> functions(
            ModuleContext context, InterpreterGroup group, String importName, Place place) throws ModuleException {
        List<String> there = group.functionsOf(importName);
        List<FunctionDeclaration> declared = context.descriptor().functions();
        List<Problem> problems = new ArrayList<>();
        for (FunctionDeclaration function : declared) {
            if (!there.contains(function.name())) {
                problems.add(Problem.of(
                                ProblemCode.NOT_REGISTERED,
                                "the module has no public function '" + function.name() + "'")
                        .at(function.place().orElse(place)));
            }
        }
        if (!problems.isEmpty()) {
            throw new ModuleException(problems);
        }
        Map<String, RuntimeFunction> functions = new LinkedHashMap<>();
        String name = context.descriptor().name();
        for (String function : declared.isEmpty() ? there : names(declared)) {
            functions.put(function, new PythonFunction(group, name, importName, function));
        }
        return functions;
    }

    private static List<String> names(List<FunctionDeclaration> declared) {
        return declared.stream().map(FunctionDeclaration::name).toList();
    }

    @Override
    public Map<String, RuntimeFunction> functions() {
        return functions;
    }

    @Override
    public boolean hasShutdown() {
        return false;
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Problem> close() {
        group.remove(module);
        imports.close();
        return List.of();
    }

    @Override
    public Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put(DescriptorKeys.MPY_ENTRY, entry);
        details.put(DescriptorKeys.MPY_IMPORT_AS, module.name());
        details.put("interpreter", "main");
        details.put("replacements", String.valueOf(group.replacements()));
        return details;
    }
}
