package org.kernos.container;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.kernos.container.bundle.BundleSynthesizer;
import org.kernos.container.bundle.ModuleHeaders;
import org.kernos.container.bundle.Revisions;
import org.kernos.container.bundle.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the bundles of module directories, as the framework takes them: each is another revision. */
final class NewBundles {

    private static final Logger LOG = LoggerFactory.getLogger(NewBundles.class);
    private static final long GREATEST_IN_MEMORY = 8 << 20;
    private static final String PREFIX = "module";
    private static final String SUFFIX = ".jar";

    private final Path area;
    private final Revisions revisions;
    private final BundleSynthesizer synthesizer = new BundleSynthesizer();

    /**
     * Removes what a process has left that was killed while it handed over a bundle.
     *
     * @param area a directory of the container's own, for bundles that are too large for the memory
     */
    NewBundles(Path area, Revisions revisions) {
        this.area = area;
        this.revisions = revisions;
        if (Files.isDirectory(area)) {
            tidy();
        }
    }

    private void tidy() {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(area, PREFIX + "*" + SUFFIX)) {
            for (Path jar : left) {
                Files.delete(jar);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be tidied, which is tried again at the next start", area, e);
        }
    }

    /** In memory where it is small, since a file costs more than it. */
    InputStream stream(ModuleCandidate candidate) throws IOException {
        if (candidate.files().size() <= GREATEST_IN_MEMORY) {
            ByteArrayOutputStream jar =
                    new ByteArrayOutputStream((int) candidate.files().size() + 8_192);
            write(candidate, jar);
            return new ByteArrayInputStream(jar.toByteArray());
        }
        Path jar = temporary();
        try (OutputStream out = new Storing(Files.newOutputStream(jar))) {
            write(candidate, out);
            return Files.newInputStream(jar, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(jar);
            throw e;
        }
    }

    private Path temporary() throws StorageException {
        try {
            return Files.createTempFile(area, PREFIX, SUFFIX);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static StorageException unwritable(IOException e) {
        return new StorageException("there is no room for the module's bundle: " + e, e);
    }

    /** Says of what fails here that it is not the module that cannot be read. */
    private static final class Storing extends FilterOutputStream {
        Storing(OutputStream file) {
            super(file);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                throw unwritable(e);
            }
        }
    }

    private void write(ModuleCandidate candidate, OutputStream out) throws IOException {
        ModuleHeaders headers = new ModuleHeaders(
                candidate.directory(),
                candidate.files().location(),
                candidate.descriptor().kind(),
                revisions.next(candidate.descriptor().name()),
                candidate.stamp(),
                candidate.settings());
        synthesizer.write(candidate.descriptor(), headers, candidate.files(), out);
    }
}
