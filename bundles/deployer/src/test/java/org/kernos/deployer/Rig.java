package org.kernos.deployer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A deployer with a container that is none, a watched directory, and a clock that stands still unless it is told to go on. */
final class Rig implements AutoCloseable, Surroundings {

    static final long QUIET_MS = 1_000;

    final FakeContainer container = new FakeContainer();
    final LoggedLines log = new LoggedLines();
    final Path watched;
    private final Path data;
    private final boolean[] diskIsFull = new boolean[1];
    /** What the framework has, whatever the container knows of it. */
    boolean bundles;

    private long nowMs;
    private DeploymentRecord record;
    private Deployer deployer;

    Rig(Path temporary) throws IOException {
        watched = Files.createDirectories(temporary.resolve("deploy"));
        data = Files.createDirectories(temporary.resolve("data"));
        start();
    }

    /** A new deployer that finds what the former one has left, as after a restart. */
    void start() {
        record = new DeploymentRecord(data.resolve("deployed"));
        deployer = new Deployer(
                container,
                record,
                new Archives(data.resolve("archives"), this::open, 10_000),
                this,
                new DeployerSettings(QUIET_MS),
                () -> nowMs);
    }

    private OutputStream open(Path file) throws IOException {
        if (diskIsFull[0]) {
            throw new IOException("No space left on device");
        }
        return Files.newOutputStream(file);
    }

    void diskIsFull(boolean full) {
        diskIsFull[0] = full;
    }

    @Override
    public Object snapshot() {
        return container.modules().stream()
                .map(module -> module.name() + module.revision() + module.state())
                .toList();
    }

    @Override
    public boolean hasBundle(String module) {
        return bundles;
    }

    Path artifact(String name) {
        return watched.resolve(name);
    }

    /** Makes or changes a module directory; {@code lines} as {@link FakeContainer} reads them. */
    Path write(String directory, String... lines) {
        Path path = artifact(directory);
        try {
            Files.createDirectories(path);
            Files.writeString(path.resolve(FakeContainer.FILE), String.join("\n", lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return path;
    }

    /** Makes or changes an archive of one module. */
    Path zip(String name, String... lines) {
        Path path = artifact(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(path))) {
            out.putNextEntry(new ZipEntry(FakeContainer.FILE));
            out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return path;
    }

    void delete(String name) {
        try (Stream<Path> files = Files.walk(artifact(name))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What FileInstall does after a change. */
    void touch(String... names) {
        for (String name : names) {
            deployer.touch(artifact(name));
        }
    }

    boolean knows(String name) {
        return record.find(artifact(name)).isPresent();
    }

    void arrived() {
        deployer.arrived();
    }

    long tick() {
        return deployer.tick();
    }

    long passAndTick(long ms) {
        nowMs += ms;
        return deployer.tick();
    }

    /** From a change to the end of what it leads to; what was asked of the container. */
    List<String> settle(String... names) {
        touch(names);
        deployer.tick();
        nowMs += QUIET_MS;
        while (deployer.tick() <= WaitingPaths.PAUSE_MS) {
            nowMs += WaitingPaths.PAUSE_MS;
        }
        return container.takeAsked();
    }

    List<Path> unpacked() throws IOException {
        Path archives = data.resolve("archives");
        if (!Files.exists(archives)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(archives)) {
            return children.toList();
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
