package org.kernos.sources;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleSource;

/** One of the places of a {@link LayeredResolver}. */
interface Layer {

    /** As people know it. */
    String name();

    /**
     * Where this layer has a module.
     *
     * @throws ModuleLoadException when it has one that must not be taken
     */
    Answer ask(String moduleId, @Nullable Object hint) throws ModuleLoadException;

    /** The names of modules that it could give, for suggestions. */
    default List<String> names() {
        return List.of();
    }

    /**
     * @param text why there is none, or which one there is; without anybody's password
     */
    record Answer(Optional<ModuleSource> source, String text) {

        public Answer {
            text = UserInfo.blanked(text);
        }

        static Answer none(String why) {
            return new Answer(Optional.empty(), why);
        }
    }
}
