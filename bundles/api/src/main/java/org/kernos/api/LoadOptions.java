package org.kernos.api;

import java.util.Map;

/**
 * How a module is to be loaded, beyond what its descriptor says; kept with the module's bundle.
 *
 * @param settings for its runtime; {@code args=form} chooses the calling convention of a kernel (native C-5)
 */
public record LoadOptions(Map<String, String> settings) {

    /** Nothing beyond the descriptor. */
    public static final LoadOptions NONE = new LoadOptions(Map.of());

    public LoadOptions {
        settings = Map.copyOf(settings);
    }
}
