package org.kernos.api.interfaces;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Version;

/**
 * An interface as a provider offers it, or as a consumer was compiled against it (helix X-4).
 *
 * @param methods by unique names; empty where a header names the interface alone
 */
public record InterfaceDefinition(String name, Version version, List<MethodSignature> methods) {

    /**
     * @throws IllegalArgumentException when two methods have one name
     */
    public InterfaceDefinition {
        methods = List.copyOf(methods);
        if (methods.stream().map(MethodSignature::name).distinct().count() != methods.size()) {
            throw new IllegalArgumentException("interface '" + name + "' has two methods of one name");
        }
    }

    public InterfaceId id() {
        return InterfaceId.of(name);
    }

    /**
     * <em>Validate</em>: the methods that a provider of this interface has not registered.
     *
     * @param registered the names of the functions the provider has
     */
    public List<MethodSignature> missingIn(Collection<String> registered) {
        return methods.stream()
                .filter(method -> !registered.contains(method.name()))
                .toList();
    }

    /**
     * <em>Match</em>: how a provider's interface differs from this one, which its consumer was compiled against. Version
     * {@code a.b} is content with {@code a.c} where {@code c >= b}, and every method of this one has to be the same there.
     *
     * @return one sentence for each difference, empty when the consumer works with this provider
     */
    public List<String> differencesOf(InterfaceDefinition provider) {
        List<String> differences = new ArrayList<>();
        Version offered = provider.version();
        if (offered.getMajor() != version.getMajor() || offered.getMinor() < version.getMinor()) {
            differences.add("interface " + name + " has version " + offered + ", expected " + version.getMajor() + "."
                    + version.getMinor() + " or a later one of " + version.getMajor());
        }
        Map<String, MethodSignature> there = new LinkedHashMap<>();
        provider.methods().forEach(method -> there.put(method.name(), method));
        for (MethodSignature method : methods) {
            MethodSignature other = there.get(method.name());
            if (other == null) {
                differences.add("interface " + name + " has no method " + method);
            } else if (!other.arguments().equals(method.arguments())
                    || !other.returns().equals(method.returns())) {
                differences.add("method " + other + " of interface " + name + " was expected as " + method);
            }
        }
        return differences;
    }

    /** {@code Scheduler 1.0.0 [00000000deadbeef]}. */
    @Override
    public String toString() {
        return name + " " + version + " [" + id() + "]";
    }
}
