package org.kernos.container.life;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kernos.api.Evaluator;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Signature;
import org.kernos.container.bundle.BundleFiles;
import org.kernos.container.bundle.ModuleHeaders;
import org.kernos.container.call.AsyncCalls;
import org.kernos.container.call.CallGate;
import org.kernos.container.call.ContainerEvaluator;
import org.kernos.container.call.GatedFunction;
import org.kernos.container.call.ModuleBoundary;
import org.kernos.container.call.ServiceProperties;
import org.kernos.container.config.ModuleConfiguration;
import org.kernos.container.contract.HostContract;
import org.kernos.container.contract.ProvidedInterfaces;
import org.kernos.container.swap.PersistentStates;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.ModuleReader;
import org.kernos.spi.ModuleRuntime;
import org.kernos.spi.RuntimeFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the module in a bundle to life: descriptor, providers, runtime, services. */
public final class ModuleOpener {

    private static final Logger LOG = LoggerFactory.getLogger(ModuleOpener.class);

    private final Extensions extensions;
    private final ModuleTable table;
    private final WiredContracts contracts;
    private final Surroundings surroundings;
    private final Duration shutdownLimit;
    private final BundleContext context;
    private final DataArea area;
    private final KeptStates states;

    /**
     * What every module's calls and messages go through.
     *
     * @param evaluator for calls that come from no program
     * @param configurations what modules are configured with
     * @param listener is told what becomes of modules
     */
    public record Surroundings(
            ContainerEvaluator evaluator,
            AsyncCalls async,
            Messages messages,
            PendingUnloads pending,
            HostContract host,
            PersistentStates states,
            Reconfigurations configurations,
            ModuleListener listener) {}

    /**
     * @param shutdownLimit how long the shutdown function of a module may take that is closed again
     * @param context the container's, whose services the functions are, so that they outlast an update of the module's bundle (ADR 23)
     */
    public ModuleOpener(
            Extensions extensions,
            ModuleTable table,
            Wiring wiring,
            Surroundings surroundings,
            Duration shutdownLimit,
            BundleContext context) {
        this.contracts = new WiredContracts(surroundings.host(), table, wiring);
        this.surroundings = surroundings;
        this.shutdownLimit = shutdownLimit;
        this.context = context;
        this.area = new DataArea(context.getDataFile("open").toPath());
        this.extensions = extensions;
        this.table = table;
        this.states = new KeptStates(surroundings.states(), table);
    }

    /**
     * Reads the descriptor of the module in this bundle again (architecture A-2), unless this very revision was read by this
     * container before.
     *
     * @return empty while no reader of its format is there
     * @throws ModuleException when the bundle holds no module that can be read
     */
    public Optional<ModuleEntry> describe(Bundle bundle) throws ModuleException {
        ModuleHeaders headers = ModuleHeaders.of(bundle);
        ModuleEntry known = table.find(bundle);
        if (known != null && known.headers().equals(headers)) {
            return Optional.of(known);
        }
        Optional<ModuleReader> reader = extensions.findReader(headers.kind());
        if (reader.isEmpty()) {
            return Optional.empty();
        }
        ModuleReader.Reading reading = reader.get().read(new BundleFiles(bundle, headers));
        return Optional.of(new ModuleEntry(bundle, headers, reading.descriptor(), reading.warnings()));
    }

    /** What the module has to wait for; empty when it can be opened. */
    public List<Problem> missing(ModuleEntry entry) {
        String runtime = entry.descriptor().runtime();
        if (extensions.findRuntime(runtime).isPresent()) {
            return List.of();
        }
        return List.of(Problem.of(ProblemCode.RUNTIME_MISSING, "no runtime '" + runtime + "' is active")
                .fix("start the bundle that provides it; the module then opens by itself"));
    }

    /**
     * Opens the module and registers its functions; the table then shows it as active.
     *
     * @throws ModuleException with all problems; nothing stays behind then
     */
    public OpenModule open(ModuleEntry entry) throws ModuleException {
        OpenModule open = states.open(entry, this::load, fresh -> end(fresh).forEach(p -> LOG.warn("{}", p)));
        publish(entry, open);
        surroundings.configurations().opened(entry, open);
        return open;
    }

    ModuleListener listener() {
        return surroundings.listener();
    }

    /** A revision has taken another one's place: its state is saved, if it is to be. */
    List<Problem> saveState(ModuleEntry next, OpenModule former, OpenModule fresh, Replacement replacement) {
        if (!PersistentStates.isWanted(next.descriptor())) {
            return List.of();
        }
        List<Problem> problems = states.swapped(next, former, fresh, replacement.movedState());
        replacement.done("save");
        return problems;
    }

