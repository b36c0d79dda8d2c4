package org.kernos.spi;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.kernos.api.ModuleException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The files of one module, from its directory or from its bundle. Paths are relative, with {@code /}; one that leaves the
 * module, also through a symbolic link, is not there (architecture O-4).
 */
@ProviderType
public interface ModuleFiles {

    /** The module directory as the user knows it, for places in problems: {@code modules/alu}. */
    String location();

    /** The last name of the directory the module was installed from: what it was loaded as. */
    String directoryName();

    /** All regular files. */
    Set<String> paths();

    /**
     * A file's content.
     *
     * @throws IOException when there is no such file or it cannot be read
     */
    InputStream open(String path) throws IOException;

    /**
     * A small file at once.
     *
     * @param limit the greatest length in bytes
     * @throws ModuleException when the file is missing, longer than {@code limit}, or cannot be read
     */
    byte[] read(String path, int limit) throws ModuleException;
}
