package org.kernos.container.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.NoSuchFileException;
import java.util.Enumeration;
import java.util.Set;
import java.util.TreeSet;
import org.kernos.api.ModuleException;
import org.kernos.spi.ModuleFiles;
import org.osgi.framework.Bundle;

/** The files of a module as they lie in its bundle. */
public final class BundleFiles implements ModuleFiles {

    private final Bundle bundle;
    private final ModuleHeaders headers;

    public BundleFiles(Bundle bundle, ModuleHeaders headers) {
        this.bundle = bundle;
        this.headers = headers;
    }

    @Override
    public String location() {
        return headers.shownLocation();
    }

    @Override
    public String directoryName() {
        return headers.directoryName();
    }

    /** By {@link Bundle#getEntryPaths}, since {@code findEntries} would resolve the bundle, which is no reader's business. */
    @Override
    public Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        collect(ModuleHeaders.FILES, paths);
        return paths;
    }

    private void collect(String directory, Set<String> paths) {
        Enumeration<String> entries = bundle.getEntryPaths(directory);
        while (entries != null && entries.hasMoreElements()) {
            String path = entries.nextElement();
            if (path.endsWith("/")) {
                collect(path, paths);
            } else {
                paths.add(path.substring(ModuleHeaders.FILES.length()));
            }
        }
    }

    @Override
    public InputStream open(String path) throws IOException {
        URL entry = bundle.getEntry(ModuleHeaders.FILES + path);
        if (entry == null) {
            throw new NoSuchFileException(path);
        }
        return entry.openStream();
    }

    @Override
    public byte[] read(String path, int limit) throws ModuleException {
        return LimitedRead.read(this, path, limit);
    }
}
