package org.kernos.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * Makes the framework hold what lies in {@code bundles/LEVEL-NAME/*.jar}, and nothing else of ours; bundles that a session
 * installed are left alone. The level is the start level; what is on level 0 is installed and never started, and what is on level
 * {@value #KEEPING} or higher only where the storage is kept: it brings what is to be there the next time, too.
 */
final class InstalledBundles {

    /** Our locations, as opposed to those of a session. Relative, so that an installation may be moved. */
    private static final String PREFIX = "bundles/";

    static final int KEEPING = 3;

    private final BundleContext context;
    private final Storage storage;
    private final Path checksumFile;
    private final Properties checksums = new Properties();

    InstalledBundles(BundleContext context, Storage storage) {
        this.context = context;
        this.storage = storage;
        this.checksumFile = storage.directory().resolve("bundles.properties");
    }

    /** Installs, updates and uninstalls; marks as started what has a start level. */
    void synchronize(Path folder) throws IOException, BundleException {
        readChecksums();
        Set<String> present = new HashSet<>();
        List<Bundle> startable = new ArrayList<>();
        for (Path group : list(folder)) {
            int level = level(group);
            if (level >= KEEPING && storage.isTemporary()) {
                continue;
            }
            for (Path jar : list(group)) {
                Bundle bundle = storage.isTemporary()
                        ? refer(jar)
                        : copy(jar, PREFIX + group.getFileName() + "/" + jar.getFileName());
                present.add(bundle.getLocation());
                if (level > 0) {
                    bundle.adapt(BundleStartLevel.class).setStartLevel(level);
                    startable.add(bundle);
                }
            }
        }
        uninstallAllBut(present);
        for (Bundle bundle : startable) {
            bundle.start();
        }
        writeChecksums();
    }

    /** The highest start level in the folder. */
    static int highestLevel(Path folder) throws IOException {
        int highest = 1;
        for (Path group : list(folder)) {
            highest = Math.max(highest, level(group));
        }
        return highest;
    }

    /** A temporary storage needs no copy, and making none is what a one-command run saves most on. */
    private Bundle refer(Path jar) throws BundleException {
        return context.installBundle("reference:" + jar.toUri());
    }

    /**
     * A copy, so that a build may replace the jar under a running session. By checksum and not by time: the files of an
     * archive that was built reproducibly all bear the same time.
     */
    private Bundle copy(Path jar, String location) throws IOException, BundleException {
        byte[] content = Files.readAllBytes(jar);
        CRC32 crc = new CRC32();
        crc.update(content);
        String checksum = content.length + "-" + Long.toHexString(crc.getValue());
        boolean known = checksum.equals(checksums.setProperty(location, checksum));
        Bundle bundle = context.getBundle(location);
        if (bundle == null) {
            return context.installBundle(location, new ByteArrayInputStream(content));
        }
        if (!known) {
            bundle.update(new ByteArrayInputStream(content));
        }
        return bundle;
    }

    private void uninstallAllBut(Set<String> present) throws BundleException {
        for (Bundle bundle : context.getBundles()) {
            String location = bundle.getLocation();
            if (location.startsWith(PREFIX) && !present.contains(location)) {
                bundle.uninstall();
                checksums.remove(location);
            }
        }
    }

    private void readChecksums() throws IOException {
        if (Files.exists(checksumFile)) {
            try (var in = Files.newBufferedReader(checksumFile)) {
                checksums.load(in);
            }
        }
    }

    private void writeChecksums() throws IOException {
        if (!storage.isTemporary()) {
            try (var out = Files.newBufferedWriter(checksumFile)) {
                checksums.store(out, null);
            }
        }
    }

    private static int level(Path group) {
        String name = String.valueOf(group.getFileName());
        try {
            return Integer.parseInt(name.substring(0, Math.max(0, name.indexOf('-'))));
        } catch (NumberFormatException e) {
            throw new LaunchException(group + " has no start level: name it LEVEL-NAME, like 1-services", e);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            // A hidden file is what a file manager leaves behind.
            return files.filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
