package org.kernos.container;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/**
 * Finds a module's directory: an absolute path, then the include path of who asks, then each search path in order, then the
 * working directory (sxs-kernels).
 */
final class ModuleSearch {

    private final ContainerSettings settings;
    private final ModuleInstaller installer;

    ModuleSearch(ContainerSettings settings, ModuleInstaller installer) {
        this.settings = settings;
        this.installer = installer;
    }

    /**
     * @throws ModuleException naming every place that was tried
     */
    Path find(String name, LoadOptions options) throws ModuleException {
        List<Path> places = places(name, options);
        for (Path place : places) {
            if (installer.isModule(place)) {
                return place;
            }
        }
        String tried = places.stream().map(installer::show).collect(Collectors.joining(", "));
        throw new ModuleException(
                Problem.of(ProblemCode.MODULE_NOT_FOUND, "module '" + name + "' was not found, tried: " + tried)
                        .fix("check the name, name the directory's absolute path, or add its parent to kernos.path"));
    }

    /** The directories in which names are looked for, where who asks adds none. */
    List<Path> parents() {
        List<Path> parents = new ArrayList<>(settings.searchPath());
        parents.add(settings.workingDirectory());
        return parents;
    }

    /** Every place that is looked at, in this order. */
    List<Path> places(String name, LoadOptions options) throws ModuleException {
        try {
            Path path = Path.of(name);
            if (path.isAbsolute()) {
                return List.of(path.normalize());
            }
            List<Path> parents = new ArrayList<>(options.includePath());
            parents.addAll(settings.searchPath());
            parents.add(options.workingDirectory().orElse(settings.workingDirectory()));
            return parents.stream()
                    .map(parent -> parent.resolve(path).normalize())
                    .distinct()
                    .toList();
        } catch (InvalidPathException e) {
            throw new ModuleException(
                    List.of(Problem.of(
                            ProblemCode.MODULE_NOT_FOUND,
                            "'" + name + "' is no name of a directory: " + e.getReason())),
                    e);
        }
    }
}
