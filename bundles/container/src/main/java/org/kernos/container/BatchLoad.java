package org.kernos.container;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kernos.api.BootReport;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleFlag;
import org.kernos.api.ModuleInfo;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.container.life.Attachments;
import org.kernos.container.life.Dependents;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ModuleTable;
import org.kernos.container.life.ResolutionProblems;
import org.kernos.container.life.StartProblems;
import org.kernos.container.life.Wiring;
import org.kernos.container.resolve.DependencyOrder;
import org.kernos.container.source.Answers;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads module directories together: reads all, installs what can be installed, resolves in one step where chains of
 * dependencies are not exceptionally long, starts providers first.
 * What fails on the way is taken back and reported, and does not keep the rest from going on. One object serves one load.
 */
final class BatchLoad {

    private static final Logger LOG = LoggerFactory.getLogger(BatchLoad.class);

    private final ModuleInstaller installer;
    private final Wiring wiring;
    private final Attachments attachments;
    private final ModuleTable table;
    private final ResolutionProblems resolution;

    private final Map<Path, List<Problem>> refused = new LinkedHashMap<>();
    /** The directories of modules whose author says that they may fail (helix X-10). */
    private final Set<Path> optional = new HashSet<>();

    private final Map<Path, ModuleEntry> installed = new LinkedHashMap<>();
    /** What each directory's module was before this load; empty for a new one. */
    private final Map<Path, Optional<Former>> former = new HashMap<>();

    /** The directories of modules that a resolver has supplied for others. */
    private Set<Path> supplies = Set.of();

    private final List<ModuleInfo> active = new ArrayList<>();
    private final List<ModuleInfo> waiting = new ArrayList<>();

    /** A module as it was before this load: its bundle's content is kept where this load replaces it. */
    private static final class Former {
        private final ModuleEntry entry;
        private final boolean wasActive;
        private final byte @Nullable [] content;

        Former(ModuleEntry entry, boolean wasActive, byte @Nullable [] content) {
            this.entry = entry;
            this.wasActive = wasActive;
            this.content = content;
        }
    }

    BatchLoad(
            ModuleInstaller installer,
            Wiring wiring,
            Attachments attachments,
            ModuleTable table,
            ResolutionProblems resolution) {
        this.installer = installer;
        this.wiring = wiring;
        this.attachments = attachments;
        this.table = table;
        this.resolution = resolution;
    }

    /**
     * What came of a load.
     *
     * @param loaded the directories whose modules are there now
     * @param waiting the modules that were started and wait for their runtime
     * @param awaiting the directories that were not touched, since the resolver has to be asked for what they need
     */
    record Result(BootReport report, Set<Path> loaded, List<ModuleInfo> waiting, Set<Path> awaiting) {}

    /**
     * Loads what can be loaded with what is there and what the resolver has answered.
     *
     * @param answers where what else is needed is noted
     */
    Result run(List<Path> directories, LoadOptions options, Answers answers) {
        long start = System.nanoTime();
        List<ModuleCandidate> candidates = read(directories, options);
        Needs needs = Needs.of(candidates, table, answers);
        Set<Path> awaiting = needs.awaiting();
        candidates.removeIf(candidate -> awaiting.contains(candidate.directory()));
        supplies = needs.supplies();
        candidates.addAll(readSupplies());
        install(candidates);
        resolve(needs);
        startAll();
        takeBackSupplies();
        return new Result(report(start), loaded(), List.copyOf(waiting), awaiting);
    }

