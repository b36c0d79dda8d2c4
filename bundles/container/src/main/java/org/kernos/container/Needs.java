package org.kernos.container;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Dependency;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.source.RequestedModule;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ModuleTable;
import org.kernos.container.resolve.Node;
import org.kernos.container.source.Answers;
import org.kernos.container.source.Answers.Answer;
import org.osgi.framework.Bundle;

/**
 * What modules that are to be loaded need and is neither among them nor installed, and how far a resolver has supplied it. Dependencies
 * without which a module works do not count. Looks at the state of this moment, so it is made anew for each try of a load.
 */
final class Needs {

    private final ModuleTable table;
    private final Answers answers;
    private final Map<Path, Node> candidates = new LinkedHashMap<>();
    private final Map<String, List<Node>> byName = new HashMap<>();
    private final IdentityHashMap<Answer.Found, Node> supplied = new IdentityHashMap<>();
    private final Map<Node, Path> directories = new HashMap<>();
    private final Map<ModuleEntry, Node> unresolved = new HashMap<>();
    private final Map<Node, Followed> followed = new HashMap<>();

    /**
     * Where a module's dependencies lead.
     *
     * @param to modules of this load, and installed ones that are not resolved themselves
     * @param missing what nobody has
     */
    private record Followed(List<Node> to, List<Dependency> missing) {}

    private Needs(ModuleTable table, Answers answers) {
        this.table = table;
        this.answers = answers;
    }

    /** What candidates need; nothing where there is nobody to ask. */
    static Needs of(Collection<ModuleCandidate> candidates, ModuleTable table, Answers answers) {
        Needs needs = new Needs(table, answers);
        if (!answers.canBeAsked()) {
            return needs;
        }
        for (ModuleCandidate candidate : candidates) {
            Node node = Node.of(candidate.descriptor());
            needs.candidates.put(candidate.directory(), node);
            needs.byName.computeIfAbsent(node.name(), name -> new ArrayList<>()).add(node);
        }
        needs.candidates.values().forEach(needs::reached);
        return needs;
    }

    /** The module and all that its dependencies lead to. */
    private Set<Node> reached(Node start) {
        Set<Node> reached = new LinkedHashSet<>(List.of(start));
        Deque<Node> todo = new ArrayDeque<>(reached);
        while (!todo.isEmpty()) {
            Followed next = follow(todo.remove());
            next.to().stream().filter(reached::add).forEach(todo::add);
        }
        return reached;
    }

    private Followed follow(Node node) {
        Followed known = followed.get(node);
        if (known == null) {
            known = new Followed(new ArrayList<>(), new ArrayList<>());
            followed.put(node, known);
            for (Dependency dependency : node.dependencies()) {
                if (!dependency.optional()) {
                    follow(dependency, known);
                }
            }
        }
        return known;
    }

    private void follow(Dependency dependency, Followed followed) {
        Predicate<Node> fits = node -> dependency.isMetBy(node.name(), node.version());
        List<ModuleEntry> installed = table.all(dependency.module()).stream()
                .filter(entry ->
                        dependency.isMetBy(entry.name(), entry.descriptor().version()))
                .toList();
        if (installed.stream().anyMatch(Needs::isResolved)) {
            return;
        }
        Optional<Node> provider = byName.getOrDefault(dependency.module(), List.of()).stream()
                .filter(fits)
                .findFirst()
                .or(() -> installed.stream().map(this::node).findFirst())
                .or(() -> answers.found(dependency.module()).stream()
                        .map(this::node)
                        .filter(fits)
                        .findFirst());
        provider.ifPresentOrElse(followed.to()::add, () -> followed.missing().add(dependency));
    }

    private static boolean isResolved(ModuleEntry entry) {
        int state = entry.bundle().getState();
        return state != Bundle.INSTALLED && state != Bundle.UNINSTALLED;
    }

    private Node node(ModuleEntry entry) {
        return unresolved.computeIfAbsent(entry, each -> Node.of(each.descriptor()));
    }

    private Node node(Answer.Found found) {
        return supplied.computeIfAbsent(found, each -> {
            Node node = Node.of(each.descriptor());
            directories.put(node, each.directory());
            return node;
        });
    }

    /** The candidates that wait until the resolver was asked; what for is noted. */
    Set<Path> awaiting() {
        Set<Path> awaiting = new LinkedHashSet<>();
        candidates.forEach((directory, node) -> {
            for (Dependency dependency : missing(node)) {
                if (!answers.isExpected(dependency.module()) && answers.want(request(dependency))) {
                    awaiting.add(directory);
                }
            }
        });
        return awaiting;
    }

    private List<Dependency> missing(Node node) {
        return reached(node).stream()
                .flatMap(each -> follow(each).missing().stream())
                .toList();
    }

    private static RequestedModule request(Dependency dependency) {
        return new RequestedModule(dependency.module(), dependency.source());
    }

    /** The directories of the modules that a resolver has supplied for candidates that lack nothing. */
    Set<Path> supplies() {
        Set<Path> supplies = new LinkedHashSet<>();
        if (!supplied.isEmpty()) {
            for (Node node : candidates.values()) {
                Set<Node> reached = reached(node);
                if (reached.stream().allMatch(each -> follow(each).missing().isEmpty())) {
                    reached.stream()
                            .map(directories::get)
                            .filter(each -> each != null)
                            .forEach(supplies::add);
                }
            }
        }
        return supplies;
    }

    /** What the resolver has said of everything that keeps a candidate from being loaded. */
    List<Problem> answersFor(Path directory, @Nullable Place place) {
        Node candidate = candidates.get(directory);
        if (candidate == null) {
            return List.of();
        }
        Set<Problem> problems = new LinkedHashSet<>();
        for (Node node : reached(candidate)) {
            for (Dependency dependency : follow(node).missing()) {
                answers.find(request(dependency)).ifPresent(answer -> {
                    if (answer instanceof Answer.Failed failed) {
                        problems.addAll(failed.problems());
                    } else if (answer instanceof Answer.Found found) {
                        problems.add(otherVersion(node, dependency, found).at(place));
                    }
                });
            }
        }
        return List.copyOf(problems);
    }

    private Problem otherVersion(Node node, Dependency dependency, Answer.Found found) {
        return Problem.of(
                        ProblemCode.VERSION_CONFLICT,
                        "module '" + node.name() + "' needs " + dependency + ", and " + answers.resolverName()
                                + ", has version " + found.descriptor().version() + " of it, in '"
                                + found.directory() + "'")
                .fix("have the resolver find a version in that range: by the hint 'source' of the dependency, say");
    }
}
