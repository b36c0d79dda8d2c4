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
import org.jspecify.annotations.Nullable;
import org.kernos.api.BootReport;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleFlag;
import org.kernos.api.ModuleInfo;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.container.life.Attachments;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ModuleTable;
import org.kernos.container.life.ResolutionProblems;
import org.kernos.container.life.StartProblems;
import org.kernos.container.life.Wiring;
import org.kernos.container.resolve.DependencyOrder;
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

    BootReport run(List<Path> directories, LoadOptions options) {
        long start = System.nanoTime();
        install(directories, options);
        resolve();
        startAll();
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

    /** The modules that were started and wait for their runtime. */
    List<ModuleInfo> waiting() {
        return waiting;
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

    private void install(List<Path> directories, LoadOptions options) {
        List<ModuleCandidate> candidates = new ArrayList<>();
        for (Path directory : directories) {
            guarded(directory, () -> candidates.add(installer.read(directory, options)));
        }
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

    private void resolve() {
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
                refuse(directory, problems);
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
