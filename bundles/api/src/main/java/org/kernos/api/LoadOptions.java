package org.kernos.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a module is to be found and loaded, beyond what the configuration and its descriptor say.
 *
 * @param settings for its runtime, kept with the module's bundle; {@code args=form} chooses the calling convention of a
 *     kernel (native C-5)
 * @param includePath directories to search before those of the configuration, in this order
 * @param workingDirectory to search last, in place of the process's own
 */
public record LoadOptions(Map<String, String> settings, List<Path> includePath, Optional<Path> workingDirectory) {

    /** Nothing beyond the configuration and the descriptor. */
    public static final LoadOptions NONE = new LoadOptions(Map.of());

    public LoadOptions {
        settings = Map.copyOf(settings);
        includePath = List.copyOf(includePath);
    }

    /** Settings only. */
    public LoadOptions(Map<String, String> settings) {
        this(settings, List.of(), Optional.empty());
    }
}
