package org.kernos.container.life;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.kernos.api.FunctionProperties;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleBinding;
import org.kernos.container.call.ServiceProperties;
import org.kernos.container.call.TypedModule;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a service of the user's interface registered while a {@link ModuleBinding} asks for it and its module is active.
 * Guarded by this object's lock, which is not held while services come and go.
 */
public final class BindingWhiteboard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BindingWhiteboard.class);

    private final ModuleTable table;
    private final Map<ServiceReference<ModuleBinding>, Bound> bindings = new HashMap<>();
    private final ServiceTracker<ModuleBinding, ModuleBinding> tracker;

    private static final class Bound {
        private final BundleContext owner;
        private final Class<?> type;
        private final String module;
        private final AtomicReference<@Nullable ServiceRegistration<?>> registration = new AtomicReference<>();

        Bound(BundleContext owner, Class<?> type, String module) {
            this.owner = owner;
            this.type = type;
            this.module = module;
        }
    }

    public BindingWhiteboard(BundleContext context, ModuleTable table) {
        this.table = table;
        this.tracker = new ServiceTracker<>(context, ModuleBinding.class, new ServiceTrackerCustomizer<>() {
            @Override
            public @Nullable ModuleBinding addingService(ServiceReference<ModuleBinding> reference) {
                ModuleBinding binding = context.getService(reference);
                if (binding != null) {
                    add(reference, binding);
                }
                return binding;
            }

            @Override
            public void modifiedService(ServiceReference<ModuleBinding> reference, ModuleBinding binding) {
                remove(reference);
                add(reference, binding);
            }

            @Override
            public void removedService(ServiceReference<ModuleBinding> reference, ModuleBinding binding) {
                remove(reference);
                context.ungetService(reference);
            }
        });
    }

    public void open() {
        tracker.open();
    }

    @Override
    public void close() {
        tracker.close();
    }

    private void add(ServiceReference<ModuleBinding> reference, ModuleBinding binding) {
        if (!(reference.getProperty(FunctionProperties.MODULE) instanceof String module)) {
            LOG.error(
                    "the binding of {} in {} names no module: register it with the property {}",
                    binding.type().getName(),
                    reference.getBundle(),
                    FunctionProperties.MODULE);
            return;
        }
        Bound bound = new Bound(reference.getBundle().getBundleContext(), binding.type(), module);
        synchronized (this) {
            bindings.put(reference, bound);
        }
        publish(bound);
    }

    private void remove(ServiceReference<ModuleBinding> reference) {
        Bound bound;
        synchronized (this) {
            bound = bindings.remove(reference);
        }
        if (bound != null) {
            withdraw(bound);
        }
    }

    /** A module of this name has become active, or another version of it has taken its place. */
    public void activated(String module) {
        of(module).forEach(this::publish);
    }

    /** Another revision serves in the place of the one that did; what was bound to that follows it by itself. */
    public void swapped(String module) {
        for (Bound bound : of(module)) {
            ServiceRegistration<?> registration = bound.registration.get();
            try {
                if (registration == null) {
                    publish(bound);
                } else {
                    registration.setProperties(properties(bound).ofModule());
                }
            } catch (IllegalStateException e) {
                LOG.debug("the framework took the bound service back already", e);
            }
        }
    }

    /** The module of this name is about to close. */
    public void closing(String module) {
        of(module).forEach(BindingWhiteboard::withdraw);
    }

    private synchronized List<Bound> of(String module) {
        return bindings.values().stream()
                .filter(bound -> bound.module.equals(module))
                .toList();
    }

    private void publish(Bound bound) {
        if (!isActive(bound.module)) {
            return;
        }
        try {
            register(bound, bound.type);
        } catch (KernelException e) {
            LOG.error("{}", e.problem());
        } catch (IllegalStateException e) {
            LOG.debug("{} stopped before {} could be bound for it", bound.owner, bound.type, e);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("{} cannot be bound to module {}", bound.type, bound.module, e);
        }
        if (!isActive(bound.module)) {
            // It was closed meanwhile, and may have gone before this service was there to be taken back.
            withdraw(bound);
        }
    }

    private boolean isActive(String module) {
        return table.find(module).filter(table::isServing).isPresent();
    }

    private <T> void register(Bound bound, Class<T> type) {
        T proxy = TypedModule.bind(type, bound.module, table::findFunction);
        unregister(bound.registration.getAndSet(
                bound.owner.registerService(type, proxy, properties(bound).ofModule())));
    }

    private ServiceProperties properties(Bound bound) {
        ModuleEntry entry = table.find(bound.module).orElseThrow(IllegalStateException::new);
        return new ServiceProperties(
                entry.name(), entry.descriptor().version(), entry.headers().revision());
    }

    private static void withdraw(Bound bound) {
        unregister(bound.registration.getAndSet(null));
    }

    private static void unregister(@Nullable ServiceRegistration<?> registration) {
        try {
            if (registration != null) {
                registration.unregister();
            }
        } catch (IllegalStateException e) {
            LOG.debug("the framework took the bound service back already", e);
        }
    }
}
