package org.kernos.container.life;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kernos.api.Evaluator;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Signature;
import org.kernos.container.bundle.BundleFiles;
import org.kernos.container.bundle.ModuleHeaders;
import org.kernos.container.call.AsyncCalls;
import org.kernos.container.call.CallGate;
import org.kernos.container.call.ContainerEvaluator;
import org.kernos.container.call.GatedFunction;
import org.kernos.container.call.ServiceProperties;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleFiles;
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
    private final Wiring wiring;
    private final AsyncCalls async;
    private final PendingUnloads pending;
    private final DataArea area;
    private final Evaluator evaluator;

    /**
     * @param dataArea a directory of the container's own, for the files of open modules
     */
    public ModuleOpener(
            Extensions extensions,
            ModuleTable table,
            Wiring wiring,
            AsyncCalls async,
            PendingUnloads pending,
            Path dataArea) {
        this.wiring = wiring;
        this.pending = pending;
        this.area = new DataArea(dataArea);
        this.extensions = extensions;
        this.table = table;
        this.async = async;
        this.evaluator = new ContainerEvaluator(table::findFunction);
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
    public OpenModule open(ModuleEntry entry, BundleContext context) throws ModuleException {
        ModuleRuntime runtime = extensions
                .findRuntime(entry.descriptor().runtime())
                .orElseThrow(() -> new ModuleException(missing(entry)));
        DataDirectory data = new DataDirectory(area);
        boolean complete = false;
        try {
            ModuleInstance instance = runtime.open(new Context(entry, data));
            OpenModule open = assembleOrClose(entry, instance, data);
            publish(entry, open, context);
            complete = true;
            return open;
        } catch (UncheckedIOException e) {
            throw new ModuleException(
                    List.of(Problem.of(ProblemCode.UNREADABLE, e.getMessage() + ": " + e.getCause())
                            .fix("see that the framework's storage is on a disk with space left and can be written")),
                    e);
        } catch (RuntimeException e) {
            LOG.error("{} could not be opened", entry.name(), e);
            throw new ModuleException(
                    List.of(Problem.of(
                            ProblemCode.INIT_FAILED, "opening module '" + entry.name() + "' ended with " + e)),
                    e);
        } finally {
            if (!complete) {
                data.close();
            }
        }
    }

    private void publish(ModuleEntry entry, OpenModule open, BundleContext context) {
        try {
            table.activated(entry, open);
            open.register(context, properties(entry));
        } catch (RuntimeException e) {
            table.closing(entry);
            open.withdraw(Duration.ZERO);
            open.shutdown(Duration.ofSeconds(1));
            open.close();
            throw e;
        }
    }

    private OpenModule assembleOrClose(ModuleEntry entry, ModuleInstance instance, DataDirectory data) {
        try {
            return assemble(entry, instance, data);
        } catch (RuntimeException e) {
            instance.close();
            throw e;
        }
    }

    private OpenModule assemble(ModuleEntry entry, ModuleInstance instance, DataDirectory data) {
        CallGate gate = new CallGate();
        Map<String, FunctionDeclaration> declared = entry.descriptor().functions().stream()
                .collect(Collectors.toMap(FunctionDeclaration::name, Function.identity()));
        Map<String, GatedFunction> functions = new LinkedHashMap<>();
        for (Map.Entry<String, RuntimeFunction> registered :
                instance.functions().entrySet()) {
            FunctionDeclaration declaration = declared.getOrDefault(
                    registered.getKey(),
                    new FunctionDeclaration(registered.getKey(), Signature.UNDECLARED, Optional.empty()));
            functions.put(
                    registered.getKey(),
                    new GatedFunction(entry.name(), declaration, registered.getValue(), gate, evaluator, async));
        }
        return new OpenModule(
                entry.name(), instance, gate, functions, data, entry.headers().revision(), pending);
    }

    private static ServiceProperties properties(ModuleEntry entry) {
        return new ServiceProperties(
                entry.name(), entry.descriptor().version(), entry.headers().revision());
    }

    private final class Context implements ModuleContext {
        private final ModuleEntry entry;
        private final DataDirectory data;

        Context(ModuleEntry entry, DataDirectory data) {
            this.entry = entry;
            this.data = data;
        }

        @Override
        public ModuleDescriptor descriptor() {
            return entry.descriptor();
        }

        @Override
        public long revision() {
            return entry.headers().revision();
        }

        @Override
        public ModuleFiles files() {
            return new BundleFiles(entry.bundle(), entry.headers());
        }

        @Override
        public List<Provider> providers() {
            return wiring.providers(entry.bundle()).stream()
                    .map(table::find)
                    .filter(provider -> provider != null && table.isActive(provider))
                    .map(provider ->
                            new Provider(provider.name(), provider.headers().revision()))
                    .toList();
        }

        @Override
        public Map<String, String> settings() {
            return new TreeMap<>(entry.headers().settings());
        }

        @Override
        public Path dataDirectory() {
            return data.path();
        }

        @Override
        public Evaluator evaluator() {
            return evaluator;
        }

        @Override
        public void warn(Problem problem) {
            LOG.warn("{}: {}", entry.name(), problem);
            table.addProblem(entry, problem);
        }
    }
}
