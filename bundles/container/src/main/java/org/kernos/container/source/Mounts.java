package org.kernos.container.source;

import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kernos.api.source.Coordinator;
import org.kernos.api.source.ModuleSourceResolver;
import org.kernos.spi.NearNames;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * What is mounted where: services, and nothing beside them. A component of its own, as what is mounted outlives a change of the container's
 * configuration.
 */
@Component(service = Mounts.class, immediate = true, configurationPolicy = ConfigurationPolicy.IGNORE)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=org.kernos.api.source.Coordinator",
        effective = "active")
public final class Mounts implements ServiceFactory<Coordinator>, AutoCloseable {

    private final ServiceTracker<Object, Object> mounted;
    /** Our own account of the tracker's services: it has one before those that follow are told of it. */
    private final Map<ServiceReference<Object>, Object> present = new ConcurrentHashMap<>();

    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private final ServiceRegistration<?> registration;
    private final Map<Key, ServiceRegistration<?>> own = new ConcurrentHashMap<>();

    private record Key(long bundle, String point) {}

    @Activate
    public Mounts(BundleContext context) {
        mounted = new ServiceTracker<>(context, services(), tracked(context));
        mounted.open();
        registration = context.registerService(Coordinator.class.getName(), this, null);
    }

    private static Filter services() {
        try {
            return FrameworkUtil.createFilter("(|(" + Constants.OBJECTCLASS + "=" + ModuleSourceResolver.class.getName()
                    + ")(" + Coordinator.MOUNT_POINT + "=*))");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private ServiceTrackerCustomizer<Object, Object> tracked(BundleContext context) {
        return new ServiceTrackerCustomizer<>() {
            @Override
            public @Nullable Object addingService(ServiceReference<Object> reference) {
                Object service = context.getService(reference);
                if (service != null) {
                    present.put(reference, service);
                    tell(reference);
                }
                return service;
            }

            @Override
            public void modifiedService(ServiceReference<Object> reference, Object service) {
                tell(reference);
            }

            @Override
            public void removedService(ServiceReference<Object> reference, Object service) {
                present.remove(reference);
                context.ungetService(reference);
                if (findResolver().isPresent()) {
                    tell(reference);
                }
            }
        };
    }

    private void tell(ServiceReference<?> reference) {
        if (ModuleSourceResolver.MOUNT_POINT.equals(pointOf(reference))) {
            followers.forEach(Runnable::run);
        }
    }

    /** Has this run when another resolver may be the one to ask: one comes, gets another ranking, or goes and leaves others, on the thread of that. */
    public void follow(Runnable follower) {
        followers.add(follower);
    }

    public void unfollow(Runnable follower) {
        followers.remove(follower);
    }

    /** The resolver to ask. */
    public Optional<MountedResolver> findResolver() {
        return find(ModuleSourceResolver.MOUNT_POINT).flatMap(reference -> {
            Object service = present.get(reference);
            return service instanceof ModuleSourceResolver resolver
                    ? Optional.of(MountedResolver.of(reference, resolver))
                    : Optional.empty();
        });
    }

    private Optional<ServiceReference<Object>> find(String point) {
        return present.keySet().stream()
                .filter(reference -> point.equals(pointOf(reference)))
                .max(Comparator.naturalOrder());
    }

    /** Whoever registers a resolver has mounted it; who only says so has not. */
    private static @Nullable String pointOf(ServiceReference<?> reference) {
        if (List.of((String[]) reference.getProperty(Constants.OBJECTCLASS))
                .contains(ModuleSourceResolver.class.getName())) {
            return ModuleSourceResolver.MOUNT_POINT;
        }
        return reference.getProperty(Coordinator.MOUNT_POINT) instanceof String point
                        && !point.equals(ModuleSourceResolver.MOUNT_POINT)
                ? point
                : null;
    }

    @Override
    public Coordinator getService(Bundle bundle, ServiceRegistration<Coordinator> service) {
        return new BundleCoordinator(bundle);
    }

    /** What a bundle has mounted stays while the bundle is active, whether or not it keeps the coordinator. */
    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<Coordinator> service, Coordinator coordinator) {
        if (bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING) {
            own.keySet().removeIf(key -> key.bundle() == bundle.getBundleId());
        }
    }

    @Deactivate
    @Override
    public void close() {
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            // The framework has done so before.
        }
        own.values().forEach(Mounts::withdraw);
        own.clear();
        mounted.close();
    }

    private static void withdraw(@Nullable ServiceRegistration<?> registration) {
        try {
            if (registration != null) {
                registration.unregister();
            }
        } catch (IllegalStateException e) {
            // It went with its bundle.
        }
    }

    /** As one bundle sees it. */
    private final class BundleCoordinator implements Coordinator {

        private final Bundle bundle;

        BundleCoordinator(Bundle bundle) {
            this.bundle = bundle;
        }

        @Override
        public void mount(String point, Object object) {
            if (point.isBlank()) {
                throw new IllegalArgumentException("a mount point needs a name");
            }
            boolean forResolvers = point.equals(ModuleSourceResolver.MOUNT_POINT);
            if (forResolvers && !(object instanceof ModuleSourceResolver)) {
                throw new IllegalArgumentException(
                        "'" + point + "' takes a " + ModuleSourceResolver.class.getSimpleName() + " and no "
                                + object.getClass().getName());
            }
            Hashtable<String, Object> properties = new Hashtable<>();
            properties.put(MOUNT_POINT, point);
            String type = (forResolvers ? ModuleSourceResolver.class : Object.class).getName();
            withdraw(own.put(
                    new Key(bundle.getBundleId(), point),
                    bundle.getBundleContext().registerService(type, object, properties)));
        }

        @Override
        public void unmount(String point) {
            ServiceRegistration<?> former = own.remove(new Key(bundle.getBundleId(), point));
            if (former == null) {
                throw new IllegalArgumentException(
                        "'" + bundle.getSymbolicName() + "' has mounted nothing at '" + point + "'");
            }
            withdraw(former);
        }

        @Override
        public Object get(String point) {
            return find(point).map(present::get).orElseThrow(() -> missing(point));
        }

        private NoSuchElementException missing(String point) {
            List<String> points = points();
            List<String> near = NearNames.of(point, points);
            return new NoSuchElementException("nothing is mounted at '" + point + "', mounted are: "
                    + (points.isEmpty() ? "none" : String.join(", ", points))
                    + (near.isEmpty() ? "" : "; did you mean " + String.join(", ", near)));
        }

        @Override
        public List<String> points() {
            return present.keySet().stream()
                    .map(Mounts::pointOf)
                    .flatMap(Stream::ofNullable)
                    .distinct()
                    .sorted()
                    .toList();
        }
    }
}
