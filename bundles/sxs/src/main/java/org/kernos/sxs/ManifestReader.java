package org.kernos.sxs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.Dependency;
import org.kernos.api.ProblemCode;
import org.kernos.sxs.slp.ProblemList;
import org.kernos.sxs.slp.Source;
import org.osgi.framework.Version;

/** Reads the optional manifest.json beside a kernel.sxs: what the language of kernel.sxs has no word for. */
final class ManifestReader {

    static final String FILE = "manifest.json";

    private static final List<String> KEYS = List.of(
            "name", "version", "description", "author", "license", "dependencies", "args", "retain-objects", "java");
    private static final List<String> CONVENTIONS = List.of("values", "form");

    private final String kernel;
    private final ManifestProblems problems;

    private ManifestReader(String kernel, ManifestProblems problems) {
        this.kernel = kernel;
        this.problems = problems;
    }

    /**
     * @param kernel the name that kernel.sxs gives, or should
     * @return what is usable of it; when there are problems, nobody should use it
     */
    static Manifest read(String file, byte[] bytes, String kernel, ProblemList problems, ProblemList warnings) {
        Source source = new Source(file, bytes);
        ManifestProblems found = new ManifestProblems(source, problems, warnings);
        Optional<Json> root = JsonReader.read(source, bytes, problems);
        if (root.isPresent() && root.get() instanceof Json.Members object) {
            return new ManifestReader(kernel, found).manifest(object);
        }
        root.ifPresent(json -> found.addExpected(json, "", "an object", "write { ... }"));
        return Manifest.NONE;
    }

    private Manifest manifest(Json.Members root) {
        problems.warnOfUnknown(root, "", KEYS);
        checkName(root);
        Version version = problems.version(root, "version", "").orElse(Version.emptyVersion);
        Map<String, String> properties = properties(root);
        Json.Member java = root.members().get("java");
        if (java == null) {
            return new Manifest(version, dependencies(root), properties, Optional.empty());
        }
        javaClass(java.value()).ifPresent(name -> properties.put(KernelRuntime.CLASS, name));
        return new Manifest(version, dependencies(root), properties, Optional.of(problems.place(java.value())));
    }

    private void checkName(Json.Members root) {
        Optional<Json.Text> name = problems.text(root, "name", "");
        if (name.isPresent() && !name.get().value().equals(kernel)) {
            problems.add(
                    name.get(),
                    ProblemCode.NAME_MISMATCH,
                    "/name",
                    "expected the kernel's name '" + kernel + "', found "
                            + name.get().found(),
                    "write \"" + kernel + "\", or leave the name out");
        }
    }

    private Map<String, String> properties(Json.Members root) {
        Map<String, String> properties = new HashMap<>();
        for (String key : List.of("description", "author", "license")) {
            problems.text(root, key, "").ifPresent(text -> properties.put(key, text.value()));
        }
        problems.bool(root, "retain-objects", "")
                .ifPresent(value -> properties.put("retain-objects", value.toString()));
        Optional<Json.Text> args = problems.text(root, "args", "");
        if (args.isPresent() && !CONVENTIONS.contains(args.get().value())) {
            problems.addExpected(
                    args.get(),
                    "/args",
                    "'values' or 'form'",
                    "leave it out for kernels that find their first argument at index 0");
        }
        args.ifPresent(text -> properties.put("args", text.value()));
        return properties;
    }

    /** The class of a kernel in Java; empty when it is not named, which is noted. */
    private Optional<String> javaClass(Json java) {
        if (!(java instanceof Json.Members object)) {
            problems.addExpected(java, "/java", "an object", "write {\"class\": \"org.example.MyKernel\"}");
            return Optional.empty();
        }
        problems.warnOfUnknown(object, "/java", List.of(KernelRuntime.CLASS));
        if (!object.members().containsKey(KernelRuntime.CLASS)) {
            problems.add(
                    java,
                    ProblemCode.MANIFEST,
                    "/java",
                    "there is no class",
                    "name the kernel's class: {\"class\": \"org.example.MyKernel\"}");
            return Optional.empty();
        }
        Optional<Json.Text> name = problems.text(object, KernelRuntime.CLASS, "/java");
        if (name.isPresent() && !KernelRuntime.isClassName(name.get().value())) {
            problems.addExpected(
                    name.get(),
                    "/java/class",
                    "a class name",
                    "write it with its package, and '$' before a nested class: \"org.example.MyKernel\"");
            return Optional.empty();
        }
        return name.map(Json.Text::value);
    }

    private List<Dependency> dependencies(Json.Members root) {
        Json.Member member = root.members().get("dependencies");
        if (member == null) {
            return List.of();
        }
        if (!(member.value() instanceof Json.Items list)) {
            problems.addExpected(member.value(), "/dependencies", "a list", "write [\"alu\", ...]");
            return List.of();
        }
        DependencyReader reader = new DependencyReader(problems);
        List<Dependency> dependencies = new ArrayList<>();
        Map<String, Json> first = new HashMap<>();
        for (int i = 0; i < list.items().size(); i++) {
            Json item = list.items().get(i);
            String pointer = "/dependencies/" + i;
            reader.read(item, pointer).ifPresent(dependency -> {
                checkModule(dependency.module(), item, pointer, first);
                dependencies.add(dependency);
            });
        }
        return dependencies;
    }

    private void checkModule(String module, Json item, String pointer, Map<String, Json> first) {
        Json other = first.putIfAbsent(module, item);
        if (other != null) {
            problems.add(
                    item,
                    ProblemCode.DUPLICATE,
                    pointer,
                    "dependency '" + module + "' is given twice, first at " + problems.place(other),
                    "remove one of the two");
        } else if (module.equals(kernel)) {
            problems.add(
                    item, ProblemCode.MANIFEST, pointer, "'" + module + "' depends on itself", "remove the dependency");
        }
    }
}
