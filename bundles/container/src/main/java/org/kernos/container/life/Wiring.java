package org.kernos.container.life;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.kernos.api.Dependency;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.container.bundle.BundleSynthesizer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
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
        CountDownLatch done = new CountDownLatch(1);
        framework.refreshBundles(List.of(removed), event -> done.countDown());
        try {
            if (!done.await(REFRESH_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("the framework has not refreshed the dependents of {} within {}", removed, REFRESH_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The bundles of the modules this one is wired to. */
    public Set<Bundle> providers(Bundle bundle) {
        Set<Bundle> providers = new LinkedHashSet<>();
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null) {
            for (BundleWire wire : wiring.getRequiredWires(BundleSynthesizer.MODULE_NAMESPACE)) {
                providers.add(wire.getProvider().getBundle());
            }
        }
        providers.remove(bundle);
        return providers;
    }

    /** The bundles of the modules that are wired to this one. */
    public Set<Bundle> dependents(Bundle bundle) {
        Set<Bundle> dependents = new LinkedHashSet<>();
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null) {
            for (BundleWire wire : wiring.getProvidedWires(BundleSynthesizer.MODULE_NAMESPACE)) {
                dependents.add(wire.getRequirer().getBundle());
            }
        }
        dependents.remove(bundle);
        return dependents;
    }

    /**
     * Starts what a module is wired to, for the case that it was started alone; an optional provider that fails does not
     * count.
     *
     * @throws ModuleException naming every provider that cannot be started
     */
    public void startProviders(ModuleEntry entry) throws ModuleException {
        List<Problem> problems = new ArrayList<>(uninstalledProviders(entry));
        for (Bundle provider : providers(entry.bundle())) {
            int state = provider.getState();
            if (state == Bundle.ACTIVE || state == Bundle.STARTING || state == Bundle.UNINSTALLED) {
                continue;
            }
            try {
                provider.start(Bundle.START_TRANSIENT);
            } catch (BundleException e) {
                if (!isOptional(entry, provider)) {
                    problems.add(providerFailed(entry, provider, e));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ModuleException(problems);
        }
    }

    /** A wire may lead to a bundle that is gone since: one that failed in the same load, for example. */
    public List<Problem> uninstalledProviders(ModuleEntry entry) {
        return providers(entry.bundle()).stream()
                .filter(provider -> provider.getState() == Bundle.UNINSTALLED && !isOptional(entry, provider))
                .map(provider -> providerFailed(
                        entry.name(), moduleName(provider), "it was uninstalled, kernel:why tells the reason"))
                .toList();
    }

    private static boolean isOptional(ModuleEntry entry, Bundle provider) {
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

    public static Problem providerFailed(ModuleEntry entry, Bundle provider, BundleException e) {
        return providerFailed(
                entry.name(),
                moduleName(provider),
                String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
    }

    public static Problem providerFailed(String module, String provider, String reason) {
        return Problem.of(
                        ProblemCode.PROVIDER_FAILED,
                        "module '" + module + "' needs '" + provider + "', which could not be started: " + reason)
                .fix("mend '" + provider + "' first; kernel:why " + provider + " says what is wrong with it");
    }

    public static boolean satisfies(Dependency dependency, ModuleEntry candidate) {
        return dependency.module().equals(candidate.name())
                && dependency
                        .requirement()
                        .range()
                        .includes(candidate.descriptor().version());
    }
}
