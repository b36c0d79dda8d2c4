package org.kernos.container;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.kernos.container.life.ModuleEntry;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The contents that bundles have while the framework updates them, for the case that the process is killed meanwhile: a framework may lose
 * such a bundle altogether. Felix writes its record of a bundle over the former one, several times in each update, and removes a bundle
 * whose record it finds broken off. Each content is in a file {@code BUNDLE-REVISION.bundle}: the bundle's location, then the jar.
 */
final class Safekeeping {

    private static final Logger LOG = LoggerFactory.getLogger(Safekeeping.class);
    private static final String SUFFIX = ".bundle";
    private static final String NEW = ".new";

    private final Path directory;
    private final List<Lost> lost = new ArrayList<>();

    /** A bundle that was installed again. */
    private record Lost(Bundle bundle, Path file) {}

    /**
     * Installs what the framework has lost, before anything can be said of modules that are not there.
     */
    Safekeeping(Path directory, BundleContext context) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    if (file.toString().endsWith(SUFFIX)) {
                        recover(file, context);
                    } else {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            LOG.warn("{}: what was in there is not looked at", directory, e);
        }
    }

    private void recover(Path file, BundleContext context) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            String location = in.readUTF();
            if (context.getBundle(location) == null) {
                Bundle bundle = context.installBundle(location, in);
                bundle.adapt(BundleStartLevel.class)
                        .setStartLevel(context.getBundle()
                                .adapt(BundleStartLevel.class)
                                .getStartLevel());
                LOG.warn(
                        "{} was lost when the process was killed while the bundle was updated: installed again as it was before",
                        location);
                lost.add(new Lost(bundle, file));
                return;
            }
        } catch (BundleException e) {
            LOG.error("a bundle that was lost cannot be installed again: {}", file, e);
            return;
        }
        Files.delete(file);
    }

    /** Starts what was installed again. Only then is it safe. */
    void startLost() {
        for (Lost each : lost) {
            try {
                each.bundle.start();
                Files.deleteIfExists(each.file);
            } catch (BundleException | IOException e) {
                LOG.error("{} was lost, installed again and not started", each.bundle.getLocation(), e);
            }
        }
        lost.clear();
    }

    private Path file(ModuleEntry entry) {
        return directory.resolve(
                entry.bundle().getBundleId() + "-" + entry.headers().revision() + SUFFIX);
    }

    /** The entry's bundle is about to be updated. */
    void keep(ModuleEntry entry, byte[] content) {
        Path file = file(entry);
        Path fresh = file.resolveSibling(file.getFileName() + NEW);
        try {
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)))) {
                out.writeUTF(entry.bundle().getLocation());
                out.write(content);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("{} is updated without a copy of what it was: {}", entry.name(), e.toString());
            delete(fresh);
        }
    }

    /** The update has ended, whatever the bundle has now. */
    void release(ModuleEntry entry) {
        delete(file(entry));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted, which is tried again at the next start", file, e);
        }
    }
}
