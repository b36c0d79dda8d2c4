package org.kernos.elf.helix;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.kernos.elf.DamagedElfException;

/**
 * Reads the header of a Helix module from the file that holds it: a shared object or an object file with a section {@value
 * HelixHeader#SECTION}, or a file that begins with the header (helix ). Every field, count and offset is validated before
 * use; no input makes it throw anything.
 */
public final class HelixHeaderReader {

    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_TEXT = 4096;

    private final HeaderProblems problems = new HeaderProblems();
    private final ByteBuffer file;

    private HelixHeaderReader(byte[] file) {
        this.file = HeaderLocation.little(file);
    }

    /** What can be read of the file's header, and all that is wrong with it. */
    public static HelixReading read(byte[] file) {
        HelixHeaderReader reader = new HelixHeaderReader(file);
        Optional<HelixHeader> header = Optional.empty();
        try {
            header = reader.header(HeaderLocation.find(file));
        } catch (DamagedElfException | Unreachable e) {
            reader.problems.add(String.valueOf(e.getMessage()));
        }
        return new HelixReading(header, reader.problems.toList());
    }

    private Optional<HelixHeader> header(HeaderLocation location) {
        Struct header = new Struct(file, location.start(), 0, "header", problems);
        if (header.i32(0) != HeaderLocation.MAGIC) {
            header.problem(
                    "magic", 0, "0x" + Integer.toHexString(header.i32(0)), "expected 0x444d5848, the bytes HXMD");
            return Optional.empty();
        }
        long size = header.u32(8);
        boolean fits = size >= HeaderLocation.SHORTEST && size <= location.room();
        if (!fits) {
            header.problem(
                    "header_size",
                    8,
                    size,
                    "expected " + HeaderLocation.SHORTEST + " to the " + location.room() + " bytes that there are");
        }
        boolean extended = fits && HeaderExtension.isThere(file, location, size);
        HeaderParts parts = new HeaderParts(file, location.space(), problems);
        parts.take("the header's fields", 0, extended ? HeaderExtension.END : HeaderLocation.SHORTEST);
        return Optional.of(fields(header, location, parts, extended));
    }

    private HelixHeader fields(Struct header, HeaderLocation location, HeaderParts parts, boolean extended) {
        HeaderTables tables = new HeaderTables(header, extended, parts);
        String name = parts.text(header, "name", 16, 1, LONGEST_NAME).orElse("");
        HelixVersion version = header.version("version", 24).orElse(HelixVersion.NONE);
        Optional<HelixEntry> init = location.entries().find(header, "init_offset", HeaderLocation.INIT);
        Optional<HelixEntry> cleanup = location.entries().find(header, "cleanup_offset", HeaderLocation.CLEANUP);
        Optional<String> description = extended ? optionalText(header, parts, "description", 80) : Optional.empty();
        Optional<String> author = extended ? optionalText(header, parts, "author", 88) : Optional.empty();
        tables.readMethods();
        List<HelixInterface> interfaces = tables.interfaces();
        return new HelixHeader(
                location.place(),
                header.u16(4),
                header.u16(6),
                header.u32(8),
                header.i32(12),
                name,
                version,
                interfaces,
                tables.dependencies(),
                extended ? header.i32(76) : 0,
                description,
                author,
                init,
                cleanup);
    }

    private static Optional<String> optionalText(Struct header, HeaderParts parts, String name, int field) {
        return parts.text(header, name, field, 0, LONGEST_TEXT).filter(text -> !text.isEmpty());
    }
}
