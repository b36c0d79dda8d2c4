package org.kernos.runtime.java;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collection;

/** The class loader of one revision of a module. Once it is closed and nothing of its classes is in use, it can be collected. */
final class ModuleLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final Path ownJar;

    /**
     * @param jars at least one, the module's own first
     */
    ModuleLoader(String name, Collection<Path> jars, ApiClassLoader parent) {
        super(name, jars.stream().map(ModuleLoader::url).toArray(URL[]::new), parent);
        this.ownJar = jars.iterator().next();
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path ownJar() {
        return ownJar;
    }

    /** The same, for when something worse is on its way already. */
    void closeQuietly(Throwable reason) {
        try {
            close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}
