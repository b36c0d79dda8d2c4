package org.kernos.container.history;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The former contents of the bundles that are being updated, in a file each. Felix truncates the file that says what a bundle is when it updates
 * one: killed right then, it starts anew without the bundle. Then the former content becomes a bundle again. One file per bundle: any
 * thread, one per bundle at a time.
 */
public final class UpdatesUnderWay {

    private static final Logger LOG = LoggerFactory.getLogger(UpdatesUnderWay.class);
    private static final String ENDING = ".update";

    private final Path directory;

    public UpdatesUnderWay(Path directory) {
        this.directory = directory;
    }

    private Path file(Bundle bundle) {
        return directory.resolve(bundle.getBundleId() + ENDING);
    }

    /** A bundle with this content is going to be updated. That goes on when the content cannot be written. */
    public void begin(Bundle bundle, byte[] content) {
        Path file = file(bundle);
        Path fresh = directory.resolve(bundle.getBundleId() + ".new");
        try {
            Files.createDirectories(directory);
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)))) {
                out.writeUTF(bundle.getLocation());
                out.writeBoolean(bundle.adapt(BundleStartLevel.class).isPersistentlyStarted());
                out.write(content);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("{} is updated; if the process is killed meanwhile, the bundle may be gone", bundle, e);
            deleteQuietly(fresh);
        }
    }

    /** It holds the new content, or the former one again, or is uninstalled. */
    public void end(Bundle bundle) {
        deleteQuietly(file(bundle));
    }

    /** Makes bundles again of those that were lost. */
    public void recover(BundleContext context) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (file.toString().endsWith(ENDING)) {
                    recover(context, file);
                }
                deleteQuietly(file);
            }
        } catch (IOException e) {
            LOG.warn("whether updates were interrupted cannot be told: {} cannot be read", directory, e);
        }
    }

    private static void recover(BundleContext context, Path file) {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            String location = in.readUTF();
            boolean starts = in.readBoolean();
            if (context.getBundle(location) != null) {
                return;
            }
            Bundle bundle = context.installBundle(location, in);
            LOG.warn("{} was lost when the process ended in an update of it, and has its former content", bundle);
            if (starts) {
                bundle.start();
            }
        } catch (IOException | BundleException e) {
            LOG.error("a bundle that may have been lost in an update cannot be made again of {}", file, e);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted, which is tried again at the next start", file, e);
        }
    }
}
