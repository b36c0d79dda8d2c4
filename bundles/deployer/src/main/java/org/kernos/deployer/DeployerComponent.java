package org.kernos.deployer;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleContainer;
import org.kernos.archive.ArchiveRoot;
import org.kernos.spi.ModuleReader;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Takes module directories and archives from FileInstall. An installer and no transformer: what a transformer makes bundles of, FileInstall
 * stops, updates and refreshes itself. Ranked above Karaf's wrapper, which would make a bundle of every directory, and there while the
 * container is not, so that nobody else takes what is ours meanwhile: after a restart FileInstall knows our bundles by their locations, and
 * would update them with what the wrapper has made of their directories.
 */
@Component(
        service = ArtifactInstaller.class,
        immediate = true,
        property = "service.ranking:Integer=100",
        configurationPid = DeployerConfiguration.PID)
@Designate(ocd = DeployerConfiguration.class)
public final class DeployerComponent implements ArtifactInstaller {

    private final BundleContext context;
    private final DeployerSettings settings;
    private final DeploymentRecord record;
    private @Nullable RunningDeployer running;

    /** Those that know which directory is a module. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<ModuleReader> readers = List.of();

    /**
     * @throws IllegalArgumentException when a value is out of its range
     */
    @Activate
    public DeployerComponent(BundleContext context, Map<String, Object> properties) {
        this.context = context;
        settings = DeployerSettings.of(key -> configured(key, properties.get(key), context));
        record = new DeploymentRecord(context.getDataFile("deployed").toPath());
    }

    private static @Nullable String configured(String key, @Nullable Object value, BundleContext context) {
        return value == null ? context.getProperty(key) : value.toString();
    }

    /** From now on things are done; first, what was left undone before. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setContainer(ModuleContainer container) {
        RunningDeployer next = new RunningDeployer(context, container, record, settings);
        RunningDeployer former;
        synchronized (this) {
            former = running;
            running = next;
        }
        if (former != null) {
            former.close();
        }
        next.open();
    }

    /** Another one may have taken its place before. */
    void unsetContainer(ModuleContainer container) {
        RunningDeployer now = running();
        if (now != null && now.isFor(container)) {
            stop();
        }
    }

    private synchronized @Nullable RunningDeployer running() {
        return running;
    }

    @Deactivate
    void stop() {
        RunningDeployer former;
        synchronized (this) {
            former = running;
            running = null;
        }
        if (former != null) {
            former.close();
        }
    }

    /**
     * @param artifact a file, or the jar that FileInstall has made of a directory, or the path of what has gone while FileInstall was not there
     */
    @Override
    public boolean canHandle(File artifact) {
        if (!artifact.exists()) {
            return record.find(artifact.toPath().toAbsolutePath().normalize()).isPresent();
        }
        return !ArtifactName.isIgnored(artifact.getName())
                && ArchiveRoot.isModule(
                        artifact.toPath(), names -> accepts(names) || record.hasDirectory(artifact.getName()));
    }

    private boolean accepts(Set<String> names) {
        return readers.stream().anyMatch(reader -> reader.accepts(names));
    }

    @Override
    public void install(File artifact) {
        touch(artifact.toPath().toAbsolutePath().normalize());
    }

    @Override
    public void update(File artifact) {
        install(artifact);
    }

    /** Also called for what is there and is no module at the moment. */
    @Override
    public void uninstall(File artifact) {
        install(artifact);
    }

    private void touch(Path path) {
        record.enter(path);
        RunningDeployer now = running();
        if (now != null) {
            now.touch(path);
        }
    }
}
