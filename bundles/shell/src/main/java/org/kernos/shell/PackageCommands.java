package org.kernos.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.archive.Digest;
import org.kernos.archive.ModulePackage;
import org.kernos.archive.ModuleTree;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Modules on their way from one installation to another: {@code module:pack} and {@code module:verify}. */
@Component(service = PackageCommands.class)
@GogoCommand(
        scope = ModuleCommands.SCOPE,
        function = {"pack", "verify"})
public final class PackageCommands {

    private static final String SUFFIX = ".zip";

    private final ModuleContainer container;

    @Activate
    public PackageCommands(@Reference ModuleContainer container) {
        this.container = container;
    }

    @Descriptor("pack a module's directory as an archive with the digests of its files, and show the hint for it")
    public String pack(
            @Descriptor("the archive to write; NAME-VERSION.zip in the working directory when it is not given")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "")
                    @Offers(Choice.ARCHIVE)
                    String output,
            @Descriptor("the module's directory") @Offers(Choice.DIRECTORY) String directory) {
        Path module = CommandPaths.one(directory).toAbsolutePath().normalize();
        ModuleDescriptor descriptor = described(module);
        Path archive = archive(CommandPaths.one(output), descriptor);
        try {
            refusePlace(archive, module);
            SortedMap<String, Path> files = ModuleTree.files(module);
            refuseUnportable(files, directory);
            Digest digest = ModulePackage.write(
                    descriptor.name(), files, archive.toAbsolutePath().normalize());
            return descriptor.name() + " " + descriptor.version() + ", " + files.size() + " files: " + archive
                    + "\nzip:" + archive + "#" + digest;
        } catch (IOException e) {
            throw refused("the archive was not written: " + e, archive);
        }
    }

    private ModuleDescriptor described(Path module) {
        try {
            return container.describe(module.toString(), LoadOptions.NONE);
        } catch (ModuleException e) {
            throw new CommandFailure(e.problems());
        }
    }

    private static Path archive(Path output, ModuleDescriptor descriptor) {
        String version = descriptor.version().equals(Version.emptyVersion) ? "" : "-" + descriptor.version();
        Path named = Path.of(descriptor.name() + version + SUFFIX);
        if (output.toString().isEmpty()) {
            return named;
        }
        return Files.isDirectory(output) ? output.resolve(named) : output;
    }

    private static void refusePlace(Path archive, Path module) throws IOException {
        Path parent = archive.toAbsolutePath().normalize().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw refused("there is no directory to write the archive in", archive);
        }
        // It would be a file of the module, and so of the next archive of it.
        if (parent.toRealPath().startsWith(module.toRealPath())) {
            throw refused("the archive would lie in the module's own directory", archive);
        }
    }

    private static CommandFailure refused(String what, Path archive) {
        return new CommandFailure(List.of(Problem.of(ProblemCode.PACKAGE, what)
                .at(Place.of(archive.toString()))
                .fix("name another file with --output, in a directory that is there and that you may write")));
    }

    private static void refuseUnportable(SortedMap<String, Path> files, String directory) {
        List<Problem> problems = new ArrayList<>();
        files.keySet().stream()
                .filter(path -> !ModulePackage.isPortable(path))
                .limit(10)
                .forEach(path -> problems.add(Problem.of(
                                ProblemCode.PACKAGE,
                                "no archive can hold a file of the name '" + path.replaceAll("\\p{Cntrl}", "?") + "'")
                        .at(Place.of(directory))
                        .fix("give it a name of UTF-8 without control characters and backslashes")));
        if (!problems.isEmpty()) {
            throw new CommandFailure(problems);
        }
    }

    @Descriptor("check an archive or a directory of a module: the digests of its files, its own, and its descriptor")
    public String verify(
            @Descriptor("what the archive has to have: sha256: and 64 hexadecimal digits")
                    @Parameter(
                            names = {"--digest"},
                            absentValue = "")
                    String digest,
            @Descriptor("the archive, or the module's directory") @Offers(Choice.ARCHIVE) String file) {
        Optional<Digest> expected = Digest.parse(digest);
        if (expected.isEmpty() && !digest.isEmpty()) {
            throw new CommandFailure(List.of(
                    Problem.of(ProblemCode.SOURCE_DIGEST, "the digest is '" + digest + "', expected " + Digest.FORM)));
        }
        return new Verification(CommandPaths.one(file), expected, container).run();
    }
}
