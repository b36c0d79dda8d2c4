package org.kernos.runtime.java;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleFiles;

/**
 * The jars of a kernel or module: the one that its descriptor names, then those that the {@code Class-Path} of each names, which are in
 * the module too. They are copied, because a module's files may be in its bundle.
 */
final class ModuleJars {

    private static final int SHOWN = 10;

    private final ModuleContext module;
    private final ModuleFiles files;
    private final Path target;
    private final List<Problem> problems = new ArrayList<>();
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Map<String, Path> copies = new LinkedHashMap<>();

    private ModuleJars(ModuleContext module) {
        this.module = module;
        this.files = module.files();
        this.target = module.dataDirectory().resolve("jars");
    }

    /**
     * Copies the jars.
     *
     * @return the copies, by their path in the module, the module's own first
     * @throws ModuleException when one is not there, not in the module, or no jar; with all of these
     */
    static Map<String, Path> copy(ModuleContext module, String library) throws ModuleException {
        ModuleJars jars = new ModuleJars(module);
        jars.addFirst(library);
        while (!jars.waiting.isEmpty()) {
            jars.add(jars.waiting.remove());
        }
        if (!jars.problems.isEmpty()) {
            throw new ModuleException(jars.problems);
        }
        return jars.copies;
    }

    private void addFirst(String library) {
        if (files.paths().contains(library)) {
            waiting.add(library);
            return;
        }
        List<String> others = files.paths().stream()
                .filter(path -> path.endsWith(".jar"))
                .sorted()
                .limit(SHOWN)
                .toList();
        problems.add(Problem.of(ProblemCode.LIBRARY_MISSING, "the module has no jar '" + library + "'")
                .at(Place.of(files.location()))
                .suggest(others)
                .fix("build the jar, or correct its name in the descriptor"));
    }

    private void add(String path) {
        if (copies.containsKey(path)) {
            return;
        }
        Path copy = target.resolve(path);
        copies.put(path, copy);
        try (InputStream in = files.open(path)) {
            Files.createDirectories(copy.resolveSibling("."));
            Files.copy(in, copy);
        } catch (IOException e) {
            problems.add(Problem.of(ProblemCode.UNREADABLE, "the jar '" + path + "' cannot be copied: " + e)
                    .at(place(path))
                    .fix("see that the file can be read, and that the framework's storage has space left"));
            return;
        }
        try (JarFile jar = new JarFile(copy.toFile())) {
            Manifest manifest = jar.getManifest();
            String classPath =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (classPath != null) {
                classPath
                        .strip()
                        .lines()
                        .flatMap(line -> List.of(line.split(" +")).stream())
                        .forEach(entry -> addEntry(path, entry));
            }
        } catch (IOException e) {
            problems.add(Problem.of(ProblemCode.LIBRARY_DAMAGED, "the jar '" + path + "' is damaged: " + e.getMessage())
                    .at(place(path))
                    .fix("build it again"));
        }
    }

    /** The URL class loader would follow such an entry wherever it leads; what does not stay in the module is refused before. */
    private void addEntry(String jar, String entry) {
        String path = resolve(jar, entry);
        if (path.isEmpty()) {
            problems.add(Problem.of(
                            ProblemCode.OUTSIDE_DIRECTORY,
                            "the Class-Path of '" + jar + "' names '" + entry + "', which is not inside the module")
                    .at(place(jar))
                    .fix("put the jar into the module directory and name it relative to '" + jar + "'"));
        } else if (files.paths().contains(path)) {
            waiting.add(path);
        } else if (copies.size() == 1) {
            problems.add(Problem.of(
                            ProblemCode.LIBRARY_MISSING,
                            "the Class-Path of '" + jar + "' names '" + entry + "', but the module has no file '" + path
                                    + "'")
                    .at(place(jar))
                    .fix("put the jar into the module directory, or correct the Class-Path"));
        } else {
            // Jars from elsewhere often name neighbours that only some of their users have.
            module.warn(Problem.of(
                            ProblemCode.LIBRARY_MISSING,
                            "the Class-Path of '" + jar + "' names '" + entry + "', which the module does not have")
                    .at(place(jar))
                    .fix("add it if the module needs it"));
        }
    }

    private Place place(String path) {
        return Place.of(files.location() + "/" + path);
    }

    /** The path in the module; empty for one that is not in it. */
    private static String resolve(String jar, String entry) {
        try {
            URI root = new URI("module", null, "/", null);
            URI found = root.resolve(new URI(null, null, jar, null)).resolve(new URI(entry));
            String path = found.getPath();
            boolean inside = "module".equals(found.getScheme())
                    && found.getRawAuthority() == null
                    && found.getRawQuery() == null
                    && !entry.startsWith("/")
                    && !path.contains("/../")
                    && path.length() > 1;
            return inside ? path.substring(1) : "";
        } catch (URISyntaxException | IllegalArgumentException e) {
            return "";
        }
    }
}
