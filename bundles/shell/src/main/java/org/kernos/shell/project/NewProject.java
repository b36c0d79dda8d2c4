package org.kernos.shell.project;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kernos.archive.DirectoryTree;

/**
 * A project to be made.
 *
 * @param home where the Kernos is installed that its scripts run, if that is known
 */
public record NewProject(ProjectTemplate template, ProjectNames names, Optional<Path> home) {

    private static final String RESOURCES = "/template/";
    private static final String SCRIPT = ".sh";

    /** Where a project's scripts find {@link #home}; it is nobody else's, and so in no repository. */
    private static final String HOME = "kernos-home";

    /**
     * Makes the project in a directory that does not exist, or is empty. When that fails, all is as it was.
     *
     * @return how many files it has
     * @throws DirectoryNotEmptyException when there is something in the directory
     * @throws FileAlreadyExistsException when it is no directory
     * @throws java.nio.file.NoSuchFileException when there is no directory to make it in
     */
    public int in(Path directory) throws IOException {
        boolean isNew = !isEmptyDirectory(directory);
        if (isNew) {
            Files.createDirectory(directory);
        }
        boolean done = false;
        try {
            int count = write(directory);
            done = true;
            return count;
        } finally {
            if (!done) {
                takeBack(directory, isNew);
            }
        }
    }

    private static boolean isEmptyDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        if (!children(directory).isEmpty()) {
            throw new DirectoryNotEmptyException(directory.toString());
        }
        return true;
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }

    private int write(Path directory) throws IOException {
        int count = 0;
        for (Map.Entry<String, String> resource : template.resources().entrySet()) {
            Path file = directory.resolve(names.in(resource.getKey()));
            write(file, names.in(text(resource.getValue())));
            if (resource.getKey().endsWith(SCRIPT) && !file.toFile().setExecutable(true, false)) {
                throw new IOException("'" + file + "' cannot be made executable");
            }
            count++;
        }
        if (home.isPresent()) {
            write(directory.resolve(HOME), home.get() + "\n");
        }
        return count;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    }

    private static String text(String resource) throws IOException {
        try (@Nullable InputStream in = NewProject.class.getResourceAsStream(RESOURCES + resource)) {
            if (in == null) {
                throw new FileNotFoundException("this bundle lacks the template's file " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void takeBack(Path directory, boolean isNew) throws IOException {
        for (Path child : isNew ? List.of(directory) : children(directory)) {
            DirectoryTree.delete(child);
        }
    }
}
