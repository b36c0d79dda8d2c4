package org.kernos.runtime.java;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.kernos.api.ModuleException;

/**
 * Builds a module as its author would. A directory {@code src/x} below it becomes {@code x.jar}, with the {@code Class-Path} of
 * {@code src/x/class-path.txt}; one whose name ends in {@code -absent} is compiled against and left out. All other files are
 * taken as they are.
 */
final class KernelBuild {

    /** Kernels, and Helix modules: each a directory. */
    static final Path RESOURCES = Path.of("src/test/resources");

    private final Path scratch;
    private final Path target;

    private KernelBuild(Path scratch, Path source) {
        this.scratch = scratch;
        this.target = scratch.resolve("modules").resolve(source.getFileName());
    }

    /**
     * @param module its path: {@code modules/types}
     */
    static TestModule of(String module, Path scratch) throws ModuleException, IOException {
        Path source = RESOURCES.resolve(module);
        KernelBuild build = new KernelBuild(scratch, source);
        Files.createDirectories(build.target);
        for (Path file : list(source)) {
            if (Files.isRegularFile(file)) {
                Files.copy(file, build.target.resolve(file.getFileName()));
            }
        }
        if (Files.isDirectory(source.resolve("src"))) {
            build.jars(list(source.resolve("src")));
        }
        return new TestModule(build.target, scratch.resolve("data"));
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** The kernel's own, which needs the others, comes last: its directory is {@code kernel}, theirs sort before. */
    private void jars(List<Path> sources) throws IOException {
        List<String> classPath = new ArrayList<>(List.of(System.getProperty("java.class.path")));
        for (Path source : sources) {
            String name = source.getFileName().toString();
            Path classes = scratch.resolve("classes").resolve(name);
            compile(list(source), String.join(System.getProperty("path.separator"), classPath), classes);
            classPath.add(classes.toString());
            if (!name.endsWith("-absent")) {
                pack(classes, source.resolve("class-path.txt"), target.resolve(name + ".jar"));
            }
        }
    }

    private static void compile(List<Path> sources, String classPath, Path classes) throws IOException {
        Files.createDirectories(classes);
        List<Path> java = sources.stream()
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(java);
            List<String> options = List.of("-proc:none", "-cp", classPath, "-d", classes.toString());
            if (!compiler.getTask(said, files, null, options, null, units).call()) {
                throw new IllegalStateException(said.toString());
            }
        }
    }

    private static void pack(Path classes, Path classPath, Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (Files.exists(classPath)) {
            manifest.getMainAttributes()
                    .put(Attributes.Name.CLASS_PATH, Files.readString(classPath).strip());
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> tree = Files.walk(classes)) {
            for (Path entry : tree.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(entry).toString().replace('\\', '/')));
                Files.copy(entry, out);
            }
        }
    }
}
