package org.kernos.api.source;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/** One place that a module comes from (module-source-protocol). */
@ConsumerType
@FunctionalInterface
public interface ModuleSource {

    /**
     * The module's directory, fetched first where it is not on this computer. An interrupt of the thread cancels that.
     *
     * @return a directory that exists, in the default file system; the same one however often it is asked for
     * @throws ModuleNotFoundException when there is none
     * @throws ModuleLoadException when it is there and cannot be had: with another digest than asked for, say
     * @throws IOException when the file system or the network fails
     */
    Path resolve() throws ModuleNotFoundException, ModuleLoadException, IOException;
}
