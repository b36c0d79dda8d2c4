package org.kernos.deployer;

import java.nio.file.Path;
import org.kernos.api.ModuleContainer;
import org.osgi.framework.BundleContext;

/** The deployer's parts, put together for one container; follows the framework's events until it is closed. */
final class RunningDeployer implements AutoCloseable {

    private final ModuleContainer container;
    private final Deployer deployer;
    private final DeployerThread thread;
    private final FrameworkSurroundings surroundings;

    RunningDeployer(
            BundleContext context, ModuleContainer container, DeploymentRecord record, DeployerSettings settings) {
        this.container = container;
        surroundings = new FrameworkSurroundings(context, container.registry(), this::arrived);
        deployer = new Deployer(
                container,
                record,
                new Archives(context.getDataFile("archives").toPath()),
                surroundings,
                settings,
                () -> System.nanoTime() / 1_000_000);
        thread = new DeployerThread(deployer);
    }

    void open() {
        surroundings.open();
        thread.start();
    }

    boolean isFor(ModuleContainer other) {
        return container == other;
    }

    private void arrived() {
        // Of all that comes and goes in the framework.
        if (deployer.arrived()) {
            thread.wake();
        }
    }

    void touch(Path path) {
        deployer.touch(path);
        thread.wake();
    }

    @Override
    public void close() {
        surroundings.close();
        thread.close();
    }
}
