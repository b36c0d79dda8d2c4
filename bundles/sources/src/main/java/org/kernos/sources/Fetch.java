package org.kernos.sources;

import java.io.IOException;
import java.nio.file.Path;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleNotFoundException;

/** Fetches something into an entry of the {@link SourceCache}. */
@FunctionalInterface
interface Fetch {

    /**
     * Called on the thread that asks, once for all that ask at the same time. Ends soon when that thread is interrupted; whatever was written when
     * it throws is deleted.
     *
     * @return what is to be found by the entry's key: {@link Fetching#directory} or a directory in it
     * @throws ModuleNotFoundException when it is not there
     * @throws ModuleLoadException when it must not be taken
     * @throws java.io.InterruptedIOException when the thread was interrupted; those who wait as well then fetch for themselves
     */
    Path into(Fetching fetching) throws ModuleNotFoundException, ModuleLoadException, IOException;
}
