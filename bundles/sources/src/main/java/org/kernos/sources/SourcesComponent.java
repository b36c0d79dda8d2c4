package org.kernos.sources;

import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kernos.api.source.Coordinator;
import org.kernos.api.source.FetchListener;
import org.kernos.api.source.ModuleSourceResolver;
import org.kernos.sources.maven.MavenArchives;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Mounts a {@link LayeredResolver} while the configuration holds. It is ranked low: a resolver of anybody else's takes its place. A change of the
 * configuration mounts a new one, which may answer otherwise than the former.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = SourcesConfiguration.PID)
@Designate(ocd = SourcesConfiguration.class)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=org.kernos.api.source.ModuleSourceResolver",
        effective = "active")
public final class SourcesComponent {

    static final int RANKING = -100;

    private final ServiceRegistration<ModuleSourceResolver> registration;
    private final GitRepositories git;
    private final MavenArchives archives;

    /** Those who show people what is fetched. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<FetchListener> listeners = List.of();

    /**
     * @throws IllegalArgumentException when a value is out of its range
     */
    @Activate
    public SourcesComponent(BundleContext context, Map<String, Object> properties) {
        Path working = Path.of("").toAbsolutePath();
        SourcesSettings settings = SourcesSettings.of(key -> configured(key, properties.get(key), context), working);
        SourceCache cache = new SourceCache(
                settings.cache()
                        .orElseGet(() -> context.getDataFile("cache").toPath().toAbsolutePath()),
                new FetchReports(System::nanoTime, () -> listeners));
        git = new GitRepositories(cache, settings.silence());
        archives = new MavenArchives(settings.maven());
        SourceHints hints = new SourceHints(Schemes.all(working, cache, git, archives));
        LayeredResolver resolver =
                new LayeredResolver(settings.profile().layers(settings, hints, cache, new FrameworkView(context)));
        Hashtable<String, Object> service = new Hashtable<>();
        service.put(Constants.SERVICE_RANKING, RANKING);
        service.put(Coordinator.MOUNT_POINT, ModuleSourceResolver.MOUNT_POINT);
        service.put("kernos.sources.profile", settings.profile().word());
        service.put("kernos.sources.layers", resolver.layers().toArray(new String[0]));
        registration = context.registerService(ModuleSourceResolver.class, resolver, service);
    }

    private static @Nullable String configured(String key, @Nullable Object value, BundleContext context) {
        if (value instanceof String[] list) {
            return String.join(",", list);
        }
        return value == null ? context.getProperty(key) : value.toString();
    }

    @Deactivate
    public void stop() {
        registration.unregister();
        git.close();
        archives.close();
    }
}
