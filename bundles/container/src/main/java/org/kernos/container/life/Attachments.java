package org.kernos.container.life;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.container.bundle.FrameworkLock;
import org.kernos.container.bundle.ModuleHeaders;
import org.kernos.container.resolve.DependencyOrder;
import org.kernos.spi.HostedModule;
import org.kernos.spi.ModuleRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The started modules, as their activators report them; opens and closes them in the right order. */
public final class Attachments {

    private static final Logger LOG = LoggerFactory.getLogger(Attachments.class);

    /** Modules are only collected until all that were there before the container are known, then opened in order. */
    private enum Phase {
        COLLECTING,
        OPEN,
        CLOSED
    }

    private final ModuleOpener opener;
    private final ModuleTable table;
    private final Wiring wiring;
    private final BindingWhiteboard bindings;
    private final Duration drainLimit;
    private final Duration shutdownLimit;
    private volatile Phase phase = Phase.COLLECTING;
    private final ConcurrentMap<Bundle, AttachedModule> attached = new ConcurrentHashMap<>();
    private final AttachedModule.Providers providers;
    private final RefusalLog refusals;
    /** Dependents that were stopped because a provider was, by provider: they start again with it. */
    private final ConcurrentMap<Bundle, Set<Bundle>> stoppedWith = new ConcurrentHashMap<>();

    private volatile FrameworkUpdates updates = FrameworkUpdates.NONE;

    /** What becomes of an open module whose bundle the framework itself updates. Called on the thread of the update. */
    public interface FrameworkUpdates {

        /** Open modules are closed and opened again. */
        FrameworkUpdates NONE = new FrameworkUpdates() {
            @Override
            public boolean stopping(AttachedModule module) {
                return false;
            }

            @Override
            public void started(AttachedModule module) {
                // None stays open.
            }
        };

        /** The bundle is stopped to be updated. Whether the module stays open meanwhile. */
        boolean stopping(AttachedModule module);

        /**
         * The bundle of a module that has stayed open is started again, be it that the container itself has updated it.
         *
         * @throws ModuleException when the new content cannot take the place of the former one; the start fails
         */
        void started(AttachedModule module) throws ModuleException;
    }

    /** To be told before {@link #openAll}. */
    public void follow(FrameworkUpdates followed) {
        updates = followed;
    }

    /** Whether the bundle is being updated while its module is open. */
    public boolean staysOpen(Bundle bundle) {
        AttachedModule module = attached.get(bundle);
        return module != null && module.update().isSet();
    }

    /** The bundles that are being updated while their modules are open. */
    List<Bundle> updating() {
        return attached.keySet().stream().filter(this::staysOpen).toList();
    }

    /** The module in a started bundle, if it is open. */
    public Optional<AttachedModule> findOpen(Bundle bundle) {
        return Optional.ofNullable(attached.get(bundle)).filter(AttachedModule::isOpen);
    }

    /** The module in a bundle that is started, or that is updated or refreshed. */
    @Nullable
    AttachedModule find(Bundle bundle) {
        return attached.get(bundle);
    }

    /**
     * The bundles of modules have been refreshed, which may have left some stopped.
     *
     * @param modules dependents before providers
     */
    void refreshed(List<AttachedModule> modules) {
        List<AttachedModule> stopped =
                modules.stream().filter(module -> module.refresh().end()).toList();
        stopped.stream().filter(module -> !module.update().isSet()).forEach(this::settle);
    }

    /** Closes a module that does not stay open any longer if its bundle is stopped. */
    public void settle(AttachedModule module) {
        Bundle bundle = module.bundle();
        if (bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING) {
            LOG.error("the bundle of {} is not started, the module is closed", module);
            detach(bundle, module);
        }
    }

    public Attachments(
            ModuleOpener opener,
            ModuleTable table,
            Wiring wiring,
            BindingWhiteboard bindings,
            Duration drainLimit,
            Duration shutdownLimit,
            RefusalLog refusals) {
        this.opener = opener;
        this.table = table;
        this.wiring = wiring;
        this.bindings = bindings;
        this.drainLimit = drainLimit;
        this.shutdownLimit = shutdownLimit;
        this.refusals = refusals;
        this.providers = new WiredProviders(wiring, attached::get);
    }

