package org.kernos.container;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kernos.api.BootReport;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleInfo;
import org.kernos.api.Problem;
import org.kernos.container.life.DependencyOrder;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ModuleTable;
import org.kernos.container.life.ResolutionProblems;
import org.kernos.container.life.StartProblems;
import org.kernos.container.life.Wiring;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * Loads module directories together: reads all, installs what can be installed, resolves in one step, starts providers first.
 * What fails on the way is taken back and reported, and does not keep the rest from going on.
 */
final class BatchLoad {

    private final ModuleInstaller installer;
    private final Wiring wiring;
    private final ModuleTable table;
    private final ResolutionProblems resolution;

    private final Map<Path, List<Problem>> refused = new LinkedHashMap<>();
    private final Map<Path, ModuleEntry> installed = new LinkedHashMap<>();
    private final List<ModuleEntry> fresh = new ArrayList<>();
    private final List<ModuleInfo> active = new ArrayList<>();

    BatchLoad(ModuleInstaller installer, Wiring wiring, ModuleTable table, ResolutionProblems resolution) {
        this.installer = installer;
        this.wiring = wiring;
        this.table = table;
        this.resolution = resolution;
    }

    BootReport run(List<Path> directories, LoadOptions options) {
        long start = System.nanoTime();
        install(directories, options);
        resolve();
        startAll();
        Map<String, List<Problem>> shown = new LinkedHashMap<>();
        refused.forEach((directory, problems) -> {
            shown.put(installer.show(directory), problems);
            table.refused(nameOf(directory), problems);
        });
        return new BootReport(active, shown, Duration.ofNanos(System.nanoTime() - start));
    }

    private static String nameOf(Path directory) {
        Path name = directory.getFileName();
        return name == null ? "" : name.toString();
    }

    private void install(List<Path> directories, LoadOptions options) {
        List<ModuleCandidate> candidates = new ArrayList<>();
        for (Path directory : directories) {
            try {
                candidates.add(installer.read(directory, options));
            } catch (ModuleException e) {
                refused.put(directory, e.problems());
            }
        }
        Map<String, Problem> cycles = DependencyCycles.find(candidates, table);
        for (ModuleCandidate candidate : candidates) {
            Problem cycle = cycles.get(candidate.descriptor().name());
            if (cycle != null) {
                refused.put(candidate.directory(), List.of(cycle));
                continue;
            }
            try {
                boolean known = installer.isInstalled(candidate);
                ModuleEntry entry = installer.install(candidate);
                installed.put(candidate.directory(), entry);
                if (!known) {
                    fresh.add(entry);
                }
            } catch (ModuleException e) {
                refused.put(candidate.directory(), e.problems());
            }
        }
    }

    private void resolve() {
        wiring.resolve(installed.values().stream().map(ModuleEntry::bundle).toList());
        Map<Path, List<Problem>> unresolved = new LinkedHashMap<>();
        installed.forEach((directory, entry) -> {
            if (entry.bundle().getState() == Bundle.INSTALLED) {
                unresolved.put(directory, resolution.of(entry));
            }
        });
        unresolved.forEach(this::refuse);
    }

    private void startAll() {
        Map<Bundle, Path> directories = new LinkedHashMap<>();
        installed.forEach((directory, entry) -> directories.put(entry.bundle(), directory));
        for (Bundle bundle : DependencyOrder.sort(directories.keySet(), wiring::providers)) {
            Path directory = directories.get(bundle);
            if (directory != null) {
                start(directory, bundle);
            }
        }
    }

    private void start(Path directory, Bundle bundle) {
        ModuleEntry entry = installed.get(directory);
        List<Problem> failedProviders = entry == null ? List.of() : wiring.uninstalledProviders(entry);
        if (!failedProviders.isEmpty()) {
            refuse(directory, failedProviders);
            return;
        }
        try {
            bundle.start();
            ModuleEntry opened = table.find(bundle);
            if (opened != null) {
                active.add(table.info(opened));
            }
        } catch (BundleException e) {
            refuse(directory, entry == null ? List.of() : StartProblems.of(entry, e));
        }
    }

    /** A module that came with this load and cannot be used leaves nothing behind; an older one stays as it was. */
    private void refuse(Path directory, List<Problem> problems) {
        refused.put(directory, problems);
        ModuleEntry entry = installed.remove(directory);
        if (entry != null && fresh.contains(entry)) {
            installer.remove(entry);
        }
    }

    Set<Path> refusedDirectories() {
        return refused.keySet();
    }
}
