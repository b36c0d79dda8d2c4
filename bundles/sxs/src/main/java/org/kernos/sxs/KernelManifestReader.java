package org.kernos.sxs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.descriptor.JavaPart;
import org.kernos.descriptor.Json;
import org.kernos.descriptor.Manifest;
import org.kernos.descriptor.ManifestProblems;
import org.kernos.descriptor.ManifestReader;
import org.kernos.descriptor.ProblemList;

/** Reads the optional manifest.json beside a kernel.sxs: what the language of kernel.sxs has no word for. */
final class KernelManifestReader {

    /** The fields that only kernels have. */
    private static final List<String> KEYS = List.of("args", "retain-objects", JavaPart.KEY);

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
                .map(reader -> new KernelManifestReader(reader).manifest(reader.read(kernel, KEYS)))
                .orElse(KernelManifest.NONE);
    }

    private KernelManifest manifest(Manifest common) {
        Map<String, String> properties = new HashMap<>(common.properties());
        properties.putAll(properties());
        Json.Member java = root.members().get(JavaPart.KEY);
        if (java == null) {
            return new KernelManifest(common, properties, Optional.empty());
        }
        JavaPart part = new JavaPart(problems, "kernel", "{\"class\": \"org.example.MyKernel\"}");
        part.object(java.value(), List.of(JavaPart.CLASS))
                .flatMap(part::className)
                .ifPresent(name -> properties.put(JavaPart.CLASS, name));
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
}
