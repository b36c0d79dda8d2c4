package org.kernos.runtime.cabi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.elf.DamagedElfException;
import org.kernos.elf.ElfImage;
import org.kernos.elf.ElfReader;
import org.kernos.elf.ElfSymbol;
import org.kernos.spi.ModuleFiles;

/**
 * Follows a library's dependencies to find what nothing provides (native C-6). The dynamic linker names the first missing
 * symbol only; this names all. It reads every library of the system that is needed, so it is made only when the linker has
 * refused.
 */
final class DependencyCheck {

    private static final int SHOWN = 10;

    private final ModuleFiles files;
    private final String path;
    private final SystemLibraries system = new SystemLibraries();
    private final Set<String> provided = new HashSet<>();
    private final Set<String> missing = new LinkedHashSet<>();

    /** Whether every dependency could be read: only then an undefined symbol is known to be one. */
    private boolean complete = true;

    DependencyCheck(ModuleFiles files, String path) {
        this.files = files;
        this.path = path;
    }

    List<Problem> problems(ElfImage image) {
        follow(image);
        List<Problem> problems = new ArrayList<>();
        if (!missing.isEmpty()) {
            problems.add(unresolved(
                            "needs " + quoted(missing) + ", which is neither in its directory nor found by the system")
                    .fix("install the library, put it beside this one and link with -Wl,-rpath,'$ORIGIN', or link it"
                            + " statically"));
        }
        List<String> undefined = complete ? undefined(image) : List.of();
        if (!undefined.isEmpty()) {
            String named = image.needed().isEmpty() ? "it names none" : quoted(image.needed());
            problems.add(unresolved("uses " + quoted(undefined)
                            + ", which the libraries it is linked with do not define (" + named + ")")
                    .fix("link the object or library that defines it, and build with -Wl,--no-undefined"));
        }
        return problems;
    }

    private void follow(ElfImage image) {
        Deque<ElfImage> open = new ArrayDeque<>(List.of(image));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            ElfImage user = open.remove();
            for (String name : user.needed()) {
                ElfImage dependency = seen.add(name) ? load(name, user) : null;
                if (dependency != null) {
                    dependency.symbols().stream()
                            .filter(ElfSymbol::isDefined)
                            .map(ElfSymbol::name)
                            .forEach(provided::add);
                    open.add(dependency);
                }
            }
        }
    }

    /** What a library says of itself that another one needs; null when it cannot be found or read. */
    private @Nullable ElfImage load(String name, ElfImage user) {
        String sibling = LibraryPlaces.directoryOf(path) + LibraryPlaces.fileName(name);
        try {
            if (files.paths().contains(sibling)) {
                return ElfReader.read(files.read(sibling, Integer.MAX_VALUE));
            }
            Optional<Path> file = system.find(name, user.searchPaths());
            if (file.isPresent()) {
                return ElfReader.read(Files.readAllBytes(file.get()));
            }
        } catch (IOException | DamagedElfException | ModuleException e) {
            // Linker scripts and libraries of other machines stand in the same directories: the linker will say.
            complete = false;
            return null;
        }
        complete = false;
        // A search path with a variable in it leads to places that only the linker knows.
        boolean known = user.searchPaths().stream().allMatch(p -> p.equals("$ORIGIN") || !p.contains("$"));
        if (known && !SystemLibraries.canOpen(name)) {
            missing.add(name);
        }
        return null;
    }

    private List<String> undefined(ElfImage image) {
        return image.imports().stream()
                .filter(symbol -> !provided.contains(symbol) && !SystemLibraries.processDefines(symbol))
                .limit(SHOWN)
                .toList();
    }

    private Problem unresolved(String what) {
        return Problem.of(ProblemCode.LIBRARY_UNRESOLVED, "the library '" + LibraryPlaces.fileName(path) + "' " + what)
                .at(Place.of(files.location() + "/" + path));
    }

    private static String quoted(Iterable<String> names) {
        return "'" + String.join("', '", names) + "'";
    }
}
