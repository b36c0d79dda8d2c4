package org.kernos.container.resolve;

import java.util.Comparator;
import java.util.List;
import org.kernos.api.Dependency;
import org.kernos.api.ModuleDescriptor;
import org.osgi.framework.Version;

/** A module as the resolver sees it. Two nodes are never the same, whatever they hold. */
public final class Node {

    static final Comparator<Node> BY_NAME_AND_VERSION =
            Comparator.comparing(Node::name).thenComparing(Node::version);

    private final String name;
    private final Version version;
    private final List<Dependency> dependencies;

    public Node(String name, Version version, List<Dependency> dependencies) {
        this.name = name;
        this.version = version;
        this.dependencies = List.copyOf(dependencies);
    }

    public static Node of(ModuleDescriptor descriptor) {
        return new Node(descriptor.name(), descriptor.version(), descriptor.dependencies());
    }

    public String name() {
        return name;
    }

    public Version version() {
        return version;
    }

    public List<Dependency> dependencies() {
        return dependencies;
    }

    /** {@code alu 1.0.0}. */
    @Override
    public String toString() {
        return name + " " + version;
    }
}
