package org.kernos.format.helix;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.Dependency;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleTraits;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.descriptor.Manifest;
import org.kernos.descriptor.ManifestReader;
import org.kernos.descriptor.PlacedMethod;
import org.kernos.descriptor.ProblemList;
import org.kernos.descriptor.Source;
import org.kernos.elf.helix.HelixHeader;
import org.kernos.elf.helix.HelixHeaderReader;
import org.kernos.elf.helix.HelixReading;
import org.kernos.spi.DescriptorKeys;
import org.kernos.spi.ModuleFiles;

/** A native Helix module: the header of its file says what it is, and a manifest.json beside it may add to that. */
final class NativeModule {

    /** The descriptor's property that tells what kind of Helix module it is. */
    static final String PROPERTY = "helix";

    /** The largest file that is read; a module of this size would be a mistake. */
    static final int SIZE_LIMIT = 64 << 20;

    private final ModuleFiles files;
    private final String file;
    private final ProblemList problems;
    private final ProblemList warnings;
    private final Place place;

    NativeModule(ModuleFiles files, String file, ProblemList problems, ProblemList warnings) {
        this.files = files;
        this.file = file;
        this.problems = problems;
        this.warnings = warnings;
        this.place = Place.of(files.location() + "/" + file);
    }

    /** Empty when there is no usable header, which is noted; else not to be used when there are problems. */
    Optional<ModuleDescriptor> read() {
        Optional<HelixHeader> header = header();
        Optional<HeaderContents> contents =
                header.map(found -> HeaderContents.of(found, new HeaderProblems(place, problems, warnings)));
        Optional<String> name = contents.flatMap(HeaderContents::name);
        name.ifPresent(this::checkName);
        Optional<ManifestReader> manifest = files.paths().contains(ManifestReader.FILE)
                ? ManifestReader.parse(files, problems, warnings)
                : Optional.empty();
        int before = problems.count();
        Optional<Manifest> added = manifest.map(reader -> reader.read(name.orElse(files.directoryName()), List.of()));
        if (name.isEmpty() || problems.count() > before) {
            return Optional.empty();
        }
        ManifestJoin join = new ManifestJoin(contents.get(), manifest, added.orElse(Manifest.NONE));
        return Optional.of(descriptor(header.get(), name.get(), join, added.orElse(Manifest.NONE)));
    }

    private Optional<HelixHeader> header() {
        try {
            HelixReading reading = HelixHeaderReader.read(files.read(file, SIZE_LIMIT));
            HeaderProblems found = new HeaderProblems(place, problems, warnings);
            reading.problems().forEach(problem -> found.add(ProblemCode.HEADER, problem));
            return reading.header();
        } catch (ModuleException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    private void checkName(String name) {
        if (!name.equals(files.directoryName())) {
            problems.add(Problem.of(
                            ProblemCode.NAME_MISMATCH,
                            "the header names the module '" + name + "', but its directory is '"
                                    + Source.excerpt(files.directoryName()) + "'")
                    .at(place)
                    .fix("rename one of the two, functions are called by that one name"));
        }
    }

    private ModuleDescriptor descriptor(HelixHeader header, String name, ManifestJoin join, Manifest manifest) {
        List<Dependency> dependencies = join.dependencies();
        ModuleTraits traits = join.traits();
        List<PlacedMethod> placed = manifest.methods();
        Map<String, String> properties = new HashMap<>(manifest.properties());
        header.description().ifPresent(text -> properties.put("description", text));
        header.author().ifPresent(text -> properties.put("author", text));
        properties.put(DescriptorKeys.LIBRARY, file);
        properties.put(PROPERTY, "native");
        return new ModuleDescriptor(
                name,
                join.version(),
                HelixReader.KIND,
                "cabi",
                new MethodFunctions(place, problems).of(traits.provides(), placed),
                dependencies,
                traits,
                properties);
    }
}
