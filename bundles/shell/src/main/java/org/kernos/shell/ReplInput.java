package org.kernos.shell;

import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where a session's texts come from. */
interface ReplInput extends AutoCloseable {

    /**
     * The next text, of one line or as many as it takes to be complete.
     *
     * @return null at the end of the input
     */
    @Nullable
    String read(Predicate<String> complete) throws IOException;

    /** Does work that whoever types can interrupt, as far as there is a way to. */
    default void interruptibly(Runnable work) {
        work.run();
    }

    @Override
    void close() throws IOException;
}
