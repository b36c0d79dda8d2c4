package org.kernos.runtime.micropython;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.runtime.micropython.file.Grant;

/** The directories of the host that are granted to the modules and programs of the group {@code main}. */
final class PythonRoots {

    static final String KEY = "kernos.python.roots";

    private PythonRoots() {}

    /**
     * @param given directories, separated by commas; none for null
     * @throws IllegalArgumentException naming one that cannot be granted
     */
    static List<Grant> of(@Nullable String given) {
        List<Grant> grants = new ArrayList<>();
        for (String directory : (given == null ? "" : given).split(",")) {
            if (!directory.isBlank()) {
                grants.add(grant(directory.trim()));
            }
        }
        return List.copyOf(grants);
    }

    private static Grant grant(String directory) {
        try {
            return Grant.of(Path.of(directory), Grant.Right.WRITE);
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    PythonConfiguration.PID + ": " + KEY + " has '" + directory + "', which cannot be granted: " + e,
                    e);
        }
    }
}
