package org.kernos.sources;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.archive.Digest;

/** The kinds of layers. */
final class Layers {

    private Layers() {}

    /**
     * Modules whose sources are configured one by one. One that is, and is not there, is not looked for further.
     *
     * @param sources hints by module
     * @param onlyVerified whether hints that do not say what they lead to down to the last byte do not count
     */
    record Overrides(Map<String, String> sources, SourceHints hints, boolean onlyVerified) implements Layer {

        @Override
        public String name() {
            return "overrides";
        }

        @Override
        public Answer ask(String moduleId, @Nullable Object hint) throws ModuleLoadException {
            String source = sources.get(moduleId);
            if (source == null) {
                return Answer.none("none for '" + moduleId + "'");
            } else if (onlyVerified && !hints.isVerified(moduleId, source)) {
                return Answer.none(
                        source + " does not count in the profile production: it has no digest and is no commit");
            }
            return new Answer(Optional.of(hints.source(moduleId, source)), source);
        }

        @Override
        public List<String> names() {
            return List.copyOf(sources.keySet());
        }
    }

    /** A directory with module directories that people work on. */
    record Workspace(Path directory, KernelView kernel) implements Layer {

        @Override
        public String name() {
            return UserInfo.blanked("workspace " + directory);
        }

        @Override
        public Answer ask(String moduleId, @Nullable Object hint) {
            Path module = directory.resolve(moduleId);
            if (!kernel.isModule(module)) {
                return Answer.none(
                        Files.isDirectory(module)
                                ? "directory '" + moduleId + "' has no descriptor"
                                : "no directory '" + moduleId + "'");
            }
            return new Answer(Optional.of(new FileSource(moduleId, module)), "file:" + module);
        }

        @Override
        public List<String> names() {
            return Layers.names(directory, Files::isDirectory, "");
        }
    }

    /** Where the kernel would look if there were no resolver: with one, a module is still found there by its name. */
    record SearchPath(KernelView kernel) implements Layer {

        @Override
        public String name() {
            return "search path";
        }

        @Override
        public Answer ask(String moduleId, @Nullable Object hint) {
            List<Path> directories = kernel.searchPath();
            for (Path directory : directories) {
                Path module = directory.resolve(moduleId);
                if (kernel.isModule(module)) {
                    return new Answer(Optional.of(new FileSource(moduleId, module)), "file:" + module);
                }
            }
            String searched = directories.stream().map(Path::toString).collect(Collectors.joining(", "));
            return Answer.none(
                    searched.isEmpty() ? "is empty" : "no module directory '" + moduleId + "' in " + searched);
        }

        @Override
        public List<String> names() {
            return kernel.searchPath().stream()
                    .flatMap(directory -> Layers.names(directory, kernel::isModule, "").stream())
                    .toList();
        }
    }

    /** What the caller says. */
    record Hinted(SourceHints hints) implements Layer {

        @Override
        public String name() {
            return "hint";
        }

        @Override
        public Answer ask(String moduleId, @Nullable Object hint) throws ModuleLoadException {
            return hint == null
                    ? Answer.none("none was given")
                    : new Answer(Optional.of(hints.source(moduleId, hint)), hint.toString());
        }
    }

    /**
     * What the caller says, where it does not count.
     *
     * @param profile that is in force
     */
    record UnheededHint(Profile profile) implements Layer {

        @Override
        public String name() {
            return "hint";
        }

        @Override
        public Answer ask(String moduleId, @Nullable Object hint) {
            return Answer.none(hint == null ? "none was given" : "does not count in the profile " + profile.word());
        }
    }

    /**
     * A directory with archives, each named as its module.
     *
     * @param digests of the archives that are verified, by module
     * @param onlyVerified whether others are refused
     */
    record Packages(Path directory, Map<String, Digest> digests, boolean onlyVerified, SourceCache cache)
            implements Layer {

        private static final String SUFFIX = ".zip";

        @Override
        public String name() {
            return UserInfo.blanked("packages " + directory);
        }

        @Override
        public Answer ask(String moduleId, @Nullable Object hint) throws ModuleLoadException {
            Path archive = directory.resolve(moduleId + SUFFIX);
            if (!Files.isRegularFile(archive)) {
                return Answer.none("no archive '" + moduleId + SUFFIX + "'");
            }
            Optional<Digest> digest = Optional.ofNullable(digests.get(moduleId));
            if (digest.isEmpty() && onlyVerified) {
                throw new ModuleLoadException(
                        moduleId,
                        Problem.of(
                                        ProblemCode.SOURCE_DIGEST,
                                        "there is no digest for the archive, and the profile takes verified modules only")
                                .at(Place.of(archive.toString()))
                                .fix("add " + moduleId + "=sha256:HEX to " + SourcesSettings.DIGESTS));
            }
            return new Answer(Optional.of(new ZipSource(moduleId, archive, digest, cache)), "zip:" + archive);
        }

        @Override
        public List<String> names() {
            return Layers.names(directory, Files::isRegularFile, SUFFIX);
        }
    }

    /** What cannot be listed has no names to suggest. */
    private static List<String> names(Path directory, DirectoryStream.Filter<Path> kind, String suffix) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, kind)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(suffix)) {
                    names.add(name.substring(0, name.length() - suffix.length()));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return names;
    }
}
