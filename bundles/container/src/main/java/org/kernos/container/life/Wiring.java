package org.kernos.container.life;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.kernos.api.Dependency;
import org.kernos.container.bundle.BundleSynthesizer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is wired to whom: the framework's answer, never a resolver of our own beside it. */
public final class Wiring {

    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
    private static final Duration REFRESH_LIMIT = Duration.ofSeconds(30);

    private final FrameworkWiring framework;

    public Wiring(BundleContext context) {
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }

    /** Resolves all of these in one step, which costs a quarter of doing it one by one (architecture N-7). */
    public void resolve(Collection<Bundle> bundles) {
        framework.resolveBundles(bundles);
    }

    /**
     * Lets the dependents of a removed bundle forget it, so that they can be wired to its successor; without this they stay
     * wired to what is gone. Waits for the framework to have done so.
     */
    public void forget(Bundle removed) {
        refresh(removed, () -> {});
    }

    /**
     * Wires a bundle and all that are wired to it anew, which stops and starts them. Waits for the framework to have done so, but not
     * forever.
     *
     * @param afterwards is called once it has, however late
     */
    void refresh(Bundle bundle, Runnable afterwards) {
        CountDownLatch done = new CountDownLatch(1);
        framework.refreshBundles(List.of(bundle), event -> {
            try {
                afterwards.run();
            } finally {
                done.countDown();
            }
        });
        try {
            if (!done.await(REFRESH_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("the framework has not refreshed {} and its dependents within {}", bundle, REFRESH_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The bundle itself, and all that are wired to it or to one of its former contents, directly or through others. */
    Collection<Bundle> dependentsOf(Bundle bundle) {
        return framework.getDependencyClosure(List.of(bundle));
    }

    /** How many contents from before its updates the framework keeps for a bundle, because others are wired to them. */
    int formerContents(Bundle bundle) {
        BundleRevisions contents = bundle.adapt(BundleRevisions.class);
        return contents == null ? 0 : contents.getRevisions().size() - 1;
    }

    /** The bundles of the modules this one is wired to. */
    public Set<Bundle> providers(Bundle bundle) {
        Set<Bundle> providers = new LinkedHashSet<>();
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null) {
            for (BundleWire wire : wiring.getRequiredWires(null)) {
                if (BundleSynthesizer.isDependency(wire.getRequirement().getNamespace())) {
                    providers.add(wire.getProvider().getBundle());
                }
            }
        }
        providers.remove(bundle);
        return providers;
    }

    /**
     * Who depends on whom among these: for each bundle those that are wired to it. Read from the dependents' side: after an
     * update of a provider they stay wired to its former content, which its own wiring does not tell.
     */
    public Map<Bundle, Set<Bundle>> dependents(Collection<Bundle> bundles) {
        Map<Bundle, Set<Bundle>> dependents = new HashMap<>();
        for (Bundle dependent : bundles) {
            for (Bundle provider : providers(dependent)) {
                dependents
                        .computeIfAbsent(provider, key -> new LinkedHashSet<>())
                        .add(dependent);
            }
        }
        return dependents;
    }

    static boolean isOptional(ModuleEntry entry, Bundle provider) {
        String name = moduleName(provider);
        return entry.descriptor().dependencies().stream()
                .anyMatch(dependency ->
                        dependency.optional() && dependency.module().equals(name));
    }

    public static String moduleName(Bundle bundle) {
        String name = String.valueOf(bundle.getSymbolicName());
        return name.startsWith(BundleSynthesizer.NAME_PREFIX)
                ? name.substring(BundleSynthesizer.NAME_PREFIX.length())
                : name;
    }

    public static boolean satisfies(Dependency dependency, ModuleEntry candidate) {
        return dependency.isMetBy(candidate.name(), candidate.descriptor().version());
    }
}
