package org.kernos.sxs;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.descriptor.ManifestReader;
import org.kernos.descriptor.ProblemList;
import org.kernos.descriptor.Source;
import org.kernos.spi.DescriptorKeys;
import org.kernos.spi.ModuleFiles;
import org.kernos.spi.ModuleReader;
import org.kernos.sxs.slp.Document;
import org.kernos.sxs.slp.SlpReader;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Component;

/**
 * Reads {@code kernel.sxs} and the optional {@code manifest.json} beside it (sxs-language, section 2). The properties of
 * the descriptor are {@code library}, and {@code description}, {@code author}, {@code license}, {@code args},
 * {@code retain-objects} and {@code class} as far as the manifest gives them. A library that is a jar is for the runtime
 * {@code java}, every other for {@code cabi}. Keeps nothing between calls.
 */
@Component
public final class KernelReader implements ModuleReader {

    private static final String FILE = "kernel.sxs";

    /** Architecture O-4. */
    private static final int SIZE_LIMIT = 1 << 20;

    /** Architecture O-4. */
    private static final int NESTING_LIMIT = 512;

    @Override
    public String kind() {
        return "kernel";
    }

    @Override
    public String descriptorFile() {
        return FILE;
    }

    @Override
    public boolean accepts(Set<String> names) {
        return names.contains(FILE);
    }

    @Override
    public Reading read(ModuleFiles files) throws ModuleException {
        ProblemList problems = new ProblemList();
        ProblemList warnings = new ProblemList();
        Optional<KernelDefinition> kernel = kernel(files, problems, warnings);
        String name = kernel.flatMap(KernelDefinition::name)
                .map(KernelDefinition.Named::name)
                .orElse(files.directoryName());
        int before = problems.count();
        KernelManifest manifest = manifest(files, name, problems, warnings);
        if (problems.count() == before) {
            Place place = Place.of(location(files, ManifestReader.FILE));
            kernel.flatMap(KernelDefinition::library)
                    .ifPresent(library -> KernelRuntime.check(library, manifest, place, problems));
        }
        if (kernel.isEmpty() || kernel.get().library().isEmpty() || !problems.isEmpty()) {
            // A mistake that is only odd in itself is often what the others come from.
            problems.addAll(warnings.toList());
            throw problems.toException();
        }
        String library = kernel.get().library().get();
        Map<String, String> properties = new HashMap<>(manifest.properties());
        properties.put(DescriptorKeys.LIBRARY, library);
        ModuleDescriptor descriptor = new ModuleDescriptor(
                name,
                manifest.common().version().orElse(Version.emptyVersion),
                kind(),
                KernelRuntime.of(library),
                kernel.get().functions(),
                manifest.common().dependencies(),
                manifest.common().traits(),
                properties);
        return new Reading(descriptor, warnings.toList());
    }

    private static String location(ModuleFiles files, String file) {
        return files.location() + "/" + file;
    }

    /** What kernel.sxs defines, with its problems noted; empty when it is not even SLP. */
    private static Optional<KernelDefinition> kernel(ModuleFiles files, ProblemList problems, ProblemList warnings) {
        try {
            Source source = new Source(location(files, FILE), files.read(FILE, SIZE_LIMIT));
            Document document = SlpReader.readProgram(source, NESTING_LIMIT);
            warnings.addAll(document.warnings());
            KernelDefinition kernel = new DescriptorSyntax(document, problems).read();
            kernel.name().ifPresent(name -> checkName(name, files, problems));
            return Optional.of(kernel);
        } catch (ModuleException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** Functions are called by the name the kernel is loaded under, which is its directory's (native C-7). */
    private static void checkName(KernelDefinition.Named name, ModuleFiles files, ProblemList problems) {
        if (!name.name().equals(files.directoryName())) {
            String directory = Source.excerpt(files.directoryName());
            problems.add(Problem.of(
                            ProblemCode.NAME_MISMATCH,
                            "the kernel is named '" + name.name() + "', but its directory is '" + directory + "'")
                    .at(name.place())
                    .fix("rename one of the two, functions are called by that one name"));
        }
    }

    private static KernelManifest manifest(
            ModuleFiles files, String kernel, ProblemList problems, ProblemList warnings) {
        if (!files.paths().contains(ManifestReader.FILE)) {
            return KernelManifest.NONE;
        }
        try {
            byte[] bytes = files.read(ManifestReader.FILE, SIZE_LIMIT);
            return KernelManifestReader.read(location(files, ManifestReader.FILE), bytes, kernel, problems, warnings);
        } catch (ModuleException e) {
            problems.addAll(e.problems());
            return KernelManifest.NONE;
        }
    }
}
