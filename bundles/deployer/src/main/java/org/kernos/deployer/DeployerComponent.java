package org.kernos.deployer;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleContainer;
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
 * Takes module directories and archives from FileInstall. An installer and no transformer: of what a transformer makes a bundle of, FileInstall
 * stops, updates and refreshes the bundle itself. Ranked above Karaf's wrapper, which would make a bundle of every directory.
 */
@Component(
        service = ArtifactInstaller.class,
        immediate = true,
        property = "service.ranking:Integer=100",
        configurationPid = DeployerConfiguration.PID)
@Designate(ocd = DeployerConfiguration.class)
public final class DeployerComponent implements ArtifactInstaller {

    private final Deployer deployer;
    private final DeployerThread thread;
    private final FrameworkSurroundings surroundings;

    /** Those that know which directory is a module. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<ModuleReader> readers = List.of();

    /**
     * @throws IllegalArgumentException when a value is out of its range
     */
    @Activate
    public DeployerComponent(
            BundleContext context, @Reference ModuleContainer container, Map<String, Object> properties) {
        DeployerSettings settings = DeployerSettings.of(key -> configured(key, properties.get(key), context));
        Path data = context.getDataFile("").toPath();
        surroundings = new FrameworkSurroundings(context, container.registry(), this::arrived);
        deployer = new Deployer(
                container,
                new DeploymentRecord(data.resolve("deployed")),
                new Archives(data.resolve("archives")),
                surroundings,
                settings,
                () -> System.nanoTime() / 1_000_000);
        thread = new DeployerThread(deployer);
        surroundings.open();
        thread.start();
    }

    private static @Nullable String configured(String key, @Nullable Object value, BundleContext context) {
        return value == null ? context.getProperty(key) : value.toString();
    }

    @Deactivate
    public void stop() {
        surroundings.close();
        thread.close();
    }

    private void arrived() {
        deployer.arrived();
        thread.wake();
    }

    /**
     * @param artifact a file, or the jar that FileInstall has made of a directory; a path that has gone while FileInstall was not there is not
     *     left to it either
     */
    @Override
    public boolean canHandle(File artifact) {
        if (!artifact.exists()) {
            return deployer.knows(artifact.toPath());
        }
        return !ArtifactName.isIgnored(artifact.getName()) && ArchiveRoot.isModule(artifact.toPath(), this::accepts);
    }

    private boolean accepts(Set<String> names) {
        return readers.stream().anyMatch(reader -> reader.accepts(names));
    }

    @Override
    public void install(File artifact) {
        touch(artifact);
    }

    @Override
    public void update(File artifact) {
        touch(artifact);
    }

    /** Also called for what is there and is no module at the moment. */
    @Override
    public void uninstall(File artifact) {
        touch(artifact);
    }

    private void touch(File artifact) {
        deployer.touch(artifact.toPath());
        thread.wake();
    }
}
