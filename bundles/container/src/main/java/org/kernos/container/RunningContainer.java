package org.kernos.container;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.kernos.api.LeakSource;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.source.ModuleLoader;
import org.kernos.container.bundle.ModuleHeaders;
import org.kernos.container.bundle.ModuleLocation;
import org.kernos.container.bundle.Revisions;
import org.kernos.container.call.AsyncCalls;
import org.kernos.container.call.ContainerEvaluator;
import org.kernos.container.call.Deliveries;
import org.kernos.container.config.ConfigAdminSource;
import org.kernos.container.contract.HostContract;
import org.kernos.container.history.History;
import org.kernos.container.history.UnfinishedUpdates;
import org.kernos.container.life.Attachments;
import org.kernos.container.life.BindingWhiteboard;
import org.kernos.container.life.Dependents;
import org.kernos.container.life.Extensions;
import org.kernos.container.life.FormerContents;
import org.kernos.container.life.HighestVersionHook;
import org.kernos.container.life.Messages;
import org.kernos.container.life.ModuleOpener;
import org.kernos.container.life.ModuleTable;
import org.kernos.container.life.PendingUnloads;
import org.kernos.container.life.Reconfigurations;
import org.kernos.container.life.RefusalLog;
import org.kernos.container.life.Replacement;
import org.kernos.container.life.ResolutionProblems;
import org.kernos.container.life.Wiring;
import org.kernos.container.source.Inquiries;
import org.kernos.container.source.Mounts;
import org.kernos.container.source.ResolverCalls;
import org.kernos.container.swap.PersistentStates;
import org.kernos.spi.HostedModule;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.service.url.URLConstants;
import org.osgi.service.url.URLStreamHandlerService;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The container's parts, put together; registers its services and follows the framework's events until it is closed. */
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=org.kernos.api.ModuleRegistry",
        effective = "active")
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=org.kernos.api.ModuleContainer",
        effective = "active")
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=org.kernos.api.source.ModuleLoader",
        effective = "active")
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=org.kernos.api.BootReport",
        effective = "active")
final class RunningContainer implements AutoCloseable, SynchronousBundleListener, FrameworkListener {

    private static final Logger LOG = LoggerFactory.getLogger(RunningContainer.class);

    private final BundleContext context;
    private final OperationThread operations = new OperationThread();
    private final ModuleTable table = new ModuleTable();
    private final AsyncCalls async;
    private final Deliveries deliveries = new Deliveries();
    private final PendingUnloads pending = new PendingUnloads();
    private final Extensions extensions;
    private final ModuleOpener opener;
    private final Attachments attachments;
    private final ServiceTracker<HostedModule, Bundle> modules;
    private final FormerContents formerContents;
    private final BindingWhiteboard bindings;
    private final Revisions revisions;
    private final ModuleInstaller installer;
    private final SerialModuleContainer container;
    private final Inquiries inquiries;
    private final SourceLoader loader;
    private final LiveModuleRegistry registry;
    private final BootLoader boot;
    private final UnfinishedUpdates unfinished;
    private final Map<Long, Bundle> recovered;
    private final History history;
    private final EventPoster poster;
    private final Reconfigurations configurations;
    private final ConfigAdminSource configured;
    private final ModuleEvents events;
    private final Deque<ServiceRegistration<?>> registrations = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean opened;

    RunningContainer(BundleContext context, ContainerSettings settings, LoadingLock lock, Mounts mounts) {
        this(context, settings, lock, mounts, state -> state);
    }

