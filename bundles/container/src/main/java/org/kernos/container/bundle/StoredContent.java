package org.kernos.container.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.kernos.api.ModuleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The content of a former revision as it lies in its bundle, which is kept as a file. */
public final class StoredContent implements ModuleContent, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoredContent.class);

    private final JarFile jar;
    private final ModuleHeaders headers;

    /**
     * @throws IOException when the file is no bundle that a container has made
     */
    public StoredContent(Path file) throws IOException {
        jar = new JarFile(file.toFile(), false);
        try {
            headers = headers(jar.getManifest());
        } catch (IOException | RuntimeException e) {
            jar.close();
            throw e;
        }
    }

    private static ModuleHeaders headers(Manifest manifest) throws IOException {
        try {
            return ModuleHeaders.of(manifest.getMainAttributes());
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Of the bundle that it was. */
    public ModuleHeaders headers() {
        return headers;
    }

    @Override
    public String location() {
        return headers.shownLocation();
    }

    @Override
    public String directoryName() {
        return headers.directoryName();
    }

    @Override
    public Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        jar.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.startsWith(ModuleHeaders.FILES))
                .forEach(name -> paths.add(name.substring(ModuleHeaders.FILES.length())));
        return paths;
    }

    @Override
    public InputStream open(String path) throws IOException {
        ZipEntry entry = jar.getEntry(ModuleHeaders.FILES + path);
        if (entry == null) {
            throw new NoSuchFileException(path);
        }
        return jar.getInputStream(entry);
    }

    @Override
    public byte[] read(String path, int limit) throws ModuleException {
        return LimitedRead.read(this, path, limit);
    }

    @Override
    public long size() {
        return jar.stream().mapToLong(ZipEntry::getSize).sum();
    }

    /** Of a file that was only read nothing is lost when this fails. */
    @Override
    public void close() {
        try {
            jar.close();
        } catch (IOException e) {
            LOG.debug("{} cannot be closed", jar.getName(), e);
        }
    }
}
