package org.kernos.container.life;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where one opening of a module keeps its files: made when it is first asked for, a fresh one each time. */
final class DataDirectory implements AutoCloseable {

    private final DataArea area;
    private @Nullable Path made;

    DataDirectory(DataArea area) {
        this.area = area;
    }

    /**
     * @throws UncheckedIOException when it cannot be made
     */
    synchronized Path path() {
        Path present = made;
        if (present == null) {
            present = area.fresh();
            made = present;
        }
        return present;
    }

    @Override
    public synchronized void close() {
        if (made != null) {
            OpenModule.removeTree(made);
        }
    }
}
