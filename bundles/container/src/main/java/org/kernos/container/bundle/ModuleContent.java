package org.kernos.container.bundle;

import org.kernos.spi.ModuleFiles;

/** The files that a module's bundle can be made of. */
public interface ModuleContent extends ModuleFiles {

    /** Bytes of all files together. */
    long size();
}
