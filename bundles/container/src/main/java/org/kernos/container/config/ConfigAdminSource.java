package org.kernos.container.config;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleDescriptor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configurations {@code org.kernos.module~NAME} of Config Admin, while there is one. They are read and not received (ADR 25): a module that
 * is opened right after its configuration was made has it, which a managed service factory would be told later. When Config Admin goes,
 * what it said stays until it comes again.
 *
 * <p>Its package is an optional import: where it is missing, no class that it is named in may be asked for.
 */
public final class ConfigAdminSource implements ConfigurationSource, AutoCloseable {

    /** Of the PIDs; the module's name follows the last character. */
    static final String PREFIX = "org.kernos.module~";

    private static final Logger LOG = LoggerFactory.getLogger(ConfigAdminSource.class);

    private final BundleContext context;
    private final Consumer<String> changed;
    private final ServiceTracker<Object, Object> admins;
    private @Nullable ServiceRegistration<?> listener;

    /** The one that came last. */
    private volatile @Nullable Object admin;

    /** Grows with each change in Config Admin, before anybody is told of it. */
    private final AtomicLong changes = new AtomicLong();

    private volatile Snapshot snapshot = new Snapshot(0, Map.of());

    /** What there was when {@link #changes} was this, or shortly after. */
    private record Snapshot(long changes, Map<String, Map<String, String>> byModule) {}

    /**
     * @param changed is told the names of modules whose configuration may have changed, on the thread that changes it
     * @param arrived is told when all may have
     */
    public ConfigAdminSource(BundleContext context, Consumer<String> changed, Runnable arrived) {
        this.context = context;
        this.changed = changed;
        this.admins = new ServiceTracker<>(
                context, "org.osgi.service.cm.ConfigurationAdmin", new ServiceTrackerCustomizer<>() {
                    @Override
                    public @Nullable Object addingService(ServiceReference<Object> reference) {
                        Object added = context.getService(reference);
                        admin = added;
                        changes.incrementAndGet();
                        arrived.run();
                        return added;
                    }

                    @Override
                    public void modifiedService(ServiceReference<Object> reference, Object known) {
                        // Its properties mean nothing here.
                    }

                    @Override
                    public void removedService(ServiceReference<Object> reference, Object gone) {
                        if (admin == gone) {
                            admin = null;
                        }
                        context.ungetService(reference);
                    }
                });
    }

    /** Follows what changes from now on. */
    public void open() {
        try {
            listener = Reading.listen(context, pid -> {
                if (pid.startsWith(PREFIX)) {
                    changes.incrementAndGet();
                    changed.accept(pid.substring(PREFIX.length()));
                }
            });
        } catch (LinkageError e) {
            LOG.debug("there is no package of Config Admin: modules are configured by their files and loads alone", e);
            return;
        }
        admins.open();
    }

    @Override
    public void close() {
        ServiceRegistration<?> registered = listener;
        if (registered != null) {
            registered.unregister();
            admins.close();
        }
    }

    @Override
    public Map<String, String> of(String module) {
        Snapshot known = snapshot;
        long now = changes.get();
        Object present = admin;
        if (known.changes() != now && present != null) {
            // What changes while this reads has been counted before, or is read here.
            known = read(present).map(read -> new Snapshot(now, read)).orElse(known);
            snapshot = known;
        }
        return known.byModule().getOrDefault(module, Map.of());
    }

    private Optional<Map<String, Map<String, String>>> read(Object present) {
        try {
            return Optional.of(
                    Reading.all(present, Objects.requireNonNull(listener).getReference()));
        } catch (LinkageError | ClassCastException e) {
            LOG.warn(
                    "Config Admin came after this bundle was resolved: refresh it to have modules configured there", e);
        } catch (IOException | InvalidSyntaxException | RuntimeException e) {
            LOG.warn("the configurations of modules cannot be read, what was known of them stays", e);
        }
        return Optional.empty();
    }

    /** All that names classes of Config Admin. */
    private static final class Reading {

        static ServiceRegistration<?> listen(BundleContext context, Consumer<String> changed) {
            SynchronousConfigurationListener listener = event -> {
                if (event.getType() != ConfigurationEvent.CM_LOCATION_CHANGED) {
                    changed.accept(event.getPid());
                }
            };
            return context.registerService(SynchronousConfigurationListener.class, listener, null);
        }

        /**
         * @param reader whose configurations they are, for plugins that have a say in them
         */
        static Map<String, Map<String, String>> all(Object admin, ServiceReference<?> reader)
                throws IOException, InvalidSyntaxException {
            Configuration[] found = ((ConfigurationAdmin) admin).listConfigurations("(service.pid=" + PREFIX + "*)");
            Map<String, Map<String, String>> all = new HashMap<>();
            for (Configuration configuration : found == null ? new Configuration[0] : found) {
                String module = configuration.getPid().substring(PREFIX.length());
                if (ModuleDescriptor.isModuleName(module)) {
                    all.put(module, texts(configuration, reader));
                }
            }
            return Collections.unmodifiableMap(all);
        }

        /** One that is deleted meanwhile says nothing; its listener is told of that. */
        private static Map<String, String> texts(Configuration configuration, ServiceReference<?> reader) {
            try {
                Dictionary<String, Object> properties = configuration.getProcessedProperties(reader);
                return properties == null ? Map.of() : ConfiguredTexts.of(properties);
            } catch (IllegalStateException e) {
                LOG.debug("{} was deleted while it was read", configuration, e);
                return Map.of();
            }
        }
    }
}
