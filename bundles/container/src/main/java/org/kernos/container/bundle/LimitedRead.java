package org.kernos.container.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.ModuleFiles;

/** Reads a small file of a module whole, and never more than was allowed. */
public final class LimitedRead {

    private LimitedRead() {}

    public static byte[] read(ModuleFiles files, String path, int limit) throws ModuleException {
        String shown = files.location() + "/" + path;
        byte[] content;
        try (InputStream in = files.open(path)) {
            content = in.readNBytes(Math.max(limit, limit + 1));
        } catch (IOException e) {
            throw new ModuleException(List.of(ModuleDirectory.unreadable(shown, e)), e);
        }
        if (content.length > limit) {
            throw new ModuleException(Problem.of(
                            ProblemCode.LIMIT, "the file is longer than " + limit + " bytes, the greatest length here")
                    .at(Place.of(shown)));
        }
        return content;
    }
}
