package org.kernos.elf.helix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.elf.DamagedElfException;
import org.kernos.elf.ElfHeader;
import org.kernos.elf.ElfMachine;
import org.kernos.elf.ElfReader;
import org.kernos.elf.ElfSections;
import org.kernos.elf.ElfSegments;
import org.kernos.elf.LibraryFormat;

/**
 * A file's header before it is read.
 *
 * @param start where it begins in the file
 * @param room how many bytes there are from there on, at least those of the shortest header
 * @param space what its offsets may lead to
 */
record HeaderLocation(HelixPlace place, int start, long room, HeaderSpace space, EntryPoints entries) {

    /** Of the specification's header, which ours begins with. */
    static final int SHORTEST = 60;

    /** "HXMD". */
    static final int MAGIC = 0x444D5848;

    static final int INIT = 36;
    static final int CLEANUP = 40;
    private static final int ALIGNMENT = 16;

    /** R_X86_64_PC32 and R_AARCH64_PREL32. */
    private static final Map<Integer, Integer> RELATIVE =
            Map.of(ElfMachine.X86_64.code(), 2, ElfMachine.AARCH64.code(), 261);

    /**
     * @throws Unreachable when the file has no header, or nothing that could be one; the message is a whole sentence
     * @throws DamagedElfException when its ELF image contradicts itself
     */
    static HeaderLocation find(byte[] file) throws Unreachable, DamagedElfException {
        if (file.length >= SHORTEST && little(file).getInt(0) == MAGIC) {
            return headerFirst(file);
        } else if (!ElfReader.isElf(file)) {
            throw new Unreachable("found " + LibraryFormat.describe(file)
                    + ", expected an ELF file with a section " + HelixHeader.SECTION + ", or a header of " + SHORTEST
                    + " bytes that begins with HXMD");
        }
        ElfHeader elf = checked(file);
        ElfSections sections = ElfSections.read(file);
        ElfSections.Section section = section(sections);
        return elf.isSharedObject() ? inMemory(file, elf, section) : inObject(elf, sections, section);
    }

    static ByteBuffer little(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ElfHeader checked(byte[] image) throws Unreachable, DamagedElfException {
        ElfHeader elf = ElfReader.readHeader(image);
        if (elf.wordBits() != 64 || !elf.littleEndian() || !(elf.isSharedObject() || elf.isObject())) {
            throw new Unreachable("the file is " + elf.describe()
                    + ", expected a shared library or an object file of 64 bits in little-endian order");
        }
        return elf;
    }

    private static ElfSections.Section section(ElfSections sections) throws Unreachable {
        List<ElfSections.Section> named = sections.named(HelixHeader.SECTION);
        if (named.size() != 1) {
            throw new Unreachable("the file has " + (named.isEmpty() ? "no section " : named.size() + " sections ")
                    + HelixHeader.SECTION + ", expected one that begins with the header");
        }
        ElfSections.Section section = named.get(0);
        if (!section.hasBytes() || !section.isAllocated()) {
            throw new Unreachable("the section " + HelixHeader.SECTION + " has type " + section.type() + " and flags 0x"
                    + Long.toHexString(section.flags()) + ", expected one whose bytes are in the file and are loaded");
        } else if (section.size() < SHORTEST) {
            throw new Unreachable("the section " + HelixHeader.SECTION + " has " + section.size()
                    + " bytes, expected a header of at least " + SHORTEST);
        }
        return section;
    }

    private static HeaderLocation inMemory(byte[] file, ElfHeader elf, ElfSections.Section section)
            throws Unreachable, DamagedElfException {
        ElfSegments segments = ElfSegments.read(file);
        long address = section.address();
        boolean isLoaded = segments.find(address, section.size())
                .filter(segment -> segment.offset() + address - segment.address() == section.offset())
                .isPresent();
        if (!isLoaded) {
            throw new Unreachable("the section " + HelixHeader.SECTION + " is at byte " + section.offset()
                    + " of the file and at address 0x" + Long.toHexString(address)
                    + ", and no loaded segment takes it from the one to the other");
        }
        return new HeaderLocation(
                new HelixPlace(false, 0, elf, address, section.index()),
                (int) section.offset(),
                section.size(),
                new HeaderSpace.Memory(segments, address),
                new EntryPoints.InMemory(segments, address));
    }

    private static HeaderLocation inObject(ElfHeader elf, ElfSections sections, ElfSections.Section section)
            throws Unreachable, DamagedElfException {
        Map<Long, ElfSections.Relocation> relocations = new HashMap<>();
        for (ElfSections.Relocation relocation : sections.relocations(section)) {
            long at = relocation.offset();
            if ((at != INIT && at != CLEANUP) || relocations.putIfAbsent(at, relocation) != null) {
                throw new Unreachable("a relocation of type " + relocation.type() + " changes byte "
                        + Long.toUnsignedString(at) + " of the section " + HelixHeader.SECTION
                        + ", expected one at most for init_offset at byte 36 and for cleanup_offset at byte 40");
            }
        }
        int start = (int) section.offset();
        return new HeaderLocation(
                new HelixPlace(false, 0, elf, 0, section.index()),
                start,
                section.size(),
                new HeaderSpace.Part("the section " + HelixHeader.SECTION, start, section.size()),
                new EntryPoints.Relocated(sections, relocations, RELATIVE.getOrDefault(elf.machine(), -1)));
    }

    private static HeaderLocation headerFirst(byte[] file) throws Unreachable, DamagedElfException {
        long size = Integer.toUnsignedLong(little(file).getInt(8));
        long imageStart = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (size < SHORTEST || imageStart >= file.length) {
            throw new Unreachable("header field header_size at byte 8 is " + size + ", expected " + SHORTEST
                    + " or more, and the ELF image behind that many bytes of the file, which has " + file.length);
        }
        byte[] image = Arrays.copyOfRange(file, (int) imageStart, file.length);
        if (!ElfReader.isElf(image)) {
            throw new Unreachable("header field header_size at byte 8 is " + size + ", so that the image at byte "
                    + imageStart + " is " + LibraryFormat.describe(image) + ", expected an ELF file");
        }
        ElfHeader elf = checked(image);
        Optional<ElfSegments> segments = elf.isSharedObject() ? Optional.of(ElfSegments.read(image)) : Optional.empty();
        return new HeaderLocation(
                new HelixPlace(true, (int) imageStart, elf, 0, 0),
                0,
                size,
                new HeaderSpace.Part("the header", 0, size),
                new EntryPoints.InImage((int) imageStart, segments, ElfSections.read(image)));
    }
}
