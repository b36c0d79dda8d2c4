package org.kernos.deployer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.kernos.api.BootReport;
import org.kernos.api.KernelFunction;
import org.kernos.api.LoadOptions;
import org.kernos.api.Message;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.ModuleState;
import org.kernos.api.Outcome;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.RevisionRecord;
import org.kernos.api.SwapReport;
import org.osgi.framework.Version;

/**
 * A container in which a module is a directory with a file {@code module.txt}: name, version, what it needs, and with which problem loading
 * or swapping it fails. Notes what it is asked to change.
 */
final class FakeContainer implements ModuleContainer, ModuleRegistry {

    static final String FILE = "module.txt";

    final List<String> asked = new ArrayList<>();
    final Map<String, ModuleInfo> modules = new TreeMap<>();
    private final Map<String, Properties> contents = new TreeMap<>();
    private final Map<String, Long> revisions = new TreeMap<>();
    /** Thrown by the next operation, once. */
    RuntimeException thrown;

    private void note(String request) {
        asked.add(request);
        RuntimeException next = thrown;
        thrown = null;
        if (next != null) {
            throw next;
        }
    }

    /** What has been asked for since the last time. */
    List<String> takeAsked() {
        List<String> taken = List.copyOf(asked);
        asked.clear();
        return taken;
    }

    private static Properties read(Path directory) throws ModuleException {
        Properties module = new Properties();
        try (var in = Files.newBufferedReader(directory.resolve(FILE))) {
            module.load(in);
        } catch (IOException e) {
            throw new ModuleException(Problem.of(ProblemCode.MODULE_NOT_FOUND, "no module in '" + directory + "'"));
        }
        return module;
    }

    private static ModuleDescriptor descriptor(Properties module) {
        Version version = Version.parseVersion(module.getProperty("version", "1.0.0"));
        return new ModuleDescriptor(
                module.getProperty("name"), version, "test", "test", List.of(), List.of(), Map.of());
    }

    @Override
    public ModuleDescriptor describe(String name, LoadOptions options) throws ModuleException {
        return descriptor(read(Path.of(name)));
    }

    /** As if it had been loaded from there without the deployer. */
    ModuleInfo put(Properties module, Path directory, ModuleState state) {
        ModuleDescriptor descriptor = descriptor(module);
        long revision = revisions.merge(descriptor.name(), 1L, Long::sum);
        ModuleInfo info =
                new ModuleInfo(7, descriptor, state, revision, directory.toString(), List.of(), List.of(), Map.of());
        modules.put(descriptor.name(), info);
        contents.put(descriptor.name(), module);
        return info;
    }

    void remove(String module) {
        modules.remove(module);
        contents.remove(module);
    }

    @Override
    public BootReport loadAll(List<Path> directories) {
        note("load " + directories.stream().map(Path::getFileName).toList());
        List<ModuleInfo> active = new ArrayList<>();
        Map<String, List<Problem>> refused = new LinkedHashMap<>();
        List<Path> left = new ArrayList<>(directories);
        for (int before = -1; before != left.size(); ) {
            before = left.size();
            left.removeIf(directory -> load(directory, active));
        }
        for (Path directory : left) {
            try {
                refused.put(directory.toString(), List.of(problem(read(directory))));
            } catch (ModuleException e) {
                refused.put(directory.toString(), e.problems());
            }
        }
        return new BootReport(active, refused, Duration.ZERO);
    }

    private boolean load(Path directory, List<ModuleInfo> active) {
        try {
            Properties module = read(directory);
            if (module.containsKey("fails") || !needsAreThere(module)) {
                return false;
            }
            active.add(put(module, directory, ModuleState.ACTIVE));
            return true;
        } catch (ModuleException e) {
            return false;
        }
    }

    private boolean needsAreThere(Properties module) {
        return !module.containsKey("needs") || modules.containsKey(module.getProperty("needs"));
    }

    private static Problem problem(Properties module) {
        return module.containsKey("fails")
                ? Problem.of(ProblemCode.valueOf(module.getProperty("fails")), "it fails")
                : Problem.of(ProblemCode.DEPENDENCY_MISSING, "needs " + module.getProperty("needs"))
                        .fix("load it first");
    }

    @Override
    public SwapReport swap(String module, Path directory) {
        note("swap " + module + " " + directory.getFileName());
        ModuleInfo old = modules.get(module);
        try {
            Properties fresh = read(directory);
            if (fresh.equals(contents.get(module))) {
                return report(old, old, SwapReport.Result.UNCHANGED, List.of());
            } else if (fresh.containsKey("fails") || !needsAreThere(fresh)) {
                return report(old, old, SwapReport.Result.ROLLED_BACK, List.of(problem(fresh)));
            }
            return report(old, put(fresh, directory, old.state()), SwapReport.Result.SWITCHED, List.of());
        } catch (ModuleException e) {
            return report(old, old, SwapReport.Result.REFUSED, e.problems());
        }
    }

    private static SwapReport report(
            ModuleInfo old, ModuleInfo fresh, SwapReport.Result result, List<Problem> problems) {
        return new SwapReport(
                old.name(),
                result,
                old.revision(),
                old.descriptor().version(),
                fresh.revision(),
                fresh.descriptor().version(),
                Instant.EPOCH,
                List.of(),
                0,
                Duration.ZERO,
                problems);
    }

    @Override
    public Outcome uninstall(String module, boolean force) {
        note("uninstall " + module);
        ModuleInfo info = modules.get(module);
        Optional<String> dependent = contents.entrySet().stream()
                .filter(each -> module.equals(each.getValue().getProperty("needs")))
                .map(Map.Entry::getKey)
                .findFirst();
        if (dependent.isPresent() && !force) {
            return new Outcome.Refused(
                    List.of(Problem.of(ProblemCode.HAS_DEPENDENTS, dependent.get() + " depends on it")));
        }
        remove(module);
        return new Outcome.Done(List.of(info), List.of());
    }

    @Override
    public ModuleRegistry registry() {
        return this;
    }

    @Override
    public List<ModuleInfo> modules() {
        return List.copyOf(modules.values());
    }

    @Override
    public Optional<ModuleInfo> findModule(String name) {
        return Optional.ofNullable(modules.get(name));
    }

    @Override
    public Outcome load(String name, LoadOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome loadFromMemory(String name, byte[] content) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome install(Path directory, LoadOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome start(String module) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome stop(String module, boolean force) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SwapReport swap(String module) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SwapReport rollback(String module) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RevisionRecord> history(String module) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome pause(String module) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome resume(String module) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Message> send(String module, Message message, Duration limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isLoadAllowed() {
        return true;
    }

    @Override
    public void lock() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<KernelFunction> functions() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<KernelFunction> findFunction(String qualifiedName) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long changes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Problem> why(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ModuleInfo> providers(ModuleInfo module) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ModuleInfo> dependents(String module) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> loadOrder() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> stopOrder() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T bind(Class<T> type, String module) {
        throw new UnsupportedOperationException();
    }
}
