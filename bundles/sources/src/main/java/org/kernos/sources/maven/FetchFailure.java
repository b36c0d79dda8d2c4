package org.kernos.sources.maven;

import java.io.InterruptedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.source.Attempt;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.spi.NearNames;

/** Why an archive could not be fetched, in the words of people: repository by repository. */
final class FetchFailure {

    private static final int MOST_SHOWN = 10;

    private final String moduleId;
    private final MavenCoordinates coordinates;
    private final MavenSettings settings;
    private final ArtifactResolutionException thrown;

    FetchFailure(
            String moduleId, MavenCoordinates coordinates, MavenSettings settings, ArtifactResolutionException thrown) {
        this.moduleId = moduleId;
        this.coordinates = coordinates;
        this.settings = settings;
        this.thrown = thrown;
    }

    private List<ArtifactTransferException> failures() {
        List<ArtifactTransferException> failures = new ArrayList<>();
        for (Exception each : thrown.getResult().getExceptions()) {
            if (each instanceof ArtifactTransferException failure && failure.getRepository() != null) {
                failures.add(failure);
            }
        }
        return failures;
    }

    /**
     * One that came and was something else than its repository says is not looked for as if it had not been there.
     *
     * @throws ModuleLoadException when there was such a one
     */
    void refuseDamaged() throws ModuleLoadException {
        for (ArtifactTransferException failure : failures()) {
            @Nullable ChecksumFailureException checksum = cause(failure, ChecksumFailureException.class);
            if (checksum != null) {
                throw new ModuleLoadException(
                        moduleId,
                        List.of(Problem.of(
                                        ProblemCode.SOURCE_DIGEST,
                                        "what came for mvn:" + coordinates + " was refused: " + mismatch(checksum))
                                .at(Place.of(failure.getRepository().getUrl()))
                                .fix("ask again; if it stays so, have the repository's files and checksums corrected")),
                        failure);
            }
        }
    }

    /**
     * One that is too large where it is would be too large tomorrow.
     *
     * @throws ModuleLoadException when there was such a one
     */
    void refuseTooLarge() throws ModuleLoadException {
        for (ArtifactTransferException failure : failures()) {
            TransferWatch.@Nullable TooLarge tooLarge = cause(failure, TransferWatch.TooLarge.class);
            if (tooLarge != null) {
                throw new ModuleLoadException(
                        moduleId,
                        List.of(Problem.of(
                                        ProblemCode.LIMIT,
                                        "what came for mvn:" + coordinates + " was refused: " + tooLarge.getMessage())
                                .at(Place.of(failure.getRepository().getUrl()))
                                .fix("pack the module alone; keep data and build output elsewhere")),
                        failure);
            }
        }
    }

    private static <T extends Throwable> @Nullable T cause(@Nullable Throwable thrown, Class<T> kind) {
        return thrown == null || kind.isInstance(thrown) ? kind.cast(thrown) : cause(thrown.getCause(), kind);
    }

    private static String mismatch(ChecksumFailureException checksum) {
        return checksum.getExpected().isEmpty()
                ? "the repository has no checksum of it"
                : "the repository's checksum is " + checksum.getExpected() + ", that of the file is "
                        + checksum.getActual();
    }

    /** The repositories that could say that they do not have it. */
    List<RemoteRepository> answered() {
        return failures().stream()
                .filter(ArtifactNotFoundException.class::isInstance)
                .map(ArtifactTransferException::getRepository)
                .toList();
    }

    /**
     * @param versions that are there instead, the newest first
     */
    ModuleNotFoundException notFound(List<String> versions) {
        List<Attempt> attempts = new ArrayList<>();
        attempts.add(settings.missing());
        failures()
                .forEach(failure ->
                        attempts.add(new Attempt(failure.getRepository().getUrl(), reason(failure))));
        List<String> near = NearNames.of(coordinates.version(), versions).stream()
                .map(version -> "mvn:" + coordinates.withVersion(version))
                .toList();
        return new ModuleNotFoundException(moduleId, attempts, near, fix(versions));
    }

    private String fix(List<String> versions) {
        if (!versions.isEmpty()) {
            List<String> shown = versions.subList(0, Math.min(MOST_SHOWN, versions.size()));
            return "ask for a version that is there: " + String.join(", ", shown)
                    + (versions.size() > MOST_SHOWN
                            ? ", or one of " + (versions.size() - MOST_SHOWN) + " older ones"
                            : "");
        }
        return answered().size() < failures().size()
                ? "see to the connection, or name repositories that can be reached in " + MavenSettings.REPOSITORIES
                : "check mvn:" + coordinates + ", or name the repository that has it in " + MavenSettings.REPOSITORIES;
    }

    private String reason(ArtifactTransferException failure) {
        if (failure instanceof ArtifactNotFoundException) {
            return isMissing(failure.getRepository()) ? "there is no such directory" : "does not have it";
        }
        Throwable cause = cause(failure);
        if (cause instanceof InterruptedIOException) {
            return "did not answer within " + settings.silence().toMillis() + " ms (" + MavenSettings.SILENCE + ")";
        } else if (cause instanceof UnknownHostException) {
            return "its host is not known";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static boolean isMissing(RemoteRepository repository) {
        return repository.getProtocol().equals("file") && !Files.isDirectory(Path.of(URI.create(repository.getUrl())));
    }

    /** What lies below all that wraps it. */
    private static Throwable cause(Throwable thrown) {
        @Nullable Throwable cause = thrown.getCause();
        return cause == null ? thrown : cause(cause);
    }
}
