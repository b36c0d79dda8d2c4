package org.kernos.spi;

import java.util.List;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A descriptor format: reads a module's descriptor and runs nothing (architecture A-3). Each OSGi service of this type
 * adds a format. Called from any thread.
 */
@ConsumerType
public interface ModuleReader {

    /** For people: {@code kernel}. */
    String kind();

    /** The file that marks a directory as a module of this format: {@code kernel.sxs}. */
    String descriptorFile();

    /**
     * Reads the descriptor.
     *
     * @throws ModuleException with every problem the descriptor has; nothing else is thrown, whatever the input
     */
    Reading read(ModuleFiles files) throws ModuleException;

    /**
     * @param warnings what the author should know although the module can be used
     */
    record Reading(ModuleDescriptor descriptor, List<Problem> warnings) {
        public Reading {
            warnings = List.copyOf(warnings);
        }
    }
}
