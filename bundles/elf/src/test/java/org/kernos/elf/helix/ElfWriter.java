package org.kernos.elf.helix;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes 64-bit little-endian ELF files whose addresses are their offsets. For tests. */
final class ElfWriter {

    static final int ALLOCATED = 2;
    static final int CODE = 6;

    private static final int ELF_HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int SECTION_HEADER = 64;

    private final int type;
    private final int machine;
    private final int segments;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final List<Section> sections = new ArrayList<>();

    private record Section(String name, int type, int flags, int offset, int size, int link, int info) {}

    /**
     * @param segments how many program headers there will be
     */
    ElfWriter(int type, int machine, int segments) {
        this.type = type;
        this.machine = machine;
        this.segments = segments;
        sections.add(new Section("", 0, 0, 0, 0, 0, 0));
    }

    static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Where the next section's bytes will be. */
    int next() {
        return ELF_HEADER + segments * PROGRAM_HEADER + content.size();
    }

    /** Adds a section and tells its index. */
    int section(String name, int sectionType, int flags, byte[] bytes, int link, int info) {
        sections.add(new Section(name, sectionType, flags, next(), bytes.length, link, info));
        content.writeBytes(bytes);
        content.writeBytes(new byte[Math.floorMod(-content.size(), 16)]);
        return sections.size() - 1;
    }

    int offsetOf(int section) {
        return sections.get(section).offset();
    }

    int sizeOf(int section) {
        return sections.get(section).size();
    }

    /**
     * The whole file.
     *
     * @param programHeaders each of {@link #programHeader}
     */
    byte[] file(List<byte[]> programHeaders) {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        List<Integer> nameOffsets = new ArrayList<>();
        sections.add(new Section(".shstrtab", 3, 0, 0, 0, 0, 0));
        for (Section section : sections) {
            nameOffsets.add(names.size());
            names.writeBytes(section.name().getBytes(StandardCharsets.UTF_8));
            names.write(0);
        }
        sections.remove(sections.size() - 1);
        section(".shstrtab", 3, 0, names.toByteArray(), 0, 0);
        int table = next();
        ByteBuffer file = buffer(table + sections.size() * SECTION_HEADER);
        file.put(elfHeader(table));
        programHeaders.forEach(file::put);
        file.put(content.toByteArray());
        for (int i = 0; i < sections.size(); i++) {
            file.put(sectionHeader(sections.get(i), nameOffsets.get(i)));
        }
        return file.array();
    }

    static byte[] programHeader(int type, int flags, int offset, int size) {
        return buffer(PROGRAM_HEADER)
                .putInt(type)
                .putInt(flags)
                .putLong(offset)
                .putLong(offset)
                .putLong(offset)
                .putLong(size)
                .putLong(size)
                .putLong(16)
                .array();
    }

    private byte[] elfHeader(int sectionTable) {
        return buffer(ELF_HEADER)
                .put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0})
                .putShort((short) type)
                .putShort((short) machine)
                .putInt(1)
                .putLong(0)
                .putLong(segments == 0 ? 0 : ELF_HEADER)
                .putLong(sectionTable)
                .putInt(0)
                .putShort((short) ELF_HEADER)
                .putShort((short) (segments == 0 ? 0 : PROGRAM_HEADER))
                .putShort((short) segments)
                .putShort((short) SECTION_HEADER)
                .putShort((short) sections.size())
                .putShort((short) (sections.size() - 1))
                .array();
    }

    private byte[] sectionHeader(Section section, int name) {
        return buffer(SECTION_HEADER)
                .putInt(name)
                .putInt(section.type())
                .putLong(section.flags())
                .putLong((section.flags() & ALLOCATED) != 0 && type == 3 ? section.offset() : 0)
                .putLong(section.offset())
                .putLong(section.size())
                .putInt(section.link())
                .putInt(section.info())
                .putLong(16)
                .putLong(0)
                .array();
    }
}
