package org.kernos.sxs.run;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.value.Value;
import org.kernos.descriptor.Source;

/** The files that a run imports, each of which runs once (sxs-language, section 3). */
public final class ImportedFiles {

    private final Run run;
    private final ProgramOptions options;
    private final Map<Path, Frame> frames = new HashMap<>();

    ImportedFiles(Run run, ProgramOptions options) {
        this.run = run;
        this.options = options;
    }

    /**
     * Imports a file for another, unless this run has already done so for any.
     *
     * @throws ModuleException when it is not there, is no program, or imports itself
     */
    public synchronized void load(String symbol, String name, Loading importer) throws ModuleException {
        Path file = find(name, importer.file(), options);
        refuseCycle(file, importer.chain());
        Frame frame = frames.get(file);
        if (frame == null) {
            Source source = ProgramFile.read(file);
            Compiled compiled = run.translator().file(source);
            frame = new Frame(compiled.scope(), null, new Unit(run, importer.ofImport(file)));
            frames.put(file, frame);
            boolean complete = false;
            try {
                run.evaluate(compiled, frame);
                complete = true;
            } finally {
                if (!complete) {
                    frames.remove(file);
                }
            }
        }
        importer.add(symbol, frame);
    }

    /**
     * An absolute path, or the first that exists of: beside the importer, below the include path, below the working directory.
     *
     * @throws ModuleException naming every place that was tried
     */
    public static Path find(String name, Optional<Path> importer, ProgramOptions options) throws ModuleException {
        List<Path> places = places(name, importer, options);
        for (Path place : places) {
            if (Files.isRegularFile(place)) {
                return place;
            }
        }
        String tried = places.stream().map(Path::toString).collect(Collectors.joining(", "));
        throw new ModuleException(
                Problem.of(ProblemCode.PROGRAM_IMPORT, "import: file '" + name + "' was not found, tried: " + tried)
                        .fix("check the name, or name the directory with -i"));
    }

    private static List<Path> places(String name, Optional<Path> importer, ProgramOptions options)
            throws ModuleException {
        List<Path> places = new ArrayList<>();
        try {
            Path path = Path.of(name);
            importer.ifPresent(file -> places.add(file.resolveSibling(path)));
            options.includePath().forEach(directory -> places.add(directory.resolve(path)));
            places.add(options.workingDirectory().orElse(Path.of("")).resolve(path));
        } catch (InvalidPathException e) {
            throw new ModuleException(
                    List.of(Problem.of(
                            ProblemCode.PROGRAM_IMPORT, "'" + name + "' is no name of a file: " + e.getReason())),
                    e);
        }
        return places.stream()
                .map(place -> place.toAbsolutePath().normalize())
                .distinct()
                .toList();
    }

    /**
     * @throws ModuleException when the file is among those that import one another; names the whole chain
     */
    public static void refuseCycle(Path file, List<Path> chain) throws ModuleException {
        int first = chain.indexOf(file);
        if (first < 0) {
            return;
        }
        String circle = chain.subList(first, chain.size()).stream()
                .map(path -> path.getFileName() + " -> ")
                .collect(Collectors.joining());
        throw new ModuleException(
                Problem.of(ProblemCode.PROGRAM_IMPORT, "import: circular import: " + circle + file.getFileName())
                        .fix("move what both need into a third file"));
    }

    /** The value that a name of an import has, or null. */
    public static @Nullable Value find(Loading loading, String qualifiedName) {
        int slash = qualifiedName.indexOf('/');
        Frame frame = slash < 1 ? null : loading.imported(qualifiedName.substring(0, slash));
        return frame == null ? null : frame.own(qualifiedName.substring(slash + 1));
    }
}
