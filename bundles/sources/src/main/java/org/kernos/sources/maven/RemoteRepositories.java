package org.kernos.sources.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.util.repository.JreProxySelector;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleNotFoundException;

/** Fetches from remote repositories into the local one, by Maven's own library. */
final class RemoteRepositories implements AutoCloseable {

    private static final int RETRIES = 1;
    private static final int RETRY_PAUSE_MS = 500;

    private final MavenSettings settings;
    private final long mostBytes;
    private final RepositorySystem system = new RepositorySystemSupplier().get();
    private final List<RemoteRepository> remote;

    /**
     * @param mostBytes of one file
     */
    RemoteRepositories(MavenSettings settings, long mostBytes) {
        this.settings = settings;
        this.mostBytes = mostBytes;
        this.remote = RepositoryList.of(settings.remote());
    }

    /**
     * @return where {@link MavenCoordinates#in} says
     */
    Path fetch(String moduleId, MavenCoordinates coordinates, LongConsumer progress)
            throws ModuleNotFoundException, ModuleLoadException {
        RepositorySystemSession session = session(progress);
        ArtifactRequest request = new ArtifactRequest(artifact(coordinates), proxied(session), null);
        try {
            return system.resolveArtifact(session, request)
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException e) {
            FetchFailure failure = new FetchFailure(moduleId, coordinates, settings, e);
            failure.refuseDamaged();
            failure.refuseTooLarge();
            throw failure.notFound(versions(session, coordinates, failure.answered()));
        }
    }

    private static Artifact artifact(MavenCoordinates coordinates) {
        return new DefaultArtifact(
                coordinates.group(),
                coordinates.artifact(),
                coordinates.classifier(),
                coordinates.type(),
                coordinates.version());
    }

    private List<RemoteRepository> proxied(RepositorySystemSession session) {
        return system.newResolutionRepositories(session, remote);
    }

    /** The versions that there are instead, the newest first: as the local repository knows them, and those that answered. */
    private List<String> versions(
            RepositorySystemSession session, MavenCoordinates coordinates, List<RemoteRepository> answered) {
        Artifact any = artifact(coordinates.withVersion("(,)"));
        try {
            return system
                    .resolveVersionRange(session, new VersionRangeRequest(any, answered, null))
                    .getVersions()
                    .stream()
                    .map(Object::toString)
                    .sorted(java.util.Comparator.reverseOrder())
                    .toList();
        } catch (VersionRangeResolutionException e) {
            // It is only for the suggestions.
            return List.of();
        }
    }

    /** One for each fetch, as Maven has one for each build: what it knows of repositories' contents is not kept for the next. */
    private RepositorySystemSession session(LongConsumer progress) {
        DefaultRepositorySystemSession session = new DefaultRepositorySystemSession();
        session.setLocalRepositoryManager(system.newLocalRepositoryManager(
                session, new LocalRepository(settings.local().toFile())));
        session.setChecksumPolicy(RepositoryPolicy.CHECKSUM_POLICY_FAIL);
        session.setUpdatePolicy(RepositoryPolicy.UPDATE_POLICY_ALWAYS);
        // What could not be had a moment ago is asked for again.
        session.setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(false, false));
        session.setProxySelector(new JreProxySelector());
        session.setTransferListener(new TransferWatch(progress, mostBytes));
        session.setRepositoryListener(new MetadataWatch());
        session.setConfigProperty(ConfigurationProperties.CONNECT_TIMEOUT, silenceMs());
        session.setConfigProperty(ConfigurationProperties.REQUEST_TIMEOUT, silenceMs());
        session.setConfigProperty(ConfigurationProperties.HTTP_RETRY_HANDLER_COUNT, RETRIES);
        session.setConfigProperty(ConfigurationProperties.HTTP_RETRY_HANDLER_INTERVAL, RETRY_PAUSE_MS);
        return session;
    }

    private int silenceMs() {
        return (int) settings.silence().toMillis();
    }

    @Override
    public void close() {
        system.shutdown();
    }
}
