package org.kernos.container.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.Problem;
import org.kernos.api.source.RequestedModule;

/**
 * What one resolver is to be asked for a load, and what it has answered so far. What is wanted is noted on the thread of operations and asked
 * elsewhere ({@link Inquiries}); then the load is tried again, with what was found.
 */
public final class Answers {

    /** What came of asking for a module. */
    public sealed interface Answer {

        /** The module's directory, with the module that was asked for in it. */
        record Found(Path directory, ModuleDescriptor descriptor) implements Answer {}

        /** There is none to be had; at least one problem. */
        record Failed(List<Problem> problems) implements Answer {
            public Failed {
                problems = List.copyOf(problems);
            }
        }
    }

    private final Optional<MountedResolver> resolver;
    private final Map<RequestedModule, Answer> given = new ConcurrentHashMap<>();
    private final Map<String, List<Answer.Found>> found = new ConcurrentHashMap<>();
    private final Set<RequestedModule> wanted = ConcurrentHashMap.newKeySet();
    private volatile Set<String> expected = Set.of();

    Answers(Optional<MountedResolver> resolver) {
        this.resolver = resolver;
    }

    /** Of nobody, who is not asked anything. */
    public static Answers none() {
        return new Answers(Optional.empty());
    }

    /** Who is asked. */
    Optional<MountedResolver> resolver() {
        return resolver;
    }

    /** Who is asked, for people; there is one when {@link #canBeAsked}. */
    public String resolverName() {
        return resolver.map(MountedResolver::name).orElse("no resolver");
    }

    /** Whether there is anybody to ask. */
    public boolean canBeAsked() {
        return resolver.isPresent();
    }

    public Optional<Answer> find(RequestedModule module) {
        return Optional.ofNullable(given.get(module));
    }

    /** What has been found under this name, whatever the hint. */
    public List<Answer.Found> found(String module) {
        return found.getOrDefault(module, List.of());
    }

    /** Says which modules are to come in another way, so that nobody is asked for them because others need them. */
    public void expect(Set<String> modules) {
        expected = Set.copyOf(modules);
    }

    public boolean isExpected(String module) {
        return expected.contains(module);
    }

    /** Notes what is to be asked before the load can go on; false when nobody can be, or was. */
    public boolean want(RequestedModule module) {
        boolean isWanted = canBeAsked() && !given.containsKey(module);
        if (isWanted) {
            wanted.add(module);
        }
        return isWanted;
    }

    /** Whether something is to be asked. */
    public boolean isAwaited() {
        return !wanted.isEmpty();
    }

    List<RequestedModule> wanted() {
        return List.copyOf(wanted);
    }

    int count() {
        return given.size();
    }

    void put(RequestedModule module, Answer answer) {
        if (answer instanceof Answer.Found supplied) {
            found.computeIfAbsent(module.name(), name -> new CopyOnWriteArrayList<>())
                    .add(supplied);
        }
        given.put(module, answer);
        wanted.remove(module);
    }
}
