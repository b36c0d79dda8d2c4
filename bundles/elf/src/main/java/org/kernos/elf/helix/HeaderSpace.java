package org.kernos.elf.helix;

import org.kernos.elf.ElfSegments;

/** The bytes that a header may refer to, by their distance from its start. */
sealed interface HeaderSpace {

    /**
     * Where the first of these bytes is in the file; all of them are there.
     *
     * @param size more than 0
     * @throws Unreachable with a reason that goes on from "the field is 7, "
     */
    int indexOf(long offset, long size) throws Unreachable;

    /**
     * One part of the file, which begins with the header.
     *
     * @param name for people: {@code the section .hxmd}
     */
    record Part(String name, int start, long length) implements HeaderSpace {
        @Override
        public int indexOf(long offset, long size) throws Unreachable {
            if (offset < 0) {
                throw new Unreachable("which is before " + name);
            } else if (offset > length || size > length - offset) {
                throw new Unreachable(
                        "from where " + size + " bytes do not fit into the " + length + " bytes of " + name);
            }
            return (int) (start + offset);
        }
    }

    /**
     * Memory as a shared object's segments fill it.
     *
     * @param header the address of the header
     */
    record Memory(ElfSegments segments, long header) implements HeaderSpace {
        @Override
        public int indexOf(long offset, long size) throws Unreachable {
            long address = header + offset;
            ElfSegments.Segment segment = segments.find(address, size)
                    .orElseThrow(() -> new Unreachable("which leads to address 0x" + Long.toHexString(address)
                            + ", and no loaded segment has " + size + " bytes there"));
            return (int) (segment.offset() + address - segment.address());
        }
    }
}
