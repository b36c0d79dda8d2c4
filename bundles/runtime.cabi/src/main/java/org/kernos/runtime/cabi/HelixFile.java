package org.kernos.runtime.cabi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.elf.helix.HelixHeader;
import org.kernos.elf.helix.HelixHeaderException;
import org.kernos.elf.helix.HelixHeaderReader;
import org.kernos.elf.helix.HelixPlace;
import org.kernos.spi.ModuleFiles;

/**
 * A module's {@code .hmod}: its header, and the ELF image that the file is or, where the header comes first, ends with (helix X-7). To
 * those who load the image it looks as if the file held nothing else.
 */
final class HelixFile implements ModuleFiles {

    private final ModuleFiles files;
    private final String path;
    private final byte[] image;
    private final HelixHeader header;

    private HelixFile(ModuleFiles files, String path, byte[] image, HelixHeader header) {
        this.files = files;
        this.path = path;
        this.image = image;
        this.header = header;
    }

    /**
     * @throws ModuleException when there is no such file, or no sound header in it
     */
    static HelixFile read(ModuleFiles files, String path, HostPlatform host) throws ModuleException {
        if (!files.paths().contains(path)) {
            throw new ModuleException(new LibraryPlaces(path, files, host).missing(List.of(path)));
        }
        byte[] content = files.read(path, Integer.MAX_VALUE);
        HelixHeader header;
        try {
            header = HelixHeaderReader.read(content).valid();
        } catch (HelixHeaderException e) {
            Place place = Place.of(files.location() + "/" + path);
            List<Problem> problems = e.problems().stream()
                    .map(problem -> Problem.of(ProblemCode.HEADER, problem).at(place))
                    .toList();
            throw new ModuleException(problems, e);
        }
        int start = header.place().imageStart();
        byte[] image = start == 0 ? content : Arrays.copyOfRange(content, start, content.length);
        return new HelixFile(files, path, image, header);
    }

    String path() {
        return path;
    }

    HelixHeader header() {
        return header;
    }

    byte[] image() {
        return image;
    }

    /** For people: {@code shared object}, {@code header, then object}. */
    String form() {
        HelixPlace place = header.place();
        String kind = place.image().isSharedObject() ? "shared object" : "object";
        return place.headerFirst() ? "header, then " + kind : kind;
    }

    @Override
    public String location() {
        return files.location();
    }

    @Override
    public String directoryName() {
        return files.directoryName();
    }

    @Override
    public Set<String> paths() {
        return files.paths();
    }

    @Override
    public InputStream open(String name) throws IOException {
        return name.equals(path) ? new ByteArrayInputStream(image) : files.open(name);
    }

    @Override
    public byte[] read(String name, int limit) throws ModuleException {
        return name.equals(path) ? image : files.read(name, limit);
    }
}
