package org.kernos.container.bundle;

import java.nio.file.Path;

/** Bundle locations of modules: {@code kernos:<directory>} (architecture N-10). */
public final class ModuleLocation {

    public static final String PROTOCOL = "kernos";

    private ModuleLocation() {}

    public static String of(Path directory) {
        return PROTOCOL + ":" + directory;
    }
}
