package org.kernos.deployer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.spi.ModuleReader;
import org.kernos.spi.ModuleRuntime;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/** What is around in the framework, and that something has come or gone there. */
final class FrameworkSurroundings implements Surroundings, ServiceListener, BundleListener, AutoCloseable {

    /** What a module may be waiting for. Modules without functions show in the events of their bundles. */
    private static final String FILTER = "(|(objectClass=org.kernos.api.KernelFunction)"
            + "(objectClass=org.kernos.spi.ModuleReader)(objectClass=org.kernos.spi.ModuleRuntime))";

    private static final String MODULE = "org.kernos.module.";

    private final BundleContext context;
    private final ModuleRegistry registry;
    private final Runnable changed;

    /**
     * @param changed called from any thread, often
     */
    FrameworkSurroundings(BundleContext context, ModuleRegistry registry, Runnable changed) {
        this.context = context;
        this.registry = registry;
        this.changed = changed;
    }

    void open() {
        try {
            context.addServiceListener(this, FILTER);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        context.addBundleListener(this);
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        changed.run();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        changed.run();
    }

    @Override
    public Object snapshot() {
        List<String> modules = new ArrayList<>();
        for (ModuleInfo module : registry.modules()) {
            modules.add(module.name() + " " + module.descriptor().version() + " " + module.revision() + " "
                    + module.state());
        }
        Set<Object> services = new TreeSet<>();
        add(ModuleReader.class, services);
        add(ModuleRuntime.class, services);
        return List.of(modules, services);
    }

    private void add(Class<?> type, Set<Object> ids) {
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(type.getName(), null);
            if (references != null) {
                Stream.of(references)
                        .map(reference -> reference.getProperty(Constants.SERVICE_ID))
                        .forEach(ids::add);
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean hasBundle(String module) {
        return Stream.of(context.getBundles()).anyMatch(bundle -> (MODULE + module).equals(bundle.getSymbolicName()));
    }

    @Override
    public void close() {
        context.removeBundleListener(this);
        context.removeServiceListener(this);
    }
}
