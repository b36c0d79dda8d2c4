package org.kernos.elf.helix;

/** Where a function is that a header points to. */
public sealed interface HelixEntry {

    /** In a shared object: its address, as if that were loaded at 0. */
    record Address(long address) implements HelixEntry {
        @Override
        public String toString() {
            return "address 0x" + Long.toHexString(address);
        }
    }

    /** In an object file: its place in one of the sections. */
    record InSection(int section, long offset) implements HelixEntry {
        @Override
        public String toString() {
            return "byte " + offset + " of section " + section;
        }
    }
}
