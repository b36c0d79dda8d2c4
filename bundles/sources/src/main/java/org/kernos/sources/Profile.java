package org.kernos.sources;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which layers count, and in which order (module-source-protocol). */
enum Profile {
    /** What the caller says, then whatever is there, what is being worked on first. */
    DEVELOPMENT,
    /** Verified packages and overrides, and nothing else. */
    PRODUCTION,
    /** What the test says: overrides, then the workspace. */
    TESTING;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<Layer> layers(SourcesSettings settings, SourceHints hints, SourceCache cache, KernelView kernel) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layers.Overrides(settings.overrides(), hints, this == PRODUCTION));
        layers.add(this == DEVELOPMENT ? new Layers.Hinted(hints) : new Layers.UnheededHint(this));
        if (this != PRODUCTION) {
            settings.workspace().forEach(directory -> layers.add(new Layers.Workspace(directory, kernel)));
        }
        if (this != TESTING) {
            settings.packages()
                    .forEach(directory ->
                            layers.add(new Layers.Packages(directory, settings.digests(), this == PRODUCTION, cache)));
        }
        if (this == DEVELOPMENT) {
            layers.add(new Layers.SearchPath(kernel));
        }
        return layers;
    }
}
