package org.kernos.elf;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The program headers: which part of the file is found at which address once it is loaded. */
public final class ElfSegments {

    private static final int LOAD = 1;
    private static final int DYNAMIC = 2;
    private static final int HEADER_SIZE = 56;

    /** Kernel libraries have about ten; the limit bounds what a damaged count can cost. */
    private static final int GREATEST_COUNT = 1000;

    private final List<Segment> loads = new ArrayList<>();
    private Optional<Segment> dynamic = Optional.empty();

    /**
     * A part of the file that is loaded.
     *
     * @param offset of its first byte in the file
     * @param address where that byte will be
     * @param size how many bytes of it are in the file
     */
    public record Segment(long offset, long address, long size, long flags) {

        private static final int EXECUTABLE = 1;

        public boolean isExecutable() {
            return (flags & EXECUTABLE) != 0;
        }
    }

    private ElfSegments() {}

    /** The segments of a 64-bit little-endian file. */
    public static ElfSegments read(byte[] image) throws DamagedElfException {
        return read(new ElfBytes(image, ByteOrder.LITTLE_ENDIAN));
    }

    static ElfSegments read(ElfBytes file) throws DamagedElfException {
        ElfSegments segments = new ElfSegments();
        long table = file.u64(32, "the ELF header");
        int size = file.u16(54, "the ELF header");
        int count = file.u16(56, "the ELF header");
        if (size != HEADER_SIZE || count == 0 || count > GREATEST_COUNT) {
            throw new DamagedElfException("the ELF header announces " + count + " program headers of " + size
                    + " bytes, expected 1 to " + GREATEST_COUNT + " of " + HEADER_SIZE);
        }
        int start = file.range(table, (long) count * size, "the program header table");
        for (int i = 0; i < count; i++) {
            segments.add(file, start + i * size);
        }
        return segments;
    }

    private void add(ElfBytes file, int header) throws DamagedElfException {
        String what = "a program header";
        long type = file.u32(header, what);
        if (type == LOAD || type == DYNAMIC) {
            Segment segment = new Segment(
                    file.u64(header + 8, what),
                    file.u64(header + 16, what),
                    file.u64(header + 32, what),
                    file.u32(header + 4, what));
            file.range(segment.offset(), segment.size(), type == LOAD ? "a loadable segment" : "the dynamic section");
            if (type == LOAD) {
                loads.add(segment);
            } else {
                dynamic = Optional.of(segment);
            }
        }
    }

    Segment dynamic() throws DamagedElfException {
        return dynamic.orElseThrow(
                () -> new DamagedElfException("the file has no dynamic section, which each shared library has"));
    }

    /** The loaded segment in which all of these bytes are and come from the file. */
    public Optional<Segment> find(long address, long size) {
        for (Segment load : loads) {
            if (holds(load.size(), address - load.address(), size)) {
                return Optional.of(load);
            }
        }
        return Optional.empty();
    }

    /** The loaded segment that holds this byte of the file. */
    public Optional<Segment> findAtOffset(long offset) {
        return loads.stream()
                .filter(load -> holds(load.size(), offset - load.offset(), 1))
                .findFirst();
    }

    private static boolean holds(long length, long distance, long size) {
        return distance >= 0 && distance < length && size <= length - distance;
    }

    /** The place in the file of an address. */
    long offsetOf(long address, String what) throws DamagedElfException {
        for (Segment segment : loads) {
            long distance = address - segment.address();
            if (distance >= 0 && distance < segment.size()) {
                return segment.offset() + distance;
            }
        }
        throw new DamagedElfException(what + " is at address 0x" + Long.toHexString(address)
                + ", which no loadable segment of the file covers");
    }
}