    /** Takes what activators offer, from now on until the tracker is closed. */
    public ServiceTracker<HostedModule, Bundle> tracker(BundleContext container) {
        return new ServiceTracker<>(container, HostedModule.class, new ServiceTrackerCustomizer<>() {
            @Override
            public @Nullable Bundle addingService(ServiceReference<HostedModule> reference) {
                HostedModule module = container.getService(reference);
                if (module != null) {
                    attach(module);
                }
                return reference.getBundle();
            }

            @Override
            public void modifiedService(ServiceReference<HostedModule> reference, Bundle bundle) {
                // An offer has no properties.
            }

            @Override
            public void removedService(ServiceReference<HostedModule> reference, Bundle bundle) {
                AttachedModule module = attached.get(bundle);
                if (module != null && !remainsOpen(bundle, module)) {
                    detach(bundle, module);
                }
                container.ungetService(reference);
            }
        });
    }

    private boolean remainsOpen(Bundle bundle, AttachedModule module) {
        if (phase != Phase.OPEN) {
            return false;
        }
        if (module.isOpen() && BundleUpdate.isRunning(bundle)) {
            // Also when another update has just put the former content back and ends.
            updates.stopping(module);
        }
        boolean updated = module.update().stops();
        boolean refreshed = module.refresh().stops();
        return updated || refreshed;
    }

    private void attach(HostedModule offered) {
        Bundle bundle = offered.context().getBundle();
        if (phase == Phase.CLOSED) {
            offered.refuse(new ModuleException(
                    Problem.of(ProblemCode.NOT_ACTIVE, "the container is stopping, no module is opened any more")));
            return;
        }
        AttachedModule known = attached.get(bundle);
        if (known != null && startsAgain(known)) {
            startedAgain(known, offered);
            return;
        }
        AttachedModule module =
                new AttachedModule(bundle, opener, table, bindings, providers, drainLimit, shutdownLimit);
        attached.put(bundle, module);
        if (phase == Phase.OPEN) {
            try {
                openOrTakeBack(bundle, module);
            } catch (ModuleException e) {
                offered.refuse(e);
            }
        }
    }

    private static boolean startsAgain(AttachedModule module) {
        boolean updated = module.update().starts();
        boolean refreshed = module.refresh().starts();
        return updated || refreshed;
    }

    private void startedAgain(AttachedModule module, HostedModule offered) {
        try {
            updates.started(module);
        } catch (ModuleException e) {
            offered.refuse(e);
        }
    }

    /**
     * A bundle that is starting learns why its module cannot be opened and does not start. One that started before the
     * container came cannot: its module stays, in error, and is tried again when something new arrives.
     */
    private void openOrTakeBack(Bundle bundle, AttachedModule module) throws ModuleException {
        try {
            openAndNote(module);
            restartDependents(bundle);
        } catch (ModuleException e) {
            if (bundle.getState() == Bundle.STARTING) {
                takeBack(bundle, module);
                throw e;
            }
            refusals.refused(shown(module), e.problems());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("{} could not be opened", module, e);
            takeBack(bundle, module);
            throw new ModuleException(
                    List.of(Problem.of(ProblemCode.INIT_FAILED, "opening module '" + module + "' ended with " + e)), e);
        }
    }

    private void takeBack(Bundle bundle, AttachedModule module) {
        attached.remove(bundle, module);
        module.detach();
    }

    /** From here on modules open when they attach; those that are there are opened now, providers first. */
    public void openAll() {
        if (phase == Phase.COLLECTING) {
            phase = Phase.OPEN;
        }
        openWaiting();
    }

    /** Starts a module's bundle, and opens the module when the bundle was started and its module could not be opened then. */
    public void start(Bundle bundle) throws BundleException, ModuleException {
        FrameworkLock.tryFor(bundle::start);
        AttachedModule module = attached.get(bundle);
        if (module != null && !module.isOpen()) {
            module.open();
        }
    }

    /**
     * Also when somebody stops a provider with the framework's own commands, its dependents are closed before it. From its
     * mark on, no further module counts on it; those that did before are found by {@link #stopDependents}.
     */
    private void detach(Bundle bundle, AttachedModule module) {
        module.markLeaving();
        if (phase != Phase.CLOSED) {
            stopDependents(bundle);
        }
        attached.remove(bundle, module);
        if (phase != Phase.CLOSED || isSettled(module)) {
            module.detach();
        }
    }

