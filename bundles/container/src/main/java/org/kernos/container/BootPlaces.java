package org.kernos.container;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleInfo;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.source.RequestedModule;
import org.kernos.container.bundle.ModuleDirectory;
import org.kernos.container.life.ModuleTable;
import org.kernos.container.source.Answers;
import org.kernos.container.source.Answers.Answer;

/** Finds the modules of {@code kernos.boot}: in directories, on the search path, and by what a resolver has answered. */
final class BootPlaces {

    private final ContainerSettings settings;
    private final ModuleInstaller installer;
    private final ModuleSearch search;
    private final ModuleTable table;

    /** The modules of the list that were there once: what a person has stopped or removed since stays so. */
    private final Set<BootEntry> settled = new LinkedHashSet<>();

    BootPlaces(ContainerSettings settings, ModuleInstaller installer, ModuleSearch search, ModuleTable table) {
        this.settings = settings;
        this.installer = installer;
        this.search = search;
        this.table = table;
    }

    /**
     * Where the modules are as far as that is known now.
     *
     * @param modules the directories of the entries that name a module, for {@link #settle}
     * @param there modules that are active already, from a former run, and that nobody knows a directory of
     * @param refused the problems of entries that lead to nothing, as they are spelled
     * @param unread the names of directories with files that no reader knows, or none yet
     */
    record Found(
            Set<Path> directories,
            Map<BootEntry, Path> modules,
            List<ModuleInfo> there,
            Map<String, List<Problem>> refused,
            Set<String> unread) {

        Found() {
            this(
                    new LinkedHashSet<>(),
                    new LinkedHashMap<>(),
                    new ArrayList<>(),
                    new LinkedHashMap<>(),
                    new HashSet<>());
        }
    }

    /** Looks for all. What the resolver has to be asked for first is noted in the answers. */
    Found find(Answers answers) {
        Found found = new Found();
        for (BootEntry entry : settings.boot()) {
            if (entry.module().isPresent() && !isParent(entry)) {
                module(entry, entry.module().get(), answers, found);
            } else {
                entry.directory().ifPresentOrElse(parent -> collect(parent, found), () -> missing(entry, found));
            }
        }
        return found;
    }

    /** A directory that is there is one, except for a module's own. */
    private boolean isParent(BootEntry entry) {
        return entry.directory()
                .filter(Files::isDirectory)
                .filter(directory -> !installer.isModule(directory))
                .isPresent();
    }

    private void collect(Path parent, Found found) {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(parent, Files::isDirectory)) {
            List<Path> sorted = new ArrayList<>();
            children.forEach(sorted::add);
            sorted.sort(null);
            for (Path child : sorted) {
                if (installer.isModule(child)) {
                    found.directories().add(child);
                } else if (!ModuleDirectory.names(child).isEmpty()) {
                    found.unread().add(String.valueOf(child.getFileName()));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            Problem problem = Problem.of(ProblemCode.DIRECTORY_MISSING, "the boot directory cannot be read: " + e)
                    .at(Place.of(installer.show(parent)))
                    .fix("correct kernos.boot, or make the directory");
            found.refused().put(installer.show(parent), List.of(problem));
        }
    }

    private static void missing(BootEntry entry, Found found) {
        Problem problem = Problem.of(
                        ProblemCode.DIRECTORY_MISSING,
                        "'" + entry.spelled() + "' is neither a directory's name nor a module's")
                .fix("correct kernos.boot");
        found.refused().put(entry.spelled(), List.of(problem));
    }

    private void module(BootEntry entry, RequestedModule module, Answers answers, Found found) {
        if (settled.contains(entry)) {
            return;
        }
        List<Problem> problems = new ArrayList<>();
        Optional<Path> directory = onPath(module, problems);
        if (directory.isEmpty() && answers.canBeAsked()) {
            Optional<Answer> answer = answers.find(module);
            if (answer.isEmpty()) {
                answers.want(module);
                return;
            } else if (answer.get() instanceof Answer.Found supplied) {
                directory = Optional.of(supplied.directory());
            } else if (answer.get() instanceof Answer.Failed failed) {
                problems.addAll(failed.problems());
            }
        }
        if (directory.isPresent()) {
            found.directories().add(directory.get());
            found.modules().put(entry, directory.get());
        } else {
            nowhere(entry, module, problems, found);
        }
    }

    /** A hint says that the module is somewhere else. */
    private Optional<Path> onPath(RequestedModule module, List<Problem> problems) {
        if (module.hint().isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(search.find(module.name(), LoadOptions.NONE));
        } catch (ModuleException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** A module that is active from a former run stays so; that its place was not found is told all the same. */
    private void nowhere(BootEntry entry, RequestedModule module, List<Problem> problems, Found found) {
        Optional<ModuleInfo> serving =
                table.find(module.name()).filter(table::isServing).map(table::info);
        serving.ifPresent(found.there()::add);
        boolean isFine =
                serving.isPresent() && (problems.isEmpty() || module.hint().isEmpty());
        if (isFine) {
            return;
        }
        List<Problem> told = problems.isEmpty() ? List.of(ModuleLoads.withoutResolver(module)) : problems;
        found.refused().put(entry.spelled(), List.copyOf(told));
        table.refused(module.name(), told);
    }

    /** Notes which modules of the list are loaded. */
    void settle(Found found, Set<Path> loaded) {
        found.modules().forEach((entry, directory) -> {
            if (loaded.contains(directory)) {
                settled.add(entry);
            }
        });
    }
}
