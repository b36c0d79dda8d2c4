package org.kernos.container;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kernos.api.BootReport;
import org.kernos.api.LoadOptions;
import org.kernos.api.Message;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.ModuleState;
import org.kernos.api.Outcome;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.RevisionRecord;
import org.kernos.api.SwapReport;
import org.kernos.container.contract.HostContract;
import org.kernos.container.life.Attachments;
import org.kernos.container.life.Dependents;
import org.kernos.container.life.Messages;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ModuleTable;
import org.kernos.container.life.StartProblems;
import org.kernos.container.life.Wiring;
import org.kernos.spi.NearNames;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out one operation after the other on its own thread. */
final class SerialModuleContainer implements ModuleContainer {

    private static final Logger LOG = LoggerFactory.getLogger(SerialModuleContainer.class);

    private final OperationThread operations;
    private final ModuleInstaller installer;
    private final ModuleLoads loads;
    private final Attachments attachments;
    private final ModuleTable table;
    private final Wiring wiring;
    private final Dependents dependents;
    private final LoadingLock lock;
    private final ModuleRegistry registry;
    private final Messages messages;
    private final BuiltInFunctions builtIn;
    private final Swaps swaps;
    private final Histories histories;

    SerialModuleContainer(
            OperationThread operations,
            ModuleInstaller installer,
            ModuleLoads loads,
            Attachments attachments,
            ModuleTable table,
            Wiring wiring,
            LoadingLock lock,
            ModuleRegistry registry,
            Messages messages,
            BuiltInFunctions builtIn,
            Swaps swaps,
            Histories histories) {
        this.operations = operations;
        this.installer = installer;
        this.loads = loads;
        this.attachments = attachments;
        this.table = table;
        this.wiring = wiring;
        this.dependents = new Dependents(table, wiring);
        this.lock = lock;
        this.registry = registry;
        this.messages = messages;
        this.builtIn = builtIn;
        this.swaps = swaps;
        this.histories = histories;
    }

    @Override
    public Outcome load(String name, LoadOptions options) {
        return name.equals(HostContract.OWN_NAME) ? new Outcome.Unchanged(builtIn.info()) : loads.load(name, options);
    }

    @Override
    public Outcome loadFromMemory(String name, byte[] content) {
        return loads.loadFromMemory(name, content);
    }

    @Override
    public ModuleDescriptor describe(String name, LoadOptions options) throws ModuleException {
        return name.equals(HostContract.OWN_NAME) ? builtIn.info().descriptor() : loads.describe(name, options);
    }

    @Override
    public Outcome install(Path directory, LoadOptions options) {
        return operations.run(() -> {
            try {
                ModuleCandidate candidate = installer.read(directory, options);
                installer.refuseCircle(candidate);
                installer.refuseActive(candidate);
                ModuleEntry entry = installer.install(candidate);
                return new Outcome.Done(List.of(table.info(entry)), candidate.warnings());
            } catch (ModuleException e) {
                return new Outcome.Refused(e.problems());
            }
        });
    }

    @Override
    public BootReport loadAll(List<Path> directories) {
        return loads.loadAll(directories);
    }

    @Override
    public Outcome start(String module) {
        return operations.run(() -> withModule(module, this::startNow));
    }

    private Outcome startNow(ModuleEntry entry) {
        if (table.isServing(entry)) {
            return new Outcome.Unchanged(table.info(entry));
        }
        try {
            attachments.start(entry.bundle());
        } catch (BundleException e) {
            return new Outcome.Refused(StartProblems.of(entry, e));
        } catch (ModuleException e) {
            return new Outcome.Refused(e.problems());
        }
        ModuleEntry started = table.find(entry.bundle());
        ModuleInfo info = table.info(started == null ? entry : started);
        return new Outcome.Done(List.of(info), info.problems());
    }

    @Override
    public Outcome stop(String module, boolean force) {
        return operations.run(() -> withModule(module, entry -> {
            if (entry.bundle().getState() != Bundle.ACTIVE) {
                return new Outcome.Unchanged(table.info(entry));
            }
            return takeDown(entry, force, false);
        }));
    }

    @Override
    public Outcome uninstall(String module, boolean force) {
        return operations.run(() -> withModule(module, entry -> takeDown(entry, force, true)));
    }

    /** Stops the module, dependents first, and removes it if asked to; refused while dependents are in the way. */
    private Outcome takeDown(ModuleEntry entry, boolean force, boolean remove) {
        List<ModuleEntry> dependents = this.dependents.activeOf(entry);
        if (!dependents.isEmpty() && !force) {
            return new Outcome.Refused(List.of(hasDependents(entry, dependents)));
        }
        List<ModuleInfo> changed = new ArrayList<>();
        List<Problem> warnings = new ArrayList<>();
        dependents.forEach(dependent -> stopOne(dependent, 0, changed, warnings));
        // That a bundle which is removed next is not to start again need not be written down.
        stopOne(entry, remove ? Bundle.STOP_TRANSIENT : 0, changed, warnings);
        if (remove) {
            boolean hadDependents = this.dependents.has(entry);
            installer.remove(entry);
            if (hadDependents) {
                wiring.forget(entry.bundle());
            }
        }
        return new Outcome.Done(changed, warnings);
    }