    private void stopDependents(Bundle provider) {
        Set<Bundle> stopped = Collections.synchronizedSet(new LinkedHashSet<>());
        for (Bundle dependent : wiring.dependents(attached.keySet()).getOrDefault(provider, Set.of())) {
            AttachedModule module = attached.get(dependent);
            if (module == null) {
                continue;
            }
            if (!module.settles(drainLimit)) {
                LOG.warn(
                        "{} is still being opened after {} ms and is closed afterwards: it depends on {}, which stops now",
                        module,
                        drainLimit.toMillis(),
                        Wiring.moduleName(provider));
                stopped.add(dependent);
                continue;
            } else if (!module.isOpen()) {
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

    private void openOrReport(AttachedModule module) {
        try {
            openAndNote(module);
        } catch (ModuleException e) {
            refusals.refused(shown(module), e.problems());
        }
    }

    private void openAndNote(AttachedModule module) throws ModuleException {
        module.open();
        if (module.isOpen()) {
            refusals.accepted(shown(module));
        }
    }

    private static String shown(AttachedModule module) {
        return ModuleHeaders.of(module.bundle()).shownLocation();
    }

    /** A removed module is nobody's provider any more. */
    public void forget(Bundle uninstalled) {
        stoppedWith.remove(uninstalled);
    }

    /** A reader or runtime has come: whatever waits for it is opened, providers first. */
    public void openWaiting() {
        if (phase != Phase.OPEN) {
            return;
        }
        List<AttachedModule> waiting =
                attached.values().stream().filter(module -> !module.isOpen()).toList();
        for (AttachedModule module : DependencyOrder.sort(waiting, this::providers)) {
            guarded(module, this::openOrReport);
        }
    }

    /** A runtime goes: its modules are closed while it can still do so; they wait for the next one. */
    public void closeModulesOf(ModuleRuntime runtime) {
        if (phase == Phase.CLOSED) {
            return;
        }
        List<AttachedModule> leaving = inStopOrder(attached.values().stream()
                .filter(module -> module.usesRuntime(runtime.name()))
                .toList());
        closeInOrder(leaving);
    }

    /** All shutdown functions run before any code is unloaded (architecture S-1). */
    public void closeAll() {
        phase = Phase.CLOSED;
        closeInOrder(
                inStopOrder(attached.values().stream().filter(this::isSettled).toList()));
    }

    /** A module that hangs while it is opened or swapped does not keep the others from being closed. */
    private boolean isSettled(AttachedModule module) {
        boolean settled = module.settles(drainLimit);
        if (!settled) {
            LOG.warn(
                    "{} is still being opened or swapped after {} ms and is closed when that has ended",
                    module,
                    drainLimit.toMillis());
        }
        return settled;
    }

    /** One module that cannot be closed does not keep the others from it (architecture S-3). */
    private static void closeInOrder(List<AttachedModule> modules) {
        modules.forEach(module -> guarded(module, AttachedModule::withdraw));
        modules.forEach(module -> guarded(module, AttachedModule::shutdown));
        modules.forEach(module -> guarded(module, AttachedModule::close));
    }

    private static void guarded(AttachedModule module, Consumer<AttachedModule> step) {
        try {
            step.accept(module);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("{} failed in a way that its runtime should have caught", module, e);
        }
    }

    /** Dependents before providers; where no dependency decides, in the order of registration (architecture S-1). */
    public List<String> stopOrder() {
        List<AttachedModule> open = table.serving().stream()
                .map(entry -> attached.get(entry.bundle()))
                .filter(Objects::nonNull)
                .toList();
        return inStopOrder(open).stream()
                .map(module -> Wiring.moduleName(module.bundle()))
                .toList();
    }

    private List<AttachedModule> inStopOrder(Collection<AttachedModule> modules) {
        List<AttachedModule> inOrderOfRegistration = new ArrayList<>(modules);
        inOrderOfRegistration.sort((a, b) -> Long.compare(a.activation(), b.activation()));
        Map<Bundle, Set<Bundle>> dependents = wiring.dependents(
                modules.stream().map(module -> module.bundle()).toList());
        return DependencyOrder.sort(
                inOrderOfRegistration, module -> attachedOf(dependents.getOrDefault(module.bundle(), Set.of())));
    }

    private List<AttachedModule> providers(AttachedModule module) {
        return attachedOf(wiring.providers(module.bundle()));
    }

    private List<AttachedModule> attachedOf(Set<Bundle> bundles) {
        return bundles.stream().map(attached::get).filter(Objects::nonNull).toList();
    }
}
