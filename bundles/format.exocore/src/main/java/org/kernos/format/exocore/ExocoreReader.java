package org.kernos.format.exocore;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.descriptor.ManifestReader;
import org.kernos.descriptor.ProblemList;
import org.kernos.spi.DescriptorKeys;
import org.kernos.spi.ModuleFiles;
import org.kernos.spi.ModuleReader;
import org.osgi.service.component.annotations.Component;

/**
 * Reads modules written in Python from their {@code manifest.json}, where nothing beside it makes the directory a module of another
 * kind. Keeps nothing between calls.
 */
@Component
public final class ExocoreReader implements ModuleReader {

    /** The fields that of all manifests only those of Python modules have. */
    public static final List<String> KEYS = List.of(
            DescriptorKeys.MPY_ENTRY,
            DescriptorKeys.MPY_IMPORT_AS,
            NativeParts.KEY,
            Functions.KEY,
            DescriptorKeys.INTERPRETER,
            InterpreterPart.LIMITS,
            DescriptorKeys.IMPORT_KERNELS);

    static final String KIND = "python";

    /** Each makes a module of another kind of a directory that has a manifest.json too. */
    private static final Set<String> OTHERS = Set.of("kernel.sxs", "module.service");

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String descriptorFile() {
        return ManifestReader.FILE;
    }

    @Override
    public boolean accepts(Set<String> names) {
        return names.contains(ManifestReader.FILE) && names.stream().noneMatch(ExocoreReader::isOfAnother);
    }

    private static boolean isOfAnother(String name) {
        return OTHERS.contains(name) || name.endsWith(".hmod") || name.endsWith(".jar");
    }

    @Override
    public Reading read(ModuleFiles files) throws ModuleException {
        ProblemList problems = new ProblemList();
        ProblemList warnings = new ProblemList();
        Optional<ModuleDescriptor> descriptor = ManifestReader.parse(files, problems, warnings)
                .flatMap(manifest -> new PythonManifest(manifest, files).read());
        if (descriptor.isEmpty() || !problems.isEmpty()) {
            // A mistake that is only odd in itself is often what the others come from.
            problems.addAll(warnings.toList());
            throw problems.toException();
        }
        return new Reading(descriptor.get(), warnings.toList());
    }
}