    /**
     * Loads and initialises the module, and tells nobody. Who does not go on with it is to {@link #end} it.
     *
     * @throws ModuleException with all problems; nothing stays behind then
     */
    OpenModule load(ModuleEntry entry) throws ModuleException {
        ModuleRuntime runtime = extensions
                .findRuntime(entry.descriptor().runtime())
                .orElseThrow(() -> new ModuleException(missing(entry)));
        contracts.check(entry);
        Evaluator evaluator =
                surroundings.evaluator().with(new WiredFunctions(table, entry, contracts.providers(entry)));
        ModuleBoundary boundary = ModuleBoundary.of(entry.descriptor(), evaluator);
        ModuleConfiguration configuration = surroundings.configurations().of(entry);
        DataDirectory data = new DataDirectory(area);
        boolean takenOver = false;
        try {
            ModuleInstance instance = runtime.open(new OpeningContext(
                    entry, data, table, contracts, surroundings.messages(), boundary, configuration));
            OpenModule open = assembleOrClose(entry, instance, data, boundary, configuration);
            // From here on it goes with the module's code, which may outlast a refusal.
            takenOver = true;
            refuseIncomplete(entry, open);
            return open;
        } catch (UncheckedIOException e) {
            throw new ModuleException(
                    List.of(Problem.of(ProblemCode.UNREADABLE, e.getMessage() + ": " + e.getCause())
                            .fix("see that the framework's storage is on a disk with space left and can be written")),
                    e);
        } catch (RuntimeException e) {
            LOG.error("{} could not be opened", entry.name(), e);
            throw new ModuleException(List.of(failed(entry, e)), e);
        } finally {
            if (!takenOver) {
                data.close();
            }
        }
    }

    /** Only now it is known what the module registers; one that lacks something goes as if it were stopped. */
    private void refuseIncomplete(ModuleEntry entry, OpenModule open) throws ModuleException {
        Map<String, FunctionDeclaration> registered = new LinkedHashMap<>();
        open.functions().forEach((name, function) -> registered.put(name, function.declaration()));
        Optional<Problem> incomplete = ProvidedInterfaces.incomplete(entry.descriptor(), registered);
        if (incomplete.isPresent()) {
            List<Problem> problems = new ArrayList<>();
            problems.add(incomplete.get().at(Place.of(entry.headers().shownLocation())));
            problems.addAll(end(open));
            throw new ModuleException(problems);
        }
    }

    /** Closes a module that nobody calls. */
    List<Problem> end(OpenModule open) {
        List<Problem> problems = new ArrayList<>(open.withdraw(Duration.ZERO));
        problems.addAll(open.shutdown(shutdownLimit));
        problems.addAll(open.close());
        return problems;
    }

    /** The services of the revision that serves become those of one that has taken its place. */
    void handServices(OpenModule former, OpenModule next, ModuleEntry entry) {
        next.takeServices(former, context, properties(entry));
        surroundings.configurations().opened(entry, next);
    }

    private void publish(ModuleEntry entry, OpenModule open) throws ModuleException {
        try {
            table.activated(entry, open);
            open.register(context, properties(entry));
        } catch (RuntimeException e) {
            LOG.error("the functions of {} could not become services", entry.name(), e);
            table.closing(entry);
            end(open).forEach(problem -> LOG.warn("{}", problem));
            table.closed(entry);
            throw new ModuleException(List.of(failed(entry, e)), e);
        }
    }

    private static Problem failed(ModuleEntry entry, RuntimeException e) {
        return Problem.of(ProblemCode.INIT_FAILED, "opening module '" + entry.name() + "' ended with " + e);
    }

    private OpenModule assembleOrClose(
            ModuleEntry entry,
            ModuleInstance instance,
            DataDirectory data,
            ModuleBoundary boundary,
            ModuleConfiguration configuration) {
        try {
            return assemble(entry, instance, data, boundary, configuration);
        } catch (RuntimeException e) {
            instance.close();
            throw e;
        }
    }

    private OpenModule assemble(
            ModuleEntry entry,
            ModuleInstance instance,
            DataDirectory data,
            ModuleBoundary boundary,
            ModuleConfiguration configuration) {
        CallGate gate = new CallGate();
        Map<String, FunctionDeclaration> declared = entry.descriptor().functions().stream()
                .collect(Collectors.toMap(FunctionDeclaration::name, Function.identity()));
        Map<String, GatedFunction> functions = new LinkedHashMap<>();
        for (Map.Entry<String, RuntimeFunction> registered :
                instance.functions().entrySet()) {
            FunctionDeclaration declaration = declared.getOrDefault(
                    registered.getKey(),
                    new FunctionDeclaration(registered.getKey(), Signature.UNDECLARED, Optional.empty()));
            RuntimeFunction function = boundary.around(registered.getKey(), registered.getValue());
            GatedFunction.Body body =
                    new GatedFunction.Body(entry.name(), declaration, function, gate, boundary.outside());
            functions.put(registered.getKey(), new GatedFunction(entry.name(), body, surroundings.async()));
        }
        return new OpenModule(
                entry.name(),
                instance,
                gate,
                functions,
                data,
                entry.headers().revision(),
                surroundings.pending(),
                configuration);
    }

    private static ServiceProperties properties(ModuleEntry entry) {
        return new ServiceProperties(
                entry.name(), entry.descriptor().version(), entry.headers().revision());
    }
}
