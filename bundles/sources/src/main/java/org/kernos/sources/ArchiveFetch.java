package org.kernos.sources;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.archive.Digest;
import org.kernos.archive.ModuleArchive;

/**
 * Unpacks an archive.
 *
 * @param archive absolute
 * @param digest that it has to have
 * @param source where it has come from, as people know it
 * @param name of its copy; up to the last dot, also that of a module that lies at its top
 */
record ArchiveFetch(String moduleId, Path archive, Optional<Digest> digest, String source, String name)
        implements Fetch {

    private static final int BLOCK = 1 << 16;

    /** Of a file that has its own name. */
    ArchiveFetch(String moduleId, Path archive, Optional<Digest> digest) {
        this(moduleId, archive, digest, "zip:" + archive, String.valueOf(archive.getFileName()));
    }

    String key() {
        return archive + "\n" + digest + "\n" + name;
    }

    /** Another one when the archive has changed. */
    String stamp() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(archive, BasicFileAttributes.class);
        return attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey() + " " + digest;
    }

    /** From a copy: what is unpacked is what the digest was taken of, whatever happens to the archive meanwhile. */
    @Override
    public Path into(Fetching fetching) throws ModuleLoadException, IOException {
        if (Files.size(archive) > ModuleArchive.MOST_BYTES) {
            throw new ModuleLoadException(moduleId, tooLarge());
        }
        Path copy = fetching.scratch().resolve(name);
        Digest found = copy(fetching.open(copy));
        if (digest.isPresent() && !digest.get().equals(found)) {
            throw new ModuleLoadException(moduleId, otherDigest(digest.get(), found));
        }
        try {
            return new ModuleArchive(fetching::open, ModuleArchive.MOST_BYTES).unpack(copy, fetching.directory());
        } catch (ModuleException e) {
            Place place = Place.of(archive.toString());
            throw new ModuleLoadException(
                    moduleId,
                    e.problems().stream().map(problem -> problem.at(place)).toList(),
                    e);
        } catch (IllegalArgumentException | ZipException e) {
            throw unreadable(e);
        }
    }

    private Digest copy(OutputStream to) throws IOException {
        MessageDigest all = Digest.start();
        byte[] block = new byte[BLOCK];
        try (InputStream in = Files.newInputStream(archive);
                OutputStream out = to) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                all.update(block, 0, count);
                out.write(block, 0, count);
            }
        }
        return Digest.of(all);
    }

    private Problem tooLarge() throws IOException {
        String what = "the archive has " + Files.size(archive) + " bytes, more than " + ModuleArchive.MOST_BYTES;
        return Problem.of(ProblemCode.LIMIT, what)
                .at(Place.of(archive.toString()))
                .fix("pack the module alone; keep data and build output elsewhere");
    }

    private Problem otherDigest(Digest expected, Digest found) {
        return Problem.of(ProblemCode.SOURCE_DIGEST, "the archive's digest is " + found + ", expected " + expected)
                .at(Place.of(archive.toString()))
                .fix("get the archive anew, or correct the digest if the archive is right");
    }

    private ModuleLoadException unreadable(Exception e) {
        return new ModuleLoadException(
                moduleId,
                List.of(Problem.of(ProblemCode.UNREADABLE, "the archive cannot be unpacked: " + e)
                        .at(Place.of(archive.toString()))
                        .fix("look whether it is whole, and get it anew")),
                e);
    }
}