    /**
     * @param options as of {@link Bundle#stop(int)}
     */
    private void stopOne(ModuleEntry entry, int options, List<ModuleInfo> changed, List<Problem> warnings) {
        Set<Problem> before = new LinkedHashSet<>(table.info(entry).problems());
        try {
            entry.bundle().stop(options);
        } catch (BundleException e) {
            warnings.add(Problem.of(
                    ProblemCode.FRAMEWORK, "the framework did not stop module '" + entry.name() + "' cleanly: " + e));
        } catch (IllegalStateException e) {
            if (entry.bundle().getState() != Bundle.UNINSTALLED) {
                throw e;
            }
            LOG.debug("{} was uninstalled meanwhile by somebody else", entry.name(), e);
        }
        ModuleInfo info = table.info(entry);
        changed.add(info);
        info.problems().stream().filter(problem -> !before.contains(problem)).forEach(warnings::add);
    }

    private static Problem hasDependents(ModuleEntry entry, List<ModuleEntry> dependents) {
        String names =
                dependents.stream().map(ModuleEntry::name).sorted().limit(10).collect(Collectors.joining(", "));
        return Problem.of(
                        ProblemCode.HAS_DEPENDENTS,
                        "module '" + entry.name() + "' was not stopped: " + dependents.size()
                                + " active modules depend on it: " + names)
                .fix("stop them first, or force it, which stops them before it");
    }

    /** Not on the thread of operations: one of them may be what waits for the module. */
    @Override
    public Outcome pause(String module) {
        return withModule(module, entry -> {
            if (table.pause(entry)) {
                return new Outcome.Done(List.of(table.info(entry)), List.of());
            }
            return table.stateOf(entry) == ModuleState.PAUSED
                    ? new Outcome.Unchanged(table.info(entry))
                    : new Outcome.Refused(List.of(notActive(entry, "paused")));
        });
    }

    @Override
    public Outcome resume(String module) {
        return withModule(module, entry -> {
            if (table.resume(entry)) {
                return new Outcome.Done(List.of(table.info(entry)), List.of());
            }
            return table.isServing(entry)
                    ? new Outcome.Unchanged(table.info(entry))
                    : new Outcome.Refused(List.of(notActive(entry, "resumed")));
        });
    }

    @Override
    public SwapReport swap(String module, Path directory) {
        return swapping(module, entry -> swaps.swap(entry, directory));
    }

    @Override
    public SwapReport swap(String module) {
        return swapping(module, entry -> swaps.swap(entry, entry.headers().directory()));
    }

    private SwapReport swapping(String module, Function<ModuleEntry, SwapReport> swap) {
        return operations.run(() -> {
            Optional<ModuleEntry> found = table.find(module);
            return found.isPresent() ? swap.apply(found.get()) : SwapInProgress.ofNothing(module, notFound(module));
        });
    }

    @Override
    public SwapReport rollback(String module) {
        return swapping(module, swaps::rollBack);
    }

    @Override
    public List<RevisionRecord> history(String module) {
        return histories.of(module);
    }

    private Problem notActive(ModuleEntry entry, String verb) {
        return Problem.of(
                        ProblemCode.NOT_ACTIVE,
                        "module '" + entry.name() + "' was not " + verb + ": it is " + table.stateOf(entry))
                .fix("module:start " + entry.name() + " starts it");
    }

    @Override
    public Optional<Message> send(String module, Message message, Duration limit) {
        return messages.send(module, message, limit);
    }

    private Outcome withModule(String name, Function<ModuleEntry, Outcome> operation) {
        if (name.equals(HostContract.OWN_NAME)) {
            return new Outcome.Refused(List.of(
                    Problem.of(ProblemCode.NAME, "'" + name + "' is no module: its functions are the container's own")
                            .fix("they come and go with the container, and need neither start nor stop")));
        }
        return table.find(name).map(operation).orElseGet(() -> new Outcome.Refused(List.of(notFound(name))));
    }

    private Problem notFound(String name) {
        List<String> near =
                NearNames.of(name, table.all().stream().map(ModuleEntry::name).toList());
        return Problem.of(ProblemCode.MODULE_NOT_FOUND, "no module '" + name + "' is installed")
                .suggest(near)
                .fix("module:list shows what is installed");
    }

    @Override
    public ModuleRegistry registry() {
        return registry;
    }

    @Override
    public boolean isLoadAllowed() {
        return !lock.isLocked();
    }

    @Override
    public void lock() {
        lock.lock();
    }
}