    /**
     * @param passage takes a module's state from one revision to the next
     */
    RunningContainer(
            BundleContext context,
            ContainerSettings settings,
            LoadingLock lock,
            Mounts mounts,
            Replacement.StatePassage passage) {
        this.context = context;
        Wiring wiring = new Wiring(context);
        RefusalLog refusals = new RefusalLog();
        async = new AsyncCalls(settings.asyncThreads(), settings.asyncQueue());
        bindings = new BindingWhiteboard(context, table);
        extensions = new Extensions(
                context, this::extensionArrived, runtime -> attachments().closeModulesOf(runtime));
        Messages messages = new Messages(table, deliveries);
        HostContract host = new HostContract(settings.privileged());
        ContainerEvaluator evaluator = new ContainerEvaluator(table::findFunction);
        BuiltInFunctions builtIn = new BuiltInFunctions(context.getBundle(), messages);
        builtIn.functions(evaluator, async).forEach(table::builtIn);
        unfinished = new UnfinishedUpdates(context.getDataFile("updates").toPath());
        recovered = unfinished.recover(context);
        history = new History(
                context.getDataFile("history").toPath(),
                settings.revisionsKept(),
                recovered,
                bundle -> context.getBundle(bundle) != null);
        poster = new EventPoster(context);
        events = new ModuleEvents(poster, history);
        PersistentStates states = new PersistentStates(
                settings.states().orElse(context.getDataFile("state").toPath()), settings.refusesDamagedState());
        configurations = new Reconfigurations(table, events, settings.configureLimit());
        configured = new ConfigAdminSource(context, configurations::changed, configurations::allChanged);
        configurations.use(configured);
        opener = new ModuleOpener(
                extensions,
                table,
                wiring,
                new ModuleOpener.Surroundings(
                        evaluator, async, messages, pending, host, states, configurations, events),
                settings.shutdownLimit(),
                context);
        attachments = new Attachments(
                opener, table, wiring, bindings, settings.drainLimit(), settings.shutdownLimit(), refusals);
        modules = attachments.tracker(context);
        revisions = new Revisions(context.getDataFile("revisions").toPath());
        installer = new ModuleInstaller(
                context,
                settings,
                extensions,
                table,
                new NewBundles(context.getDataFile("").toPath(), revisions),
                new InstallChecks(table, lock, host));
        ModuleSearch search = new ModuleSearch(settings, installer);
        ResolutionProblems resolution = new ResolutionProblems(table, extensions);
        registry = new LiveModuleRegistry(table, attachments, new WhyNot(table, search, resolution), wiring, builtIn);
        SwapChecks swapChecks = new SwapChecks(table, new Dependents(table, wiring));
        Contents contents = new Contents(resolution);
        SwapLog swapLog = new SwapLog(history, events);
        formerContents = new FormerContents(wiring, attachments, new RefreshGuard(unfinished, table, installer)::begin);
        FrameworkSwaps updates = new FrameworkSwaps(
                installer,
                opener,
                table,
                swapChecks,
                attachments,
                formerContents,
                contents,
                passage,
                settings.drainLimit(),
                swapLog,
                unfinished,
                this::later);
        attachments.follow(updates);
        ResolverCalls calls = new ResolverCalls(settings.sourcesLimit());
        inquiries = new Inquiries(mounts, calls, installer::describe, operations::isCurrent, this::bootIfReady);
        ModuleLoads loads = new ModuleLoads(
                operations,
                installer,
                search,
                new MemoryModules(context.getDataFile("memory").toPath()),
                () -> new BatchLoad(installer, wiring, attachments, table, resolution),
                table,
                inquiries);
        container = new SerialModuleContainer(
                operations,
                installer,
                loads,
                attachments,
                table,
                wiring,
                lock,
                registry,
                messages,
                builtIn,
                new Swaps(installer, swapChecks, updates, passage, settings.drainLimit(), swapLog, history),
                new Histories(table, history));
        loader = new SourceLoader(container, installer, search, table, mounts, calls);
        boot = new BootLoader(
                context,
                new BootPlaces(settings, installer, search, table),
                settings.lockAfterBoot() ? container::lock : () -> {},
                loads::load,
                inquiries,
                refusals,
                this::later);
    }

