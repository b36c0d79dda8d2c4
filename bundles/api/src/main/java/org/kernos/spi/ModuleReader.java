package org.kernos.spi;

import java.util.List;
import java.util.Set;
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

    /** What marks a directory as a module of this format, for people: {@code kernel.sxs}. */
    String descriptorFile();

    /**
     * Whether a directory is a module of this format. Of several readers that say so, the one of the highest service ranking
     * reads it, then the one that was there first.
     *
     * @param names of the files directly in the directory
     */
    boolean accepts(Set<String> names);

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
