package org.kernos.sxs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.ProblemCode;
import org.kernos.descriptor.Json;
import org.kernos.descriptor.Manifest;
import org.kernos.descriptor.ManifestProblems;
import org.kernos.descriptor.ManifestReader;
import org.kernos.descriptor.ProblemList;

/** Reads the optional manifest.json beside a kernel.sxs: what the language of kernel.sxs has no word for. */
final class KernelManifestReader {

    /** The fields that only kernels have. */
    private static final List<String> KEYS = List.of("args", "retain-objects", "java");

    private static final List<String> CONVENTIONS = List.of("values", "form");

    private final Json.Members root;
    private final ManifestProblems problems;

    private KernelManifestReader(ManifestReader reader) {
        this.root = reader.root();
        this.problems = reader.problems();
    }

    /**
     * @param kernel the name that kernel.sxs gives, or should
     * @return what is usable of it; when there are problems, nobody should use it
     */
    static KernelManifest read(String file, byte[] bytes, String kernel, ProblemList problems, ProblemList warnings) {
        return ManifestReader.parse(file, bytes, problems, warnings)
                .map(reader -> new KernelManifestReader(reader).manifest(reader.read(Optional.of(kernel), KEYS)))
                .orElse(KernelManifest.NONE);
    }

    private KernelManifest manifest(Manifest common) {
        Map<String, String> properties = new HashMap<>(common.properties());
        properties.putAll(properties());
        Json.Member java = root.members().get("java");
        if (java == null) {
            return new KernelManifest(common, properties, Optional.empty());
        }
        javaClass(java.value()).ifPresent(name -> properties.put(KernelRuntime.CLASS, name));
        return new KernelManifest(common, properties, Optional.of(problems.place(java.value())));
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
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
}
