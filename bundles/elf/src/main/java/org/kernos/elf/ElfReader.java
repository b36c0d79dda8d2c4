package org.kernos.elf;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the dynamic section of a 64-bit little-endian ELF shared library. Goes by the program headers, as the dynamic
 * linker does: section headers may be stripped. Every index and offset is validated before use, so that a damaged file
 * gives a {@link DamagedElfException} and never another exception (native E-5).
 */
public final class ElfReader {

    /** Linkers let names share their ends; a file in which every symbol bears the same megabyte was made to exhaust memory. */
    private static final long MOST_NAMES_PER_BYTE = 4;

    private static final int NEEDED = 1;
    private static final int HASH = 4;
    private static final int STRTAB = 5;
    private static final int SYMTAB = 6;
    private static final int STRSZ = 10;
    private static final int RPATH = 15;
    private static final int RUNPATH = 29;
    private static final long GNU_HASH = 0x6ffffef5L;
    private static final long FLAGS_1 = 0x6ffffffbL;
    private static final long FLAG_NODELETE = 8;
    private static final int DYNAMIC_SIZE = 16;
    private static final int SYMBOL_SIZE = 24;

    private final ElfHeader header;
    private final ElfBytes file;
    private final ElfSegments segments;
    private final List<Long> neededOffsets = new ArrayList<>();
    private final List<Long> pathOffsets = new ArrayList<>();
    private long symbolTable;
    private long stringTable;
    private long stringSize;
    private long hash;
    private long gnuHash;
    private boolean noDelete;

    private ElfReader(ElfHeader header, ElfBytes file) throws DamagedElfException {
        this.header = header;
        this.file = file;
        this.segments = ElfSegments.read(file);
    }

    /** Whether the file begins like an ELF file. */
    public static boolean isElf(byte[] file) {
        return file.length >= 4 && file[0] == 0x7f && file[1] == 'E' && file[2] == 'L' && file[3] == 'F';
    }

    /** The first words of a file for which {@link #isElf} holds, of whatever machine. */
    public static ElfHeader readHeader(byte[] file) throws DamagedElfException {
        ElfBytes any = new ElfBytes(file, ByteOrder.LITTLE_ENDIAN);
        int wordClass = any.u8(4, "the ELF header");
        int order = any.u8(5, "the ELF header");
        if (wordClass < 1 || wordClass > 2 || order < 1 || order > 2) {
            throw new DamagedElfException("the ELF header has class " + wordClass + " and byte order " + order
                    + ", expected 1 or 2 for each");
        }
        ElfBytes bytes = new ElfBytes(file, order == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return new ElfHeader(
                wordClass == 1 ? 32 : 64, order == 1, bytes.u16(16, "the ELF header"), bytes.u16(18, "the ELF header"));
    }

    /**
     * Reads a library whose header is 64-bit, little-endian and of a shared object.
     *
     * @throws DamagedElfException when the file contradicts itself or ends too early
     */
    public static ElfImage read(byte[] file) throws DamagedElfException {
        ElfHeader header = readHeader(file);
        if (header.wordBits() != 64 || !header.littleEndian() || !header.isSharedObject()) {
            throw new DamagedElfException("the file is " + header.describe()
                    + ", expected a shared library of 64 bits in little-endian order");
        }
        return new ElfReader(header, new ElfBytes(file, ByteOrder.LITTLE_ENDIAN)).image();
    }

    private ElfImage image() throws DamagedElfException {
        readDynamic();
        int strings = file.range(
                segments.offsetOf(stringTable, "the dynamic string table"), stringSize, "the dynamic string table");
        int end = strings + (int) stringSize;
        List<String> needed = new ArrayList<>();
        for (long offset : neededOffsets) {
            needed.add(name(strings, end, offset));
        }
        List<String> paths = new ArrayList<>();
        for (long offset : pathOffsets) {
            paths.addAll(List.of(name(strings, end, offset).split(":")));
        }
        return new ElfImage(header, needed, paths, noDelete, readSymbols(strings, end));
    }

    private void readDynamic() throws DamagedElfException {
        ElfSegments.Segment dynamic = segments.dynamic();
        for (long at = 0; at + DYNAMIC_SIZE <= dynamic.size(); at += DYNAMIC_SIZE) {
            long tag = file.u64(dynamic.offset() + at, "a dynamic entry");
            if (tag == 0) {
                return;
            }
            remember(tag, file.u64(dynamic.offset() + at + 8, "a dynamic entry"));
        }
    }

    private void remember(long tag, long value) {
        if (tag == NEEDED) {
            neededOffsets.add(value);
        } else if (tag == RPATH || tag == RUNPATH) {
            pathOffsets.add(value);
        } else if (tag == STRTAB) {
            stringTable = value;
        } else if (tag == STRSZ) {
            stringSize = value;
        } else if (tag == SYMTAB) {
            symbolTable = value;
        } else if (tag == HASH) {
            hash = value;
        } else if (tag == GNU_HASH) {
            gnuHash = value;
        } else if (tag == FLAGS_1) {
            noDelete = (value & FLAG_NODELETE) != 0;
        }
    }

    private List<ElfSymbol> readSymbols(int strings, int end) throws DamagedElfException {
        long namesLength = 0;
        long count = symbolCount();
        int table = file.range(
                segments.offsetOf(symbolTable, "the dynamic symbol table"),
                count * SYMBOL_SIZE,
                "the dynamic symbol table of " + count + " symbols");
        List<ElfSymbol> symbols = new ArrayList<>((int) count);
        for (int i = 1; i < count; i++) {
            int at = table + i * SYMBOL_SIZE;
            String name = name(strings, end, file.u32(at, "a symbol"));
            namesLength += name.length();
            if (namesLength > MOST_NAMES_PER_BYTE * file.length()) {
                throw new DamagedElfException("its symbols share names of more than " + namesLength + " characters");
            }
            if (!name.isEmpty()) {
                symbols.add(symbol(at, name));
            }
        }
        return symbols;
    }

    private ElfSymbol symbol(int at, String name) throws DamagedElfException {
        boolean isDefined = file.u16(at + 6, "a symbol's section") != 0;
        long address = file.u64(at + 8, "a symbol");
        boolean isCode = isDefined
                && segments.find(address, 1)
                        .filter(ElfSegments.Segment::isExecutable)
                        .isPresent();
        return new ElfSymbol(name, file.u8(at + 4, "a symbol") >> 4, isDefined, address, isCode);
    }

    private String name(int strings, int end, long offset) throws DamagedElfException {
        if (offset < 0 || offset >= stringSize) {
            throw new DamagedElfException("a name starts at byte " + Long.toUnsignedString(offset)
                    + " of the dynamic string table, which has " + stringSize + " bytes");
        }
        return file.text(strings + (int) offset, end, "a name");
    }

    /** The dynamic section does not say how many symbols there are; only its hash tables and the tables' order do. */
    private long symbolCount() throws DamagedElfException {
        if (hash != 0) {
            return file.u32(segments.offsetOf(hash, "the hash table") + 4, "the hash table");
        }
        long hashed = gnuHash == 0 ? 0 : new GnuHash(file, segments.offsetOf(gnuHash, "the hash table")).symbolCount();
        if (hashed > 0) {
            return hashed;
        }
        // A library that exports nothing has an empty table. All linkers put the strings right behind the symbols.
        return stringTable > symbolTable ? (stringTable - symbolTable) / SYMBOL_SIZE : 0;
    }
}
