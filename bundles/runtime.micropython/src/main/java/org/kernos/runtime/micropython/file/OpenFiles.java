package org.kernos.runtime.micropython.file;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that one interpreter has open, by their numbers; the first three are for input, output and errors. Under the
 * interpreter's lock.
 */
final class OpenFiles {

    static final int STANDARD = 3;
    static final int ERROR_OUTPUT = 2;
    private static final int MOST = 256;

    private final List<@Nullable OpenFile> files = new ArrayList<>();

    static boolean isStandard(long number) {
        return number >= 0 && number < STANDARD;
    }

    /** Null when no such file is open. */
    @Nullable
    OpenFile find(long number) {
        long index = number - STANDARD;
        return index < 0 || index >= files.size() ? null : files.get((int) index);
    }

    /** Its number, the lowest that is free; or the negative of an error. */
    int add(OpenFile file) {
        int free = files.indexOf(null);
        if (free >= 0) {
            files.set(free, file);
            return free + STANDARD;
        } else if (files.size() == MOST) {
            file.close();
            return -Errors.TOO_MANY_OPEN;
        }
        files.add(file);
        return files.size() - 1 + STANDARD;
    }

    boolean close(long number) {
        OpenFile file = find(number);
        if (file == null) {
            return isStandard(number);
        }
        file.close();
        files.set((int) number - STANDARD, null);
        return true;
    }
}
