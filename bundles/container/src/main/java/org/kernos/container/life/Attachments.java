package org.kernos.container.life;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.ModuleHost;
import org.kernos.spi.ModuleRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The started modules, as their activators report them; opens and closes them in the right order. */
public final class Attachments implements ModuleHost {

    private static final Logger LOG = LoggerFactory.getLogger(Attachments.class);

    private final ModuleOpener opener;
    private final ModuleTable table;
    private final Wiring wiring;
    private final BindingWhiteboard bindings;
    private final Duration drainLimit;
    private final Duration shutdownLimit;
    private volatile boolean closed;
    private final ConcurrentMap<Bundle, AttachedModule> attached = new ConcurrentHashMap<>();
    /** Dependents that were stopped because a provider was, by provider: they start again with it. */
    private final ConcurrentMap<Bundle, Set<Bundle>> stoppedWith = new ConcurrentHashMap<>();

    public Attachments(
            ModuleOpener opener,
            ModuleTable table,
            Wiring wiring,
            BindingWhiteboard bindings,
            Duration drainLimit,
            Duration shutdownLimit) {
        this.opener = opener;
        this.table = table;
        this.wiring = wiring;
        this.bindings = bindings;
        this.drainLimit = drainLimit;
        this.shutdownLimit = shutdownLimit;
    }

    @Override
    public Attachment attach(BundleContext context) throws ModuleException {
        if (closed) {
            throw new ModuleException(
                    Problem.of(ProblemCode.NOT_ACTIVE, "the container is stopping, no module is opened any more"));
        }
        AttachedModule module = new AttachedModule(context, opener, table, bindings, drainLimit, shutdownLimit);
        Bundle bundle = context.getBundle();
        attached.put(bundle, module);
        try {
            module.open();
        } catch (ModuleException e) {
            attached.remove(bundle, module);
            throw e;
        }
        restartDependents(bundle);
        return () -> detach(bundle, module);
    }

    /** Also when somebody stops a provider with the framework's own commands, its dependents are closed before it. */
    private void detach(Bundle bundle, AttachedModule module) {
        if (module.isOpen()) {
            stopDependents(bundle);
        }
        attached.remove(bundle, module);
        module.detach();
    }

    private void stopDependents(Bundle provider) {
        Set<Bundle> stopped = Collections.synchronizedSet(new LinkedHashSet<>());
        for (Bundle dependent : wiring.dependents(provider)) {
            AttachedModule module = attached.get(dependent);
            if (module == null || !module.isOpen()) {
                continue;
            }
            try {
                LOG.info("{} stops first, it depends on {}", Wiring.moduleName(dependent), Wiring.moduleName(provider));
                dependent.stop(Bundle.STOP_TRANSIENT);
                stopped.add(dependent);
            } catch (BundleException e) {
                LOG.warn("{} could not be stopped before its provider", Wiring.moduleName(dependent), e);
            }
        }
        if (!stopped.isEmpty()) {
            stoppedWith.put(provider, stopped);
        }
    }

    private void restartDependents(Bundle provider) {
        Set<Bundle> stopped = stoppedWith.remove(provider);
        if (stopped == null) {
            return;
        }
        for (Bundle dependent : new ArrayList<>(stopped)) {
            if (dependent.getState() == Bundle.UNINSTALLED) {
                continue;
            }
            try {
                dependent.start(Bundle.START_TRANSIENT);
            } catch (BundleException e) {
                LOG.warn("{} was stopped with its provider and could not be started again", dependent, e);
            }
        }
    }

    /** A reader or runtime has come: whatever waits for it is opened, providers first. */
    public void openWaiting() {
        List<AttachedModule> waiting =
                attached.values().stream().filter(module -> !module.isOpen()).toList();
        for (AttachedModule module : DependencyOrder.sort(waiting, this::providers)) {
            try {
                module.open();
            } catch (ModuleException e) {
                LOG.error("{} could not be opened: {}", module.context().getBundle(), e.getMessage());
            }
        }
    }

    /** A runtime goes: its modules are closed while it can still do so; they wait for the next one. */
    public void closeModulesOf(ModuleRuntime runtime) {
        List<AttachedModule> leaving = stopOrder().stream()
                .filter(module -> {
                    ModuleEntry entry = module.entry();
                    return entry != null && entry.descriptor().runtime().equals(runtime.name());
                })
                .toList();
        closeInOrder(leaving);
    }

    /** All shutdown functions run before any code is unloaded (architecture S-1). */
    public void closeAll() {
        closed = true;
        closeInOrder(stopOrder());
    }

    private static void closeInOrder(List<AttachedModule> modules) {
        modules.forEach(AttachedModule::withdraw);
        modules.forEach(AttachedModule::shutdown);
        modules.forEach(AttachedModule::close);
    }

    /** Dependents before providers; where no dependency decides, in the order of registration (architecture S-1). */
    public List<AttachedModule> stopOrder() {
        List<AttachedModule> open = new ArrayList<>();
        for (ModuleEntry entry : table.active()) {
            AttachedModule module = attached.get(entry.bundle());
            if (module != null) {
                open.add(module);
            }
        }
        return DependencyOrder.sort(open, this::dependents);
    }

    private List<AttachedModule> providers(AttachedModule module) {
        return attachedOf(wiring.providers(module.context().getBundle()));
    }

    private List<AttachedModule> dependents(AttachedModule module) {
        return attachedOf(wiring.dependents(module.context().getBundle()));
    }

    private List<AttachedModule> attachedOf(Set<Bundle> bundles) {
        Map<Bundle, AttachedModule> known = attached;
        return bundles.stream().filter(known::containsKey).map(known::get).toList();
    }
}
