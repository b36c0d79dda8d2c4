package org.kernos.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.archive.Digest;
import org.kernos.archive.DirectoryTree;
import org.kernos.archive.ModuleArchive;
import org.kernos.archive.ModuleDigests;
import org.kernos.archive.ModuleTree;

/** One look at an archive or a directory of a module: all that is wrong with it. Nothing of it is run, and nothing is left of it. */
final class Verification {

    private final Path file;
    private final Optional<Digest> expected;
    private final ModuleContainer container;
    private final List<Problem> problems = new ArrayList<>();
    private @Nullable ModuleDescriptor descriptor;

    /** What was checked, for people. */
    private String vouched = "";

    /**
     * @param file as its user names it
     * @param expected the digest of an archive
     */
    Verification(Path file, Optional<Digest> expected, ModuleContainer container) {
        this.file = file;
        this.expected = expected;
        this.container = container;
    }

    /**
     * What was found to be in order.
     *
     * @throws CommandFailure with all problems
     */
    String run() {
        try {
            if (Files.isDirectory(file)) {
                directory();
            } else {
                archive();
            }
        } catch (IOException | IllegalArgumentException e) {
            add(Problem.of(ProblemCode.UNREADABLE, "the module cannot be read: " + reason(e))
                    .fix("look whether it is whole, and get it anew"));
        }
        if (descriptor == null || !problems.isEmpty()) {
            throw new CommandFailure(problems);
        }
        return file + ": " + descriptor.name() + " " + descriptor.version() + ", " + vouched;
    }

    private static String reason(Exception e) {
        return e instanceof NoSuchFileException ? "there is no such file" : e.toString();
    }

    private void add(Problem problem) {
        problems.add(problem.at(Place.of(file.toString())));
    }

    private void directory() throws IOException {
        if (expected.isPresent()) {
            add(Problem.of(ProblemCode.SOURCE_DIGEST, "a digest was given, which a directory has not")
                    .fix("verify the archive, or leave the digest away"));
        }
        Map<String, Digest> digests = new TreeMap<>();
        for (Map.Entry<String, Path> each : ModuleTree.files(file).entrySet()) {
            digests.put(each.getKey(), Digest.of(each.getValue()));
        }
        contents(file, digests, "");
        describe(file, Optional.empty());
    }

    private void archive() throws IOException {
        Digest digest = Digest.of(file);
        if (expected.isPresent() && !expected.get().equals(digest)) {
            add(Problem.of(
                            ProblemCode.SOURCE_DIGEST,
                            "the archive's digest is " + digest + ", expected " + expected.get())
                    .fix("get the archive anew, or correct the digest if the archive is right"));
        }
        Path scratch = Files.createTempDirectory("kernos-verify");
        try {
            // By its own name: that of the module's directory may be the archive's.
            Path own = file.toAbsolutePath().normalize();
            ModuleArchive.Unpacked unpacked =
                    new ModuleArchive(ModuleArchive.Output.NEW_FILE, ModuleArchive.MOST_BYTES).extract(own, scratch);
            contents(unpacked.directory(), unpacked.digests(), digest.toString());
            describe(unpacked.directory(), Optional.of(scratch));
        } catch (ModuleException e) {
            e.problems().forEach(this::add);
        } finally {
            DirectoryTree.delete(scratch);
        }
    }

    /**
     * @param whole the digest of the archive, or empty
     */
    private void contents(Path directory, Map<String, Digest> digests, String whole) throws IOException {
        if (ModuleDigests.areIn(directory)) {
            ModuleDigests.problems(directory, digests).forEach(this::add);
            vouched =
                    (digests.size() - 1) + " files as in " + ModuleDigests.FILE + (whole.isEmpty() ? "" : ", " + whole);
        } else if (expected.isPresent()) {
            vouched = digests.size() + " files, " + whole;
        } else {
            add(Problem.of(
                            ProblemCode.SOURCE_DIGEST,
                            "there is no " + ModuleDigests.FILE + " that vouches for its files")
                    .fix("module:pack makes one"
                            + (whole.isEmpty() ? "" : "; or say the archive's own with --digest")));
        }
    }

    /** As the container reads it; what it shows as a place below the scratch directory is one in the archive. */
    private void describe(Path directory, Optional<Path> scratch) {
        try {
            descriptor =
                    container.describe(directory.toAbsolutePath().normalize().toString(), LoadOptions.NONE);
        } catch (ModuleException e) {
            e.problems()
                    .forEach(problem -> problems.add(problem.at(
                            problem.place().map(place -> shown(place, scratch)).orElse(null))));
        }
    }

    private Place shown(Place place, Optional<Path> scratch) {
        if (scratch.isEmpty()) {
            return place;
        }
        String unpacked = String.valueOf(scratch.get().getFileName());
        int at = place.file().indexOf(unpacked);
        String inside = at < 0 ? place.file() : place.file().substring(at + unpacked.length() + 1);
        return new Place(file + "!/" + inside, place.line(), place.column());
    }
}
