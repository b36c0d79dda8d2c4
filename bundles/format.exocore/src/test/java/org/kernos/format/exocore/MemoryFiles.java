package org.kernos.format.exocore;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.ModuleFiles;

/** A module's files in memory, limits enforced as the interface says. */
record MemoryFiles(String directoryName, Map<String, byte[]> files) implements ModuleFiles {

    @Override
    public String location() {
        return "modules/" + directoryName;
    }

    @Override
    public Set<String> paths() {
        return files.keySet();
    }

    @Override
    public InputStream open(String path) throws IOException {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new IOException("no file '" + path + "'");
        }
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public byte[] read(String path, int limit) throws ModuleException {
        byte[] bytes = files.get(path);
        Place place = Place.of(location() + "/" + path);
        if (bytes == null) {
            throw new ModuleException(
                    Problem.of(ProblemCode.NO_DESCRIPTOR, "no file").at(place));
        } else if (bytes.length > limit) {
            throw new ModuleException(Problem.of(ProblemCode.LIMIT, "longer than " + limit + " bytes")
                    .at(place));
        }
        return bytes;
    }
}
