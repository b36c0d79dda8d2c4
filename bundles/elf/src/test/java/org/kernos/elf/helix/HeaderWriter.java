package org.kernos.elf.helix;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the header of a Helix module with its tables and texts, right or, by patches, wrong. For tests. */
public final class HeaderWriter {

    public static final int EXACT = 0;
    public static final int COMPATIBLE = 1;
    public static final int AT_LEAST = 2;
    public static final int RANGE = 3;

    /** As the index of the table where a text goes: it is the header's. */
    private static final int FIELDS = 96;

    private final List<Entry> interfaces = new ArrayList<>();
    private final List<Entry> dependencies = new ArrayList<>();
    private final List<Entry> methods = new ArrayList<>();
    private final List<Entry> needs = new ArrayList<>();
    private final Map<Integer, Integer> patches = new LinkedHashMap<>();
    private String name = "sample";
    private int[] version = {1, 2, 3};
    private int abi = 1;
    private int flags;
    private int capabilities;
    private String description = "";
    private String author = "";
    private boolean extended = true;

    /**
     * @param before the bytes of the entry before the text's place
     * @param after those behind it
     */
    private record Entry(byte[] before, String text, byte[] after) {}

    public HeaderWriter name(String newName) {
        name = newName;
        return this;
    }

    public HeaderWriter version(int... parts) {
        version = parts;
        return this;
    }

    public HeaderWriter abi(int major, int minor) {
        abi = minor << 16 | major;
        return this;
    }

    public HeaderWriter flags(int bits) {
        flags = bits;
        return this;
    }

    public HeaderWriter capabilities(int bits) {
        capabilities = bits;
        return this;
    }

    public HeaderWriter description(String text) {
        description = text;
        return this;
    }

    public HeaderWriter author(String text) {
        author = text;
        return this;
    }

    /** Leaves out all that the specification's header does not have. */
    public HeaderWriter plain() {
        extended = false;
        return this;
    }

    private static byte[] ints(int... words) {
        ByteBuffer buffer = ElfWriter.buffer(words.length * Integer.BYTES);
        for (int word : words) {
            buffer.putInt(word);
        }
        return buffer.array();
    }

    private static long id(String name) {
        long hash = 0;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = hash * 31 + Byte.toUnsignedLong(b);
        }
        return hash;
    }

    public HeaderWriter provides(String text, int major, int minor, int patch, String... methodTexts) {
        return provides(id(text), text, major, minor, patch, methodTexts);
    }

    public HeaderWriter provides(long id, String text, int major, int minor, int patch, String... methodTexts) {
        for (String method : methodTexts) {
            methods.add(new Entry(ints(interfaces.size()), method, new byte[0]));
        }
        interfaces.add(new Entry(ints((int) id, (int) (id >>> 32)), text, ints(major, minor, patch, 0)));
        return this;
    }

    public HeaderWriter dependency(String text, int kind, int[] min, int[] max, int optional) {
        int[] rest = {kind, min[0], min[1], min[2], max[0], max[1], max[2], optional};
        dependencies.add(new Entry(new byte[0], text, ints(rest)));
        return this;
    }

    public HeaderWriter dependency(String text, int kind, int... min) {
        return dependency(text, kind, min, new int[3], 0);
    }

    /** An interface of the dependency that was added last. */
    public HeaderWriter needs(String text, int major, int minor, int patch, String... methodTexts) {
        for (String method : methodTexts) {
            methods.add(new Entry(ints(0x80000000 | needs.size()), method, new byte[0]));
        }
        needs.add(new Entry(ints(dependencies.size() - 1), text, ints(major, minor, patch)));
        return this;
    }

    /** Writes this word, in the end, at this byte from the header's start. */
    public HeaderWriter patch(int at, int word) {
        patches.put(at, word);
        return this;
    }

    /** The offset of the table of interfaces, of dependencies, of methods or of needs (0 to 3) once it is written. */
    public int table(int index) {
        List<Integer> sizes =
                List.of(interfaces.size() * 32, dependencies.size() * 40, methods.size() * 12, needs.size() * 24);
        return sizes.stream().limit(index).mapToInt(Integer::intValue).sum() + (extended ? FIELDS : 60);
    }

    /** All of it. Init and cleanup are for the file around it to know. */
    public byte[] bytes(int init, int cleanup) {
        ByteArrayOutputStream strings = new ByteArrayOutputStream();
        ByteArrayOutputStream tables = new ByteArrayOutputStream();
        int stringsAt = table(4);
        for (List<Entry> table : List.of(interfaces, dependencies, methods, needs)) {
            for (Entry entry : table) {
                tables.writeBytes(entry.before());
                tables.writeBytes(place(entry.text(), stringsAt, strings));
                tables.writeBytes(entry.after());
            }
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(ints(0x444D5848, abi, extended ? FIELDS : 60, flags));
        all.writeBytes(place(name, stringsAt, strings));
        all.writeBytes(ints(version));
        all.writeBytes(ints(init, cleanup, table(0), interfaces.size(), table(1), dependencies.size()));
        if (extended) {
            all.writeBytes(ints(table(2), methods.size(), table(3), needs.size(), capabilities));
            all.writeBytes(place(description, stringsAt, strings));
            all.writeBytes(place(author, stringsAt, strings));
        }
        all.writeBytes(tables.toByteArray());
        all.writeBytes(strings.toByteArray());
        ByteBuffer patched = ElfWriter.buffer(all.size()).put(all.toByteArray());
        patches.forEach(patched::putInt);
        return patched.array();
    }

    private static byte[] place(String text, int stringsAt, ByteArrayOutputStream strings) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] place = ints(stringsAt + strings.size(), bytes.length);
        strings.writeBytes(bytes);
        return place;
    }

    boolean isPatched(int at) {
        return patches.containsKey(at);
    }
}
