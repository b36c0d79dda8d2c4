package org.kernos.container;

import java.nio.file.Path;

/** Bundle locations of modules: {@code kernos:<directory>} (architecture N-10). */
final class ModuleLocation {

    static final String PROTOCOL = "kernos";

    private ModuleLocation() {}

    static String of(Path directory) {
        return PROTOCOL + ":" + directory;
    }
}
