package org.kernos.container.life;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.kernos.container.bundle.BundleSynthesizer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Wires a module to the highest version that fits and can itself be resolved; the framework left alone takes the lowest
 * bundle id (architecture N-8). One instance serves one resolve operation.
 */
public final class HighestVersionHook implements ResolverHook {

    private final BundleContext context;
    private final Function<Bundle, Set<Bundle>> pinned;
    private final Map<BundleRevision, Boolean> resolvable = new HashMap<>();
    private final Map<String, List<BundleCapability>> providers = new HashMap<>();

    private HighestVersionHook(BundleContext context, Function<Bundle, Set<Bundle>> pinned) {
        this.context = context;
        this.pinned = pinned;
    }

    /**
     * @param pinned what a bundle has to be wired to whatever else there is; empty when that is free
     */
    public static ResolverHookFactory factory(BundleContext context, Function<Bundle, Set<Bundle>> pinned) {
        return triggers -> new HighestVersionHook(context, pinned);
    }

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        if (candidates.size() < 2 || !BundleSynthesizer.isDependency(requirement.getNamespace())) {
            return;
        }
        Set<Bundle> wanted = pinned.apply(requirement.getRevision().getBundle());
        if (candidates.stream().anyMatch(candidate -> wanted.contains(bundle(candidate)))) {
            candidates.removeIf(candidate -> !wanted.contains(bundle(candidate)));
        }
        BundleCapability best = null;
        for (BundleCapability candidate : candidates) {
            if (canResolve(candidate.getRevision(), new HashSet<>())
                    && (best == null || version(candidate).compareTo(version(best)) > 0)) {
                best = candidate;
            }
        }
        if (best != null) {
            BundleCapability chosen = best;
            candidates.removeIf(candidate -> candidate != chosen);
        }
    }

    private static Bundle bundle(BundleCapability capability) {
        return capability.getRevision().getBundle();
    }

    private boolean canResolve(BundleRevision revision, Set<BundleRevision> onPath) {
        if (revision.getWiring() != null || !onPath.add(revision)) {
            return true;
        }
        Boolean known = resolvable.get(revision);
        if (known == null) {
            known = requirementsOf(revision).stream().allMatch(requirement -> hasProvider(requirement, onPath));
            resolvable.put(revision, known);
        }
        onPath.remove(revision);
        return known;
    }

    /** What a module needs that we know how to judge: other modules, and a runtime. */
    private static boolean isJudged(String namespace) {
        return BundleSynthesizer.isDependency(namespace) || namespace.equals(BundleSynthesizer.RUNTIME_NAMESPACE);
    }

    private static List<BundleRequirement> requirementsOf(BundleRevision revision) {
        return revision.getDeclaredRequirements(null).stream()
                .filter(requirement -> isJudged(requirement.getNamespace()))
                .filter(requirement ->
                        !"optional".equals(requirement.getDirectives().get("resolution")))
                .toList();
    }

    private boolean hasProvider(BundleRequirement requirement, Set<BundleRevision> onPath) {
        collectProviders();
        return providers.getOrDefault(requirement.getNamespace(), List.of()).stream()
                .anyMatch(
                        capability -> requirement.matches(capability) && canResolve(capability.getRevision(), onPath));
    }

    private void collectProviders() {
        if (!providers.isEmpty()) {
            return;
        }
        for (Bundle bundle : context.getBundles()) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            if (revision != null) {
                revision.getDeclaredCapabilities(null).stream()
                        .filter(capability -> isJudged(capability.getNamespace()))
                        .forEach(capability -> providers
                                .computeIfAbsent(capability.getNamespace(), key -> new ArrayList<>())
                                .add(capability));
            }
        }
    }

    private static Version version(BundleCapability capability) {
        return capability.getAttributes().get("version") instanceof Version version ? version : Version.emptyVersion;
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
        // Every module may be resolved.
    }

    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> candidates) {
        // Modules are no singletons.
    }

    @Override
    public void end() {
        resolvable.clear();
        providers.clear();
    }
}
