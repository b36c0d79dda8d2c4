package org.kernos.descriptor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.AbiVersion;
import org.kernos.api.Dependency;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleTraits;
import org.kernos.api.ProblemCode;
import org.kernos.spi.DescriptorKeys;
import org.kernos.spi.ModuleFiles;
import org.osgi.framework.Version;

/**
 * Reads a manifest.json: the fields that every kind of module may have, and, for the reader of one kind, the object they stand in.
 */
public final class ManifestReader {

    public static final String FILE = "manifest.json";

    /** The fields that every kind of module may have. */
    public static final List<String> KEYS = List.of(
            "name",
            "version",
            "description",
            "author",
            "license",
            "dependencies",
            "provides",
            "flags",
            "capabilities",
            "config",
            DescriptorKeys.STATE,
            // For editors, which find the schema by it.
            "$schema");

    /** Architecture O-4. */
    private static final int SIZE_LIMIT = 1 << 20;

    private final Json.Members root;
    private final ManifestProblems problems;

    private ManifestReader(Json.Members root, ManifestProblems problems) {
        this.root = root;
        this.problems = problems;
    }

    /**
     * @param file stands for the file in problems
     * @return empty when the bytes are no JSON object, which is noted
     */
    public static Optional<ManifestReader> parse(
            String file, byte[] bytes, ProblemList problems, ProblemList warnings) {
        Source source = new Source(file, bytes);
        ManifestProblems found = new ManifestProblems(source, problems, warnings);
        Optional<Json> root = JsonReader.read(source, bytes, problems);
        if (root.isPresent() && root.get() instanceof Json.Members object) {
            return Optional.of(new ManifestReader(object, found));
        }
        root.ifPresent(json -> found.addExpected(json, "", "an object", "write { ... }"));
        return Optional.empty();
    }

    /** The module's file; empty when it cannot be read or is no JSON object, which is noted. */
    public static Optional<ManifestReader> parse(ModuleFiles files, ProblemList problems, ProblemList warnings) {
        try {
            byte[] bytes = files.read(FILE, SIZE_LIMIT);
            return parse(files.location() + "/" + FILE, bytes, problems, warnings);
        } catch (ModuleException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** The whole object, for the fields of one kind of module. */
    public Json.Members root() {
        return root;
    }

    /** Takes values from {@link #root}. */
    public ManifestProblems problems() {
        return problems;
    }

    /**
     * The fields that every kind may have.
     *
     * @param module the name that another descriptor or the directory gives the module, which a name here has to agree with
     * @param ownKeys the further fields of this kind
     * @return what is usable of it; when there are problems, nobody should use it
     */
    public Manifest read(String module, Collection<String> ownKeys) {
        return read(name(module), module, ownKeys);
    }

    /**
     * The fields that every kind may have, where the module may be named as its author likes.
     *
     * @param otherwise the module's name when the manifest gives none
     * @param ownKeys the further fields of this kind
     * @return what is usable of it; when there are problems, nobody should use it
     */
    public Manifest readNaming(String otherwise, Collection<String> ownKeys) {
        Optional<String> name = problems.text(root, "name", "").flatMap(text -> problems.moduleName(text, "/name"));
        return read(name, name.orElse(otherwise), ownKeys);
    }

    private Manifest read(Optional<String> name, String module, Collection<String> ownKeys) {
        List<String> known = new ArrayList<>(KEYS);
        known.addAll(ownKeys);
        problems.warnOfUnknown(root, "", known);
        Optional<Version> version = problems.version(root, "version", "");
        Map<String, String> properties = new HashMap<>();
        for (String key : List.of("description", "author", "license")) {
            problems.text(root, key, "").ifPresent(text -> properties.put(key, text.value()));
        }
        List<Dependency> dependencies = dependencies(module);
        InterfaceReader interfaces = new InterfaceReader(problems);
        TraitsReader others = new TraitsReader(root, problems);
        properties.putAll(others.config());
        others.state().ifPresent(state -> properties.put(DescriptorKeys.STATE, state));
        ModuleTraits traits = new ModuleTraits(
                interfaces.read(root, "provides", ""), others.flags(), others.capabilities(), AbiVersion.CURRENT);
        return new Manifest(name, version, dependencies, traits, interfaces.methods(), properties);
    }

    private Optional<String> name(String module) {
        Optional<Json.Text> name = problems.text(root, "name", "");
        if (name.isPresent() && !name.get().value().equals(module)) {
            problems.add(
                    name.get(),
                    ProblemCode.NAME_MISMATCH,
                    "/name",
                    "expected the module's name '" + module + "', found "
                            + name.get().found(),
                    "write \"" + module + "\", or leave the name out");
            return Optional.empty();
        }
        return name.flatMap(text -> problems.moduleName(text, "/name"));
    }

    private List<Dependency> dependencies(String module) {
        List<Json> items = problems.list(root, "dependencies", "", "[\"alu\", ...]");
        DependencyReader reader = new DependencyReader(problems);
        List<Dependency> dependencies = new ArrayList<>();
        Map<String, Json> first = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            Json item = items.get(i);
            String pointer = "/dependencies/" + i;
            reader.read(item, pointer).ifPresent(dependency -> {
                checkModule(dependency.module(), module, item, pointer, first);
                dependencies.add(dependency);
            });
        }
        return dependencies;
    }

    private void checkModule(String dependency, String module, Json item, String pointer, Map<String, Json> first) {
        Json other = first.putIfAbsent(dependency, item);
        if (other != null) {
            problems.add(
                    item,
                    ProblemCode.DUPLICATE,
                    pointer,
                    "dependency '" + dependency + "' is given twice, first at " + problems.place(other),
                    "remove one of the two");
        } else if (module.equals(dependency)) {
            problems.add(
                    item,
                    ProblemCode.MANIFEST,
                    pointer,
                    "'" + dependency + "' depends on itself",
                    "remove the dependency");
        }
    }
}