    void open() {
        registrations.push(context.registerService(
                ResolverHookFactory.class, HighestVersionHook.factory(context, formerContents::pinned), null));
        Hashtable<String, Object> protocol = new Hashtable<>();
        protocol.put(URLConstants.URL_HANDLER_PROTOCOL, new String[] {ModuleLocation.PROTOCOL});
        registrations.push(
                context.registerService(URLStreamHandlerService.class, new ModuleUrlHandler(installer), protocol));
        context.addBundleListener(this);
        context.addFrameworkListener(this);
        poster.open();
        configured.open();
        extensions.open();
        bindings.open();
        registrations.push(context.registerService(LeakSource.class, pending, null));
        registrations.push(context.registerService(ModuleRegistry.class, registry, null));
        registrations.push(context.registerService(ModuleContainer.class, container, null));
        registrations.push(context.registerService(ModuleLoader.class, loader, loader.properties()));
        modules.open();
        opened = true;
        attachments.openAll();
        describeInstalled();
        recovered.values().forEach(installer::afterTheContainer);
        unfinished.startRecovered();
        inquiries.open();
        bootIfReady();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        context.removeBundleListener(this);
        context.removeFrameworkListener(this);
        inquiries.close();
        formerContents.close();
        attachments.closeAll();
        operations.close();
        modules.close();
        while (!registrations.isEmpty()) {
            registrations.pop().unregister();
        }
        boot.close();
        bindings.close();
        extensions.close();
        async.close();
        deliveries.close();
        revisions.close();
        unfinished.close();
        history.close();
        configured.close();
        configurations.close();
        poster.close();
    }

    /** A reader or a runtime has come. While {@link #open} runs, it looks after what was there before at its end. */
    private void extensionArrived() {
        if (!opened || closed.get()) {
            return;
        }
        later(() -> {
            describeInstalled();
            attachments.openWaiting();
        });
        bootIfReady();
    }

    private Attachments attachments() {
        return attachments;
    }

    /** Work of the container's own, which the end of the framework may overtake. */
    private void later(Runnable work) {
        operations.later(() -> {
            try {
                if (!closed.get()) {
                    work.run();
                }
            } catch (IllegalStateException e) {
                if (closed.get()) {
                    LOG.debug("the framework stopped meanwhile", e);
                } else {
                    LOG.error("the container could not do its own work", e);
                }
            } catch (RuntimeException e) {
                LOG.error("the container could not do its own work", e);
            }
        });
    }

    private void bootIfReady() {
        boolean started = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.ACTIVE;
        if (started && extensions.areUsable() && !closed.get()) {
            later(boot::boot);
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED) {
            bootIfReady();
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            if (event.getType() == BundleEvent.STOPPING) {
                formerContents.close();
                attachments.closeAll();
            }
            return;
        }
        switch (event.getType()) {
            case BundleEvent.UNINSTALLED -> {
                table.remove(bundle);
                attachments.forget(bundle);
                history.forget(bundle.getBundleId());
                events.uninstalled(bundle);
            }
            case BundleEvent.INSTALLED, BundleEvent.UPDATED -> {
                if (event.getType() == BundleEvent.INSTALLED) {
                    events.installed(bundle);
                }
                // An operation of ours has read the descriptor already and says itself what it installed.
                if (!operations.isCurrent() && !attachments.staysOpen(bundle)) {
                    describe(bundle);
                }
            }
            default -> LOG.trace("{}", event);
        }
    }

    /** Modules that were installed before this container started and are not started themselves. */
    private void describeInstalled() {
        for (Bundle bundle : context.getBundles()) {
            if (table.find(bundle) == null) {
                describe(bundle);
            }
        }
    }

    private void describe(Bundle bundle) {
        if (!ModuleHeaders.isModule(bundle)) {
            return;
        }
        try {
            opener.describe(bundle).ifPresent(table::enter);
        } catch (ModuleException e) {
            LOG.debug("{} cannot be described yet", bundle, e);
        }
    }
}
