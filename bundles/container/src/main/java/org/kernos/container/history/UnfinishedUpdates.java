package org.kernos.container.history;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The contents of bundles while they are updated, each in a file {@code BUNDLE.update}. A framework that is killed while it writes what it
 * knows of a bundle may not know it any more: Felix writes that in place, and at its next start deletes the bundles whose file is cut
 * short. From here such a bundle is installed again, with what it had before the update.
 */
public final class UnfinishedUpdates implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedUpdates.class);
    private static final String SUFFIX = ".update";
    private static final Pattern NAME = Pattern.compile("([0-9]{1,18})\\.update");

    private final Path directory;
    /** By their files: the one that came last, whose content is in there. */
    private final Map<Path, Guard> guards = new HashMap<>();
    /** What was installed again and is to be started, by the files that are kept until then. */
    private final Map<Path, Bundle> unstarted = new HashMap<>();

    /** The content of one bundle for the time of one update. */
    public static final class Guard {

        private final Path file;

        private Guard(Path file) {
            this.file = file;
        }
    }

    public UnfinishedUpdates(Path directory) {
        this.directory = directory;
    }

    /**
     * An update begins. Without a file it goes on all the same: what is lost is the guard against a kill.
     *
     * @param content that the bundle has until then
     */
    public synchronized Guard begin(Bundle bundle, byte[] content) {
        Path file = directory.resolve(bundle.getBundleId() + SUFFIX);
        Guard guard = new Guard(file);
        guards.put(file, guard);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(directory);
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)))) {
                out.writeUTF(bundle.getLocation());
                out.writeBoolean(bundle.adapt(BundleStartLevel.class).isPersistentlyStarted());
                out.write(content);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("{} is updated without a copy of its content, which a kill could cost it", bundle, e);
            deleteQuietly(fresh);
        }
        return guard;
    }

    /** Whether an update of the bundle is under way. */
    public synchronized boolean isGuarded(Bundle bundle) {
        return guards.containsKey(directory.resolve(bundle.getBundleId() + SUFFIX));
    }

    /** The update has ended, with one content or the other in the bundle; another one may have begun. */
    public synchronized void end(Guard guard) {
        if (guards.remove(guard.file, guard)) {
            deleteQuietly(guard.file);
        }
    }

    /**
     * Installs the bundles again that a kill has cost the framework; to be called before any update begins.
     *
     * @return the new ones, not started yet, by the ids that the former had
     */
    public Map<Long, Bundle> recover(BundleContext context) {
        Map<Long, Bundle> recovered = new HashMap<>();
        if (!Files.isDirectory(directory)) {
            return recovered;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                if (!name.matches() || !isLost(Long.parseLong(name.group(1)), file, context, recovered)) {
                    deleteQuietly(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be listed: updates that a kill has ended are not seen to", directory, e);
        }
        return recovered;
    }

    /** Whether the bundle was, so that the file is to stay until it is started again, or for a person to look at. */
    private boolean isLost(long id, Path file, BundleContext context, Map<Long, Bundle> recovered) {
        if (context.getBundle(id) != null) {
            return false;
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            String location = in.readUTF();
            boolean starts = in.readBoolean();
            Bundle bundle = context.getBundle(location);
            if (bundle == null) {
                bundle = context.installBundle(location, in);
                LOG.warn("{} was lost in an update that was cut off, and has its former content again", bundle);
                recovered.put(id, bundle);
            }
            // Another kill may have come before it was started.
            if (starts && !bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()) {
                unstarted.put(file, bundle);
                return true;
            }
            return false;
        } catch (IOException | BundleException e) {
            LOG.error("bundle {} was lost in an update that was cut off, and cannot be installed again", id, e);
            return true;
        }
    }

    /** Starts what was installed again. */
    public void startRecovered() {
        unstarted.forEach((file, bundle) -> {
            try {
                bundle.start();
                deleteQuietly(file);
            } catch (BundleException e) {
                LOG.error("{} is installed again, but could not be started", bundle, e);
            }
        });
        unstarted.clear();
    }

    /** Updates that are under way end without their container. */
    @Override
    public synchronized void close() {
        guards.keySet().forEach(UnfinishedUpdates::deleteQuietly);
        guards.clear();
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted", file, e);
        }
    }
}
