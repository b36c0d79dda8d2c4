package org.kernos.runtime.micropython;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.Message;
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
import org.kernos.spi.Reconfiguration;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.RuntimeFunction;

/** An open module written in Python. */
final class PythonModuleInstance implements ModuleInstance {

    private static final int LARGEST_ENTRY = 16 << 20;

    private final InterpreterGroups.Seat seat;
    private final PythonModule module;
    private final Map<String, RuntimeFunction> functions;
    private final Optional<ReloadHooks> hooks;
    private final Optional<PythonMessages> messages;
    private final Optional<Reconfiguration> reconfiguration;
    private final Place place;
    private final String entry;
    private final ModuleImports imports;

    private PythonModuleInstance(
            InterpreterGroups.Seat seat,
            PythonModule module,
            Map<String, RuntimeFunction> functions,
            Optional<ReloadHooks> hooks,
            Optional<PythonMessages> messages,
            Optional<Reconfiguration> reconfiguration,
            Place place,
            String entry,
            ModuleImports imports) {
        this.seat = seat;
        this.module = module;
        this.functions = Collections.unmodifiableMap(functions);
        this.hooks = hooks;
        this.messages = messages;
        this.reconfiguration = reconfiguration;
        this.place = place;
        this.entry = entry;
        this.imports = imports;
    }

    /**
     * Runs the module in the interpreter that it asks for; it is importable there from then on.
     *
     * @throws ModuleException when it cannot be loaded, or lacks a declared function; it is not importable then
     */
    static PythonModuleInstance open(ModuleContext context, InterpreterGroups groups, ModuleImports.Opener importing)
            throws ModuleException {
        Map<String, String> properties =
                new LinkedHashMap<>(context.descriptor().properties());
        properties.putAll(context.settings());
        Place directory = Place.of(context.files().location());
        String entry = property(properties, DescriptorKeys.MPY_ENTRY, directory);
        String importName = property(properties, DescriptorKeys.MPY_IMPORT_AS, directory);
        Place place = Place.of(context.files().location() + "/" + entry);
        byte[] content = context.files().read(entry, LARGEST_ENTRY);
        String name = context.descriptor().name();
        AtomicReference<Map<String, String>> configuration = new AtomicReference<>(context.configuration());
        PythonModule module = new PythonModule(
                name,
                importName,
                content,
                entry.endsWith(".mpy"),
                new ReadableFiles(context.files()),
                configuration::get);
        InterpreterGroups.Seat seat = groups.join(name, properties, directory);
        ModuleImports imports = null;
        boolean isOpen = false;
        try {
            imports = importing.open(context, importName, seat);
            PythonModuleInstance opened = load(context, module, configuration, seat, place, entry, imports);
            isOpen = true;
            return opened;
        } finally {
            if (!isOpen && imports != null) {
                imports.close();
            }
            if (!isOpen) {
                seat.close();
            }
        }
    }

    private static String property(Map<String, String> properties, String key, Place place) throws ModuleException {
        String value = properties.get(key);
        if (value == null) {
            throw new ModuleException(Problem.of(ProblemCode.MANIFEST, "the descriptor names no " + key)
                    .at(place));
        }
        return value;
    }

    private static PythonModuleInstance load(
            ModuleContext context,
            PythonModule module,
            AtomicReference<Map<String, String>> configuration,
            InterpreterGroups.Seat seat,
            Place place,
            String entry,
            ModuleImports imports)
            throws ModuleException {
        InterpreterGroup group = seat.group();
        run(context, module, group, place);
        boolean isComplete = false;
        try {
            Map<String, RuntimeFunction> functions = functions(context, group, module, place);
            Optional<ReloadHooks> hooks = PythonState.find(group, module, place);
            Optional<PythonMessages> messages =
                    PythonMessages.find(group, module, context.descriptor().name());
            Optional<Reconfiguration> reconfiguration =
                    PythonReconfiguration.find(group, module, configuration::set, place);
            isComplete = true;
            return new PythonModuleInstance(
                    seat, module, functions, hooks, messages, reconfiguration, place, entry, imports);
        } catch (PythonException | InterpreterException e) {
            throw failure(
                    ProblemCode.INIT_FAILED,
                    "the module could not be asked for its functions: " + e.getMessage(),
                    place,
                    e);
        } finally {
            if (!isComplete) {
                group.remove(module);
            }
        }
    }

    private static void run(ModuleContext context, PythonModule module, InterpreterGroup group, Place place)
            throws ModuleException {
        try {
            group.add(module, reason -> context.warn(missing(reason, place)));
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

    private static Problem missing(RuntimeException reason, Place place) {
        String traceback = reason instanceof PythonException python ? "\n" + python.traceback() : "";
        return Problem.of(
                        ProblemCode.INIT_FAILED,
                        "the interpreter was replaced, and the module could not be loaded into the new one: "
                                + reason.getMessage() + traceback)
                .at(place)
                .fix("correct what it does while it is loaded, and load it again");
    }

    private static ModuleException failure(ProblemCode code, String message, Place place, Exception cause) {
        return new ModuleException(List.of(Problem.of(code, message).at(place)), cause);
    }

    /** Those that the descriptor declares; where it declares none, what the module itself calls public. */
    private static Map<String, RuntimeFunction> functions(
            ModuleContext context, InterpreterGroup group, PythonModule module, Place place) throws ModuleException {
        List<String> there = publicFunctions(group, module, place);
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
            functions.put(function, new PythonFunction(group, name, module, function));
        }
        return functions;
    }

    /** A module's {@code __all__} is code of the module, too. */
    private static List<String> publicFunctions(InterpreterGroup group, PythonModule module, Place place)
            throws ModuleException {
        try {
            return group.functionsOf(module);
        } catch (PythonException e) {
            throw failure(
                    ProblemCode.INIT_FAILED,
                    "the module's public names, or those in __all__, cannot be read: " + e.getMessage(),
                    place,
                    e);
        } catch (InterpreterException e) {
            throw failure(ProblemCode.INIT_FAILED, "the module could not be run: " + e.getMessage(), place, e);
        }
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
        try {
            seat.group().remove(module);
            return List.of();
        } catch (PythonException | InterpreterException e) {
            return List.of(Problem.of(
                            ProblemCode.CALL_FAILED,
                            "the module was not taken out of its interpreter: " + e.getMessage())
                    .at(place));
        } finally {
            imports.close();
            seat.close();
        }
    }

    @Override
    public Optional<Message> handleMessage(Message message) {
        return messages.flatMap(found -> found.handle(message));
    }

    @Override
    public Optional<ReloadHooks> reloadHooks() {
        return hooks;
    }

    @Override
    public Optional<Reconfiguration> reconfiguration() {
        return reconfiguration;
    }

    @Override
    public Map<String, String> details() {
        InterpreterGroup group = seat.group();
        Map<String, String> details = new LinkedHashMap<>();
        details.put(DescriptorKeys.MPY_ENTRY, entry);
        details.put(DescriptorKeys.MPY_IMPORT_AS, module.name());
        details.put("interpreter", seat.name());
        group.running()
                .ifPresent(running -> details.put(
                        "heap", running.heapBytes() + " of " + running.limits().heapBytes() + " bytes"));
        details.put("calls", String.valueOf(group.calls()));
        details.put("killed by time", String.valueOf(group.kills()));
        details.put("replacements", String.valueOf(group.replacements()));
        group.failure(module).ifPresent(reason -> details.put("not loaded", String.valueOf(reason.getMessage())));
        return details;
    }
}
