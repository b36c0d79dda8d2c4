package org.kernos.shell;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.shell.project.ProjectTemplate;

/** The kinds of words that a command's parameter takes, each with the words that are there now and a description. */
enum Choice {
    MODULE((registry, word) -> modules(registry, "")),
    KERNEL((registry, word) -> modules(registry, "kernel")),
    FUNCTION((registry, word) -> functions(registry)),
    MODULE_OR_FUNCTION((registry, word) -> {
        Map<String, String> both = modules(registry, "");
        both.putAll(functions(registry));
        return both;
    }),
    INTERFACE((registry, word) -> interfaces(registry)),
    DIRECTORY((registry, word) -> files(word, file -> false)),
    /** A file with a source in SXS, or a directory on the way to one. */
    SOURCE((registry, word) -> files(word, file -> file.toString().endsWith(".sxs"))),
    /** A file with a source in Python, or a directory on the way to one. */
    PYTHON((registry, word) -> files(word, file -> file.toString().endsWith(".py"))),
    /** The file of a native Helix module, or a directory on the way to one. */
    HMOD((registry, word) -> files(word, file -> file.toString().endsWith(".hmod"))),
    /** An archive, or a directory on the way to one. */
    ARCHIVE((registry, word) -> files(word, file -> file.toString().endsWith(".zip"))),
    PROJECT((registry, word) -> projects()),
    LANGUAGE((registry, word) -> languages()),
    CONVENTION((registry, word) -> new TreeMap<>(
            Map.of("values", "each argument is evaluated first", "form", "the function receives the form itself")));

    private final BiFunction<ModuleRegistry, String, Map<String, String>> words;

    Choice(BiFunction<ModuleRegistry, String, Map<String, String>> words) {
        this.words = words;
    }

    /**
     * All of them, whether or not they begin with {@code word}: the shell picks. Only files depend on it. What ends
     * in a slash may be continued.
     */
    Map<String, String> words(ModuleRegistry registry, String word) {
        return words.apply(registry, word);
    }

    private static Map<String, String> modules(ModuleRegistry registry, String kind) {
        Map<String, String> modules = new TreeMap<>();
        for (ModuleInfo module : registry.modules()) {
            if (kind.isEmpty() || module.descriptor().kind().equals(kind)) {
                modules.put(
                        module.name(),
                        module.descriptor().kind() + " " + module.descriptor().version() + ", " + module.state());
            }
        }
        return modules;
    }

    private static Map<String, String> functions(ModuleRegistry registry) {
        Map<String, String> functions = new TreeMap<>();
        for (KernelFunction function : registry.functions()) {
            functions.put(function.qualifiedName(), function.signature().describe(function.name()));
        }
        return functions;
    }

    private static Map<String, String> interfaces(ModuleRegistry registry) {
        Map<String, String> interfaces = new TreeMap<>();
        for (ModuleInfo module : registry.modules()) {
            module.descriptor()
                    .traits()
                    .provides()
                    .forEach(provided ->
                            interfaces.merge(provided.name(), "provided by " + module.name(), (one, other) -> one));
        }
        return interfaces;
    }

    private static Map<String, String> projects() {
        Map<String, String> kinds = new TreeMap<>();
        ProjectTemplate.kinds()
                .forEach(kind -> kinds.put(kind, "in " + String.join(", ", ProjectTemplate.languages(kind))));
        return kinds;
    }

    private static Map<String, String> languages() {
        Map<String, String> languages = new TreeMap<>();
        for (ProjectTemplate template : ProjectTemplate.values()) {
            languages.merge(template.language(), template.kind(), (one, other) -> one + ", " + other);
        }
        return languages;
    }

    /** From the process's working directory, where the commands look too; what cannot be read offers nothing. */
    private static Map<String, String> files(String word, Predicate<Path> offered) {
        Map<String, String> files = new TreeMap<>();
        String parent = word.substring(0, word.lastIndexOf('/') + 1);
        boolean hidden = word.startsWith(".", parent.length());
        try (DirectoryStream<Path> children = Files.newDirectoryStream(Path.of(parent))) {
            for (Path child : children) {
                String name = String.valueOf(child.getFileName());
                boolean isDirectory = Files.isDirectory(child);
                if ((hidden || !name.startsWith(".")) && (isDirectory || offered.test(child))) {
                    files.put(parent + name + (isDirectory ? "/" : ""), "");
                }
            }
        } catch (IOException | InvalidPathException | DirectoryIteratorException e) {
            files.clear();
        }
        return files;
    }
}
