package org.kernos.elf.helix;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Puts a header into each of the files that may hold one, with a byte of code for init and one for cleanup. For tests. */
public final class HmodWriter {

    public static final int X86_64 = 62;
    public static final int AARCH64 = 183;

    private static final int OBJECT = 1;
    private static final int SHARED = 3;
    private static final byte[] CODE = {(byte) 0xC3, (byte) 0xC3, (byte) 0xC3, (byte) 0xC3};
    private static final int CLEANUP = 1;

    private HmodWriter() {}

    /** A shared object that exports {@code _helix_module_create} and imports {@code malloc}. */
    public static byte[] sharedObject(HeaderWriter header) {
        return sharedObject(code -> header.bytes(code, code + CLEANUP));
    }

    /** The same with anything in the header's section. */
    public static byte[] sharedObject(byte[] section) {
        return sharedObject(code -> section);
    }

    private static byte[] sharedObject(IntFunction<byte[]> header) {
        ElfWriter elf = new ElfWriter(SHARED, X86_64, 4);
        int text = elf.section(".text", 1, ElfWriter.CODE, CODE, 0, 0);
        int start = elf.next();
        int code = elf.offsetOf(text);
        int hxmd = elf.section(HelixHeader.SECTION, 1, ElfWriter.ALLOCATED, header.apply(code - start), 0, 0);
        List<byte[]> programHeaders = new ArrayList<>();
        programHeaders.add(ElfWriter.programHeader(1, 4, 0, code));
        programHeaders.add(ElfWriter.programHeader(1, 5, code, CODE.length));
        int dynamic = dynamicSections(elf);
        int end = elf.offsetOf(dynamic) + elf.sizeOf(dynamic);
        programHeaders.add(ElfWriter.programHeader(1, 4, elf.offsetOf(hxmd), end - elf.offsetOf(hxmd)));
        programHeaders.add(ElfWriter.programHeader(2, 4, elf.offsetOf(dynamic), elf.sizeOf(dynamic)));
        return elf.file(programHeaders);
    }

    private static int dynamicSections(ElfWriter elf) {
        Names names = new Names();
        byte[] symbols = symbols(names, "_helix_module_create", "malloc");
        int strings = elf.section(".dynstr", 3, ElfWriter.ALLOCATED, names.bytes(), 0, 0);
        int table = elf.section(".dynsym", 11, ElfWriter.ALLOCATED, symbols, strings, 1);
        byte[] hashes = words(1, symbols.length / 24, 0, 0, 0, 0);
        int hash = elf.section(".hash", 5, ElfWriter.ALLOCATED, hashes, table, 0);
        ByteBuffer dynamic = ElfWriter.buffer(5 * 16);
        dynamic.putLong(4).putLong(elf.offsetOf(hash));
        dynamic.putLong(5).putLong(elf.offsetOf(strings));
        dynamic.putLong(6).putLong(elf.offsetOf(table));
        dynamic.putLong(10).putLong(elf.sizeOf(strings));
        return elf.section(".dynamic", 6, ElfWriter.ALLOCATED, dynamic.array(), strings, 0);
    }

    /** An object file that defines {@code _helix_module_create} and needs {@code malloc}. */
    public static byte[] object(HeaderWriter header, int machine) {
        return object(header, machine, machine == X86_64 ? 2 : 261, 36, 40);
    }

    /**
     * @param relocation the type of the relocations
     * @param fields what they are for; all but that for init lead to cleanup
     */
    public static byte[] object(HeaderWriter header, int machine, int relocation, int... fields) {
        ElfWriter elf = new ElfWriter(OBJECT, machine, 0);
        elf.section(".text", 1, ElfWriter.CODE, CODE, 0, 0);
        int hxmd = elf.section(HelixHeader.SECTION, 1, ElfWriter.ALLOCATED, header.bytes(0, 0), 0, 0);
        Names names = new Names();
        byte[] symbols = symbols(names, "_helix_module_create", "malloc");
        int strings = elf.section(".strtab", 3, 0, names.bytes(), 0, 0);
        int table = elf.section(".symtab", 2, 0, symbols, strings, 1);
        ByteBuffer relocations = ElfWriter.buffer(fields.length * 24);
        for (int field : fields) {
            relocations.putLong(field).putInt(relocation).putInt(1).putLong(field == 36 ? 36 : field + CLEANUP);
        }
        elf.section(".rela" + HelixHeader.SECTION, 4, 0, relocations.array(), table, hxmd);
        return elf.file(List.of());
    }

    /** A file that begins with the header; the image behind it is one of the others, whose own header is of no interest. */
    public static byte[] headerFirst(HeaderWriter header, byte[] image) {
        int size = header.bytes(0, 0).length;
        int imageStart = (size + 15) / 16 * 16;
        int code = imageStart + indexOf(image, CODE);
        ByteBuffer first = ElfWriter.buffer(imageStart).put(header.bytes(code, code + CLEANUP));
        if (!header.isPatched(8)) {
            first.putInt(8, size);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(first.array());
        file.writeBytes(image);
        return file.toByteArray();
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        int index = 0;
        while (!Arrays.equals(bytes, index, index + part.length, part, 0, part.length)) {
            index++;
        }
        return index;
    }

    /** The first is defined at the start of the first section, the others are not. */
    private static byte[] symbols(Names names, String... symbols) {
        ByteBuffer table = ElfWriter.buffer((symbols.length + 1) * 24).position(24);
        for (int i = 0; i < symbols.length; i++) {
            table.putInt(names.add(symbols[i])).put((byte) 0x12).put((byte) 0);
            table.putShort((short) (i == 0 ? 1 : 0)).putLong(0).putLong(1);
        }
        return table.array();
    }

    private static byte[] words(int... words) {
        ByteBuffer bytes = ElfWriter.buffer(words.length * Integer.BYTES);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    private static final class Names {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Names() {
            bytes.write(0);
        }

        int add(String name) {
            int at = bytes.size();
            bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            bytes.write(0);
            return at;
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
