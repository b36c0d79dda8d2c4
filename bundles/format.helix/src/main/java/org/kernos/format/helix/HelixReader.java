package org.kernos.format.helix;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.descriptor.ManifestReader;
import org.kernos.descriptor.ProblemList;
import org.kernos.spi.ModuleFiles;
import org.kernos.spi.ModuleReader;
import org.osgi.service.component.annotations.Component;

/**
 * Reads Helix modules: a native one from the header of its {@code .hmod} file and the optional {@code manifest.json} beside it, one in
 * Java from its {@code manifest.json}. Keeps nothing between calls.
 */
@Component
public final class HelixReader implements ModuleReader {

    static final String KIND = "helix";
    static final String EXTENSION = ".hmod";

    /** Marks the directory of a module that a bundle offers as a service. */
    static final String SERVICE = "module.service";

    private static final String KERNEL = "kernel.sxs";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String descriptorFile() {
        return "*" + EXTENSION;
    }

    @Override
    public boolean accepts(Set<String> names) {
        if (names.contains(KERNEL)) {
            return false;
        }
        boolean hasJava = names.contains(SERVICE) || names.stream().anyMatch(name -> name.endsWith(".jar"));
        return !natives(names).isEmpty() || (names.contains(ManifestReader.FILE) && hasJava);
    }

    private static List<String> natives(Set<String> paths) {
        return paths.stream()
                .filter(path -> path.endsWith(EXTENSION) && path.indexOf('/') < 0)
                .sorted()
                .toList();
    }

    @Override
    public Reading read(ModuleFiles files) throws ModuleException {
        ProblemList problems = new ProblemList();
        ProblemList warnings = new ProblemList();
        List<String> natives = natives(files.paths());
        Optional<ModuleDescriptor> descriptor = Optional.empty();
        if (natives.size() > 1) {
            problems.add(Problem.of(
                            ProblemCode.DESCRIPTOR_FORM,
                            "the module has " + natives.size() + " files " + descriptorFile() + ": '"
                                    + String.join("', '", natives.subList(0, Math.min(natives.size(), 10)))
                                    + "', expected one")
                    .at(Place.of(files.location()))
                    .fix("make a module directory for each"));
        } else if (natives.size() == 1) {
            descriptor = new NativeModule(files, natives.get(0), problems, warnings).read();
        } else {
            descriptor = new JavaModule(files, problems, warnings).read();
        }
        if (descriptor.isEmpty() || !problems.isEmpty()) {
            // A mistake that is only odd in itself is often what the others come from.
            problems.addAll(warnings.toList());
            throw problems.toException();
        }
        return new Reading(descriptor.get(), warnings.toList());
    }
}
