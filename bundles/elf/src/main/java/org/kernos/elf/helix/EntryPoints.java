package org.kernos.elf.helix;

import java.util.Map;
import java.util.Optional;
import org.kernos.elf.ElfSections;
import org.kernos.elf.ElfSegments;

/** Finds the functions that a header points to, each of which has to be code. */
sealed interface EntryPoints {

    /**
     * @param field where the header has the offset
     * @return empty when the header has no such function, or a wrong one, which is noted
     */
    Optional<HelixEntry> find(Struct header, String name, int field);

    /** In a shared object whose header is in a section: the offset is a distance between addresses. */
    record InMemory(ElfSegments segments, long header) implements EntryPoints {
        @Override
        public Optional<HelixEntry> find(Struct struct, String name, int field) {
            int offset = struct.i32(field);
            long address = header + offset;
            if (offset == 0) {
                return Optional.empty();
            } else if (segments.find(address, 1)
                    .filter(ElfSegments.Segment::isExecutable)
                    .isEmpty()) {
                String found = "which leads to address 0x" + Long.toHexString(address);
                struct.problem(name, field, offset, found + ", and no loaded segment has code there");
                return Optional.empty();
            }
            return Optional.of(new HelixEntry.Address(address));
        }
    }

    /**
     * In an object file: the offset is for a linker to write.
     *
     * @param relocations by the byte of the header that they are for
     * @param relative the machine's type of a 32-bit distance from the word itself; -1 for machines that we do not know
     */
    record Relocated(ElfSections sections, Map<Long, ElfSections.Relocation> relocations, int relative)
            implements EntryPoints {
        @Override
        public Optional<HelixEntry> find(Struct struct, String name, int field) {
            ElfSections.Relocation relocation = relocations.get((long) field);
            if (relocation == null) {
                if (struct.i32(field) != 0) {
                    struct.problem(name, field, struct.i32(field), "but no relocation says which function it leads to");
                }
                return Optional.empty();
            }
            String shown = "a relocation of type " + relocation.type();
            if (relocation.type() != relative) {
                struct.problem(
                        name,
                        field,
                        shown,
                        relative < 0
                                ? "and this machine's types are not known"
                                : "expected type " + relative + ", the 32-bit distance to a function");
                return Optional.empty();
            }
            return target(struct, name, field, relocation);
        }

        private Optional<HelixEntry> target(Struct struct, String name, int field, ElfSections.Relocation relocation) {
            ElfSections.Symbol symbol = relocation.symbol();
            // The distance counts from the word, the offset from the header.
            long offset = symbol.value() + relocation.addend() - field;
            boolean isCode = sections.find(symbol.section())
                    .filter(section -> section.isLoadedCode() && offset >= 0 && offset < section.size())
                    .isPresent();
            if (!isCode) {
                struct.problem(
                        name,
                        field,
                        "the distance to byte " + offset + " of section " + symbol.section(),
                        "and there is no code");
                return Optional.empty();
            }
            return Optional.of(new HelixEntry.InSection(symbol.section(), offset));
        }
    }

    /**
     * In a file that begins with the header: the offset is one in the file, behind the header and its texts.
     *
     * @param segments of a shared object, else empty
     */
    record InImage(int imageStart, Optional<ElfSegments> segments, ElfSections sections) implements EntryPoints {
        @Override
        public Optional<HelixEntry> find(Struct struct, String name, int field) {
            int offset = struct.i32(field);
            if (offset == 0) {
                return Optional.empty();
            }
            Optional<HelixEntry> entry = segments.isPresent()
                    ? inSegment(segments.get(), (long) offset - imageStart)
                    : inSection((long) offset - imageStart);
            if (entry.isEmpty()) {
                struct.problem(
                        name,
                        field,
                        offset,
                        "and the image, which begins at byte " + imageStart + " of the file, has no code there");
            }
            return entry;
        }

        private static Optional<HelixEntry> inSegment(ElfSegments segments, long offset) {
            return segments.findAtOffset(offset)
                    .filter(ElfSegments.Segment::isExecutable)
                    .map(segment -> new HelixEntry.Address(segment.address() + offset - segment.offset()));
        }

        private Optional<HelixEntry> inSection(long offset) {
            return sections.all().stream()
                    .filter(section -> section.isLoadedCode() && section.hasBytes())
                    .filter(section -> offset >= section.offset() && offset - section.offset() < section.size())
                    .<HelixEntry>map(section -> new HelixEntry.InSection(section.index(), offset - section.offset()))
                    .findFirst();
        }
    }
}