    private Set<Path> loaded() {
        Set<Long> waitingBundles = waiting.stream().map(ModuleInfo::bundleId).collect(Collectors.toSet());
        return installed.entrySet().stream()
                .filter(each ->
                        !waitingBundles.contains(each.getValue().bundle().getBundleId()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private BootReport report(long start) {
        Map<String, List<Problem>> shown = new LinkedHashMap<>();
        Map<String, List<Problem>> shownOptional = new LinkedHashMap<>();
        refused.forEach((directory, problems) -> {
            (optional.contains(directory) ? shownOptional : shown).put(installer.show(directory), problems);
            table.refused(nameOf(directory), problems);
        });
        for (ModuleInfo module : waiting) {
            (isOptional(module.descriptor()) ? shownOptional : shown).put(module.from(), module.problems());
        }
        return new BootReport(active, shown, shownOptional, Duration.ofNanos(System.nanoTime() - start));
    }

    private static boolean isOptional(ModuleDescriptor descriptor) {
        return descriptor.traits().flags().contains(ModuleFlag.OPTIONAL);
    }

    private static String nameOf(Path directory) {
        Path name = directory.getFileName();
        return name == null ? "" : name.toString();
    }

    @FunctionalInterface
    private interface Step {
        void take() throws ModuleException, BundleException;
    }

    /** One module's step: whatever goes wrong in it is that module's problem alone. */
    private void guarded(Path directory, Step step) {
        try {
            step.take();
        } catch (ModuleException e) {
            refuse(directory, e.problems());
        } catch (BundleException e) {
            ModuleEntry entry = installed.get(directory);
            refuse(directory, entry == null ? List.of(unexpected(directory, e)) : StartProblems.of(entry, e));
        } catch (RuntimeException e) {
            LOG.error("{} could not be loaded", directory, e);
            refuse(directory, List.of(unexpected(directory, e)));
        }
    }

    private Problem unexpected(Path directory, Exception e) {
        return Problem.of(ProblemCode.FRAMEWORK, "loading '" + installer.show(directory) + "' ended with " + e)
                .fix("the log has the stack trace");
    }

    private List<ModuleCandidate> read(List<Path> directories, LoadOptions options) {
        List<ModuleCandidate> candidates = new ArrayList<>();
        for (Path directory : directories) {
            guarded(directory, () -> candidates.add(installer.read(directory, options)));
        }
        return candidates;
    }

    /** Nobody has asked for these by name: one that is active with another content is not stopped for them. */
    private List<ModuleCandidate> readSupplies() {
        List<ModuleCandidate> candidates = new ArrayList<>();
        for (Path directory : supplies) {
            guarded(directory, () -> {
                ModuleCandidate candidate = installer.read(directory, LoadOptions.NONE);
                installer.refuseActive(candidate);
                candidates.add(candidate);
            });
        }
        return candidates;
    }

    private void install(List<ModuleCandidate> candidates) {
        candidates.stream()
                .filter(candidate -> isOptional(candidate.descriptor()))
                .forEach(candidate -> optional.add(candidate.directory()));
        Map<Path, Problem> circles = CircleCheck.find(candidates, table);
        for (ModuleCandidate candidate : candidates) {
            Problem circle = circles.get(candidate.directory());
            if (circle != null) {
                refused.put(candidate.directory(), List.of(circle));
            } else {
                guarded(candidate.directory(), () -> install(candidate));
            }
        }
    }

    private void install(ModuleCandidate candidate) throws ModuleException {
        Optional<ModuleEntry> known = installer.findInstalled(candidate);
        Optional<Former> before = Optional.empty();
        if (known.isPresent()) {
            ModuleEntry entry = known.get();
            boolean stays = ModuleInstaller.isCurrent(candidate, entry.headers());
            before = Optional.of(new Former(entry, table.isServing(entry), stays ? null : installer.snapshot(entry)));
        }
        former.put(candidate.directory(), before);
        installed.put(candidate.directory(), installer.install(candidate));
    }

    /**
     * @param needs what the resolver has said of what is missing
     */
    private void resolve(Needs needs) {
        ResolveBatches.of(installed.values()).forEach(wiring::resolve);
        Map<ModuleEntry, Path> unresolved = new LinkedHashMap<>();
        installed.forEach((directory, entry) -> {
            if (entry.bundle().getState() == Bundle.INSTALLED) {
                unresolved.put(entry, directory);
            }
        });
        // All are explained before the first is taken back, which would be missing from the explanation of the next.
        resolution.of(unresolved.keySet()).forEach((entry, problems) -> {
            Path directory = unresolved.get(entry);
            if (directory != null) {
                List<Problem> all = new ArrayList<>(problems);
                all.addAll(needs.answersFor(directory, Place.of(entry.headers().shownLocation())));
                refuse(directory, all);
            }
        });
    }

    private void startAll() {
        Map<Bundle, Path> directories = new LinkedHashMap<>();
        // By name, then version, where no dependency decides: two runs give one order (helix X-13).
        installed.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(ModuleTable.BY_NAME_AND_VERSION))
                .forEach(each -> directories.put(each.getValue().bundle(), each.getKey()));
        for (Bundle bundle : DependencyOrder.sort(directories.keySet(), wiring::providers)) {
            Path directory = directories.get(bundle);
            if (directory != null) {
                guarded(directory, () -> start(bundle));
            }
        }
    }

    private void start(Bundle bundle) throws ModuleException, BundleException {
        attachments.start(bundle);
        ModuleEntry opened = table.find(bundle);
        if (opened != null) {
            (table.isServing(opened) ? active : waiting).add(table.info(opened));
        }
    }

    /** What was supplied for modules that are not there now goes again. */
    private void takeBackSupplies() {
        Dependents dependents = new Dependents(table, wiring);
        boolean again = !refused.isEmpty();
        while (again) {
            // Each one that goes may have been the last that needed another.
            again = supplies.stream().anyMatch(directory -> takeBack(directory, dependents));
        }
    }

    private boolean takeBack(Path directory, Dependents dependents) {
        ModuleEntry entry = installed.get(directory);
        boolean isNew = former.getOrDefault(directory, Optional.empty()).isEmpty();
        if (entry == null || !isNew || dependents.has(entry)) {
            return false;
        }
        long bundle = entry.bundle().getBundleId();
        installed.remove(directory);
        active.removeIf(module -> module.bundleId() == bundle);
        waiting.removeIf(module -> module.bundleId() == bundle);
        installer.remove(entry);
        return true;
    }

    /** A module that came with this load leaves nothing behind; one that was there before is put back as it was. */
    private void refuse(Path directory, List<Problem> problems) {
        refused.put(directory, problems);
        ModuleEntry entry = installed.remove(directory);
        Optional<Former> before = former.getOrDefault(directory, Optional.empty());
        byte[] content = before.map(known -> known.content).orElse(null);
        if (before.isPresent() && content != null) {
            putBack(before.get(), content);
        } else if (before.isEmpty() && entry != null) {
            installer.remove(entry);
        }
    }

    private void putBack(Former before, byte[] content) {
        installer.restore(before.entry, content);
        if (!before.wasActive) {
            return;
        }
        try {
            attachments.start(before.entry.bundle());
        } catch (BundleException | ModuleException e) {
            LOG.error("{} was put back and could not be started again", before.entry.name(), e);
        }
    }
}
