package org.kernos.runtime.java;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.kernos.api.BootReport;
import org.kernos.api.Module;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleState;
import org.kernos.spi.ModuleReader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a module of each Module service that a bundle registers (helix X-1), as long as it is registered. Loading happens on a thread
 * of its own, since whoever registers a service does not wait for others; removing on the thread that takes the service back, since
 * the module's cleanup needs what its bundle still has.
 */
@Component(
        service = {},
        immediate = true)
public final class ModuleServices
        implements ServiceTrackerCustomizer<Module, ServiceModule>, ServiceListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModuleServices.class);
    private static final String KIND = "helix";
    private static final String NEWS = "(|(" + Constants.OBJECTCLASS + "=" + ModuleReader.class.getName() + ")("
            + Constants.OBJECTCLASS + "=" + BootReport.class.getName() + "))";

    private final BundleContext context;
    private final ModuleContainer container;
    private final ServiceInstaller installer;
    private final ThreadPoolExecutor loader;
    private final ServiceTracker<Module, ServiceModule> tracker;

    /** The services that are there, by their numbers: in the order of registration. */
    private final Map<Long, ServiceModule> modules = new ConcurrentSkipListMap<>();

    /** Begins at once. */
    @Activate
    public ModuleServices(BundleContext context, @Reference ModuleContainer container, @Reference ServiceTable table) {
        this.context = context;
        this.container = container;
        this.installer = new ServiceInstaller(context, container, table);
        this.loader = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "kernos-module-services");
            thread.setDaemon(true);
            return thread;
        });
        loader.allowCoreThreadTimeOut(true);
        installer.removeLeftovers();
        tracker = new ServiceTracker<>(context, Module.class, this);
        // Listening first: what arrives while the services are taken is no less news to them.
        listen();
        tracker.open();
    }

    private void listen() {
        try {
            context.addServiceListener(this, NEWS);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Deactivate
    @Override
    public void close() {
        context.removeServiceListener(this);
        tracker.close();
        loader.shutdown();
    }

    @Override
    public @Nullable ServiceModule addingService(ServiceReference<Module> reference) {
        Module module = context.getService(reference);
        if (module == null) {
            return null;
        }
        long number = number(reference);
        String shown = "the Module service of " + reference.getBundle() + ", class "
                + module.getClass().getName() + ",";
        ServiceModule arrived = new ServiceModule(module, number, shown, installer);
        modules.put(number, arrived);
        later(() -> load(arrived));
        return arrived;
    }

    private static long number(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    @Override
    public void modifiedService(ServiceReference<Module> reference, ServiceModule module) {
        // A module's properties are in its manifest, not in those of its service.
    }

    @Override
    public void removedService(ServiceReference<Module> reference, ServiceModule module) {
        modules.remove(number(reference));
        module.leave();
        context.ungetService(reference);
        // Another one of the same name and version may take its place.
        later(this::loadWaiting);
    }

    /** What a module lacked may be there now. */
    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() == ServiceEvent.REGISTERED) {
            later(this::loadWaiting);
        }
    }

    private void later(Runnable work) {
        try {
            loader.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    LOG.error("module services could not be looked after", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("this component has stopped meanwhile", e);
        }
    }

    private void loadWaiting() {
        modules.values().forEach(this::load);
    }

    private void load(ServiceModule module) {
        if (!hasReader()) {
            LOG.debug("module services wait for the reader of their kind");
            return;
        }
        module.load().ifPresent(loaded -> {
            startDependents(loaded);
            later(this::loadWaiting);
        });
    }

    private boolean hasReader() {
        try {
            Collection<ServiceReference<ModuleReader>> readers = context.getServiceReferences(ModuleReader.class, null);
            return readers.stream().anyMatch(this::isOfOurKind);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isOfOurKind(ServiceReference<ModuleReader> reference) {
        ModuleReader reader = context.getService(reference);
        try {
            return reader != null && reader.kind().equals(KIND);
        } finally {
            context.ungetService(reference);
        }
    }

    /** What needed the module when it went, or when the framework started, has not come up; no one else starts it. */
    private void startDependents(ServiceInstaller.Installed loaded) {
        for (ModuleInfo module : container.registry().modules()) {
            boolean needsIt = module.descriptor().dependencies().stream()
                    .anyMatch(dependency -> dependency.isMetBy(loaded.name(), loaded.version()));
            Bundle bundle = context.getBundle(module.bundleId());
            if (needsIt && module.state() != ModuleState.ACTIVE && bundle != null && isMeantToRun(bundle)) {
                start(bundle, loaded);
            }
        }
    }

    /** Not by the module's name, which another version of it may have too. */
    private static void start(Bundle dependent, ServiceInstaller.Installed loaded) {
        try {
            dependent.start(Bundle.START_TRANSIENT);
            LOG.debug("{} needs {}, which has come, and was started", dependent, loaded);
        } catch (BundleException e) {
            LOG.debug("{} needs {}, which has come, and could not be started", dependent, loaded, e);
        }
    }

    /** Not so when a person has stopped it. */
    private static boolean isMeantToRun(Bundle bundle) {
        return bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
    }
}
