package org.kernos.container.life;

import java.util.List;
import org.kernos.api.Problem;

/** Is told what becomes of modules while their transitions go on, and so must neither wait nor call a module. */
public interface ModuleListener {

    /** Does nothing. */
    ModuleListener NONE = new ModuleListener() {
        @Override
        public void opened(ModuleEntry entry) {
            // Nobody listens.
        }

        @Override
        public void closed(ModuleEntry entry) {
            // Nobody listens.
        }

        @Override
        public void troubled(ModuleEntry entry, List<Problem> problems) {
            // Nobody listens.
        }
    };

    /** It is active; a revision that takes another one's place while that is in use is none of this. */
    void opened(ModuleEntry entry);

    /** It is not active any more. */
    void closed(ModuleEntry entry);

    /** It could not be opened, or something went wrong while it was closed. */
    void troubled(ModuleEntry entry, List<Problem> problems);
}
