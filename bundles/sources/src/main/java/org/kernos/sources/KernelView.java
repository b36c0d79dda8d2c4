package org.kernos.sources;

import java.nio.file.Path;
import java.util.List;

/** What layers have to know of the kernel that asks them. It may be otherwise the next time. */
interface KernelView {

    /** Whether a directory holds a module of a format that is there. */
    boolean isModule(Path directory);

    /** The directories in which the kernel looks for modules by itself, in this order. */
    List<Path> searchPath();
}
