package org.kernos.container.life;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** What a module needs that we know how to judge: other modules, and a runtime. */
    private static final List<String> NAMESPACES =
            List.of(BundleSynthesizer.MODULE_NAMESPACE, BundleSynthesizer.RUNTIME_NAMESPACE);

    private final BundleContext context;
    private final Map<BundleRevision, Boolean> resolvable = new HashMap<>();
    private final List<BundleCapability> providers = new ArrayList<>();

    private HighestVersionHook(BundleContext context) {
        this.context = context;
    }

    public static ResolverHookFactory factory(BundleContext context) {
        return triggers -> new HighestVersionHook(context);
    }

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        if (candidates.size() < 2 || !requirement.getNamespace().equals(BundleSynthesizer.MODULE_NAMESPACE)) {
            return;
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

    private static List<BundleRequirement> requirementsOf(BundleRevision revision) {
        return NAMESPACES.stream()
                .flatMap(namespace -> revision.getDeclaredRequirements(namespace).stream())
                .filter(requirement ->
                        !"optional".equals(requirement.getDirectives().get("resolution")))
                .toList();
    }

    private boolean hasProvider(BundleRequirement requirement, Set<BundleRevision> onPath) {
        collectProviders();
        return providers.stream()
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
                NAMESPACES.forEach(namespace -> providers.addAll(revision.getDeclaredCapabilities(namespace)));
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
