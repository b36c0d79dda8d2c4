package org.kernos.shell.project;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The projects that can be made: which kind of module, in which language, of which files. The files lie in the SDK ({@code sdk/template}). */
public enum ProjectTemplate {
    KERNEL_C(Shared.KERNEL_HEADER, "kernel.sxs", "manifest.json", "your_name.c", "test/test.c"),
    KERNEL_CPP(Shared.KERNEL_HEADER, "kernel.sxs", "manifest.json", "your_name.cpp", "test/test.cpp"),
    KERNEL_RUST(Shared.KERNEL_RUST, "kernel.sxs", "manifest.json", "Cargo.toml", "src/lib.rs"),
    KERNEL_JAVA(
            Shared.NOTHING,
            "kernel.sxs",
            "manifest.json",
            "src/org/example/YourNameKernel.java",
            "test/org/example/YourNameKernelTest.java"),
    MODULE_PYTHON(Shared.NOTHING, "manifest.json", "your_name.py", "test_your_name.py"),
    HELIX_C(Shared.HELIX_HEADERS, "your_name.c", "test/test.c"),
    HELIX_RUST(Shared.HELIX_RUST, "Cargo.toml", "src/lib.rs"),
    HELIX_JAVA(
            Shared.NOTHING,
            "manifest.json",
            "src/org/example/YourNameModule.java",
            "test/org/example/YourNameModuleTest.java");

    /** Resources below {@code shared}, by the paths that their files have in a project. */
    private final Map<String, String> shared;

    private final List<String> own;

    ProjectTemplate(Map<String, String> shared, String... own) {
        this.shared = shared;
        this.own = List.of(own);
    }

    /** What several templates have in common. A class of its own, because an enum's constants come before its other fields. */
    private static final class Shared {

        static final Map<String, String> NOTHING = Map.of();
        static final Map<String, String> KERNEL_HEADER = Map.of("include/sxs/kernel_api.h", "include/sxs/kernel_api.h");
        static final Map<String, String> HELIX_HEADERS = Map.of(
                "include/sxs/kernel_api.h",
                "include/sxs/kernel_api.h",
                "include/helix/module.h",
                "include/helix/module.h");
        static final Map<String, String> KERNEL_RUST = Map.of("src/sxs.rs", "sxs.rs");
        static final Map<String, String> HELIX_RUST = crate();
        static final Map<String, String> EVERYWHERE = Map.of(".gitignore", "gitignore", "kernos.sh", "kernos.sh");

        private Shared() {}

        private static Map<String, String> crate() {
            Map<String, String> files = new LinkedHashMap<>();
            for (String file :
                    "Cargo.toml src/lib.rs src/export.rs src/header.rs src/info.rs src/kernel.rs src/module.rs src/tests.rs"
                            .split(" ")) {
                files.put("helix-module/" + file, "helix-module/" + file);
            }
            return files;
        }
    }

    /** As a user writes it: {@code kernel}, {@code module} or {@code helix}. */
    public String kind() {
        return words()[0];
    }

    /** As a user writes it: {@code c}, {@code cpp}, {@code rust}, {@code python} or {@code java}. */
    public String language() {
        return words()[1];
    }

    private String[] words() {
        return name().toLowerCase(Locale.ROOT).split("_");
    }

    /** The template of this kind in this language. */
    public static Optional<ProjectTemplate> find(String kind, String language) {
        return Arrays.stream(values())
                .filter(template ->
                        template.kind().equals(kind) && template.language().equals(language))
                .findFirst();
    }

    public static List<String> kinds() {
        return Arrays.stream(values()).map(ProjectTemplate::kind).distinct().toList();
    }

    /** Those that modules of this kind are written in; none when there is no such kind. */
    public static List<String> languages(String kind) {
        return Arrays.stream(values())
                .filter(template -> template.kind().equals(kind))
                .map(ProjectTemplate::language)
                .toList();
    }

    /** What a file of the template is made of, by its path in the project, in which the template's name stands for the module's. */
    Map<String, String> resources() {
        String directory = kind() + "-" + language() + "/";
        List<String> files = new ArrayList<>(own);
        files.addAll(List.of("README.md", "build.sh", "test.sh"));
        Map<String, String> resources = new LinkedHashMap<>();
        files.forEach(file -> resources.put(file, directory + file));
        shared.forEach((path, resource) -> resources.put(path, "shared/" + resource));
        Shared.EVERYWHERE.forEach((path, resource) -> resources.put(path, "shared/" + resource));
        return resources;
    }
}
