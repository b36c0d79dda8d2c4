package org.kernos.runtime.cabi.object;

import java.util.Arrays;
import java.util.List;
import org.kernos.api.ModuleException;
import org.kernos.elf.ElfSection;
import org.kernos.elf.ObjectSymbol;

/**
 * Where everything of an object lies, from the begin of its memory: code and jumps, what is only read, what is only written by the
 * linker (with the global offset table), and variables; each part begins on a page of its own, since it gets a protection of its own.
 * What begins as zeros comes last, so that it needs no bytes before it is mapped.
 */
public final class Layout {

    /** How much memory an object may take: relocations reach twice as far. */
    static final long LIMIT = 1L << 30;

    static final int CODE = 0;
    static final int CONSTANT = 1;
    static final int LINKED = 2;
    static final int VARIABLE = 3;
    static final int PARTS = 4;

    private static final int SLOT_SIZE = Long.BYTES;

    /** The frame tables are read up to four zero bytes. */
    private static final int BEHIND_FRAMES = 8;

    private final ObjectFile file;
    private final ObjectScan scan;
    private final long[] starts = new long[PARTS + 1];
    private final long[] sections;
    private final long[] commons;
    private final int[] slots;
    private final int[] jumps;
    private long table;
    private long contentSize;
    private long at;

    private Layout(ObjectFile file, ObjectScan scan) {
        this.file = file;
        this.scan = scan;
        int symbols = file.elf().symbols().size();
        sections = new long[file.elf().sections().size()];
        commons = new long[symbols];
        slots = new int[symbols];
        jumps = new int[symbols];
        Arrays.fill(sections, -1);
        Arrays.fill(slots, -1);
        Arrays.fill(jumps, -1);
    }

    /**
     * @param pageSize of the machine, a power of two and at least 4,096
     * @throws ModuleException when the object takes more than {@link #LIMIT} bytes, or none
     */
    public static Layout of(ObjectFile file, ObjectScan scan, int pageSize) throws ModuleException {
        Layout layout = new Layout(file, scan);
        for (int part = 0; part < PARTS; part++) {
            layout.starts[part] = layout.at = up(layout.at, pageSize);
            layout.place(part, true);
            if (part == CODE) {
                layout.placeJumps();
            } else if (part == LINKED) {
                layout.placeTable();
            }
        }
        layout.contentSize = layout.at;
        layout.place(VARIABLE, false);
        layout.placeCommons();
        layout.starts[PARTS] = up(layout.at, pageSize);
        if (layout.size() == 0) {
            throw new ModuleException(file.unsupported("has nothing that would be in memory while it runs")
                    .fix("compile code into it, or check that its sections are allocated"));
        }
        return layout;
    }

    private static long up(long value, long alignment) {
        return (value + alignment - 1) & -alignment;
    }

    private static int partOf(ElfSection section) {
        if (section.isExecutable()) {
            return CODE;
        } else if (!section.isWritable()) {
            return CONSTANT;
        }
        boolean isLinked = section.listsInitFunctions()
                || section.listsFiniFunctions()
                || section.name().startsWith(".data.rel.ro");
        return isLinked ? LINKED : VARIABLE;
    }

    private void place(int part, boolean withContent) throws ModuleException {
        for (ElfSection section : file.elf().sections()) {
            if (section.isAllocated() && partOf(section) == part && section.hasContent() == withContent) {
                at = up(at, section.alignment());
                sections[section.index()] = at;
                take(section.size());
                if (isFrameTable(section)) {
                    take(BEHIND_FRAMES);
                }
            }
        }
    }

    static boolean isFrameTable(ElfSection section) {
        return section.isAllocated() && section.name().equals(".eh_frame") && section.size() > 0;
    }

    private void take(long size) throws ModuleException {
        if (size < 0 || size > LIMIT - at) {
            throw new ModuleException(file.unsupported("takes more than " + LIMIT + " bytes of memory")
                    .fix("allocate large arrays when the code runs"));
        }
        at += size;
    }

    private void placeJumps() throws ModuleException {
        at = up(at, RelocationTable.JUMP_SIZE);
        for (int symbol = 0; symbol < jumps.length; symbol++) {
            if (scan.needsJump(symbol)) {
                jumps[symbol] = (int) at;
                take(RelocationTable.JUMP_SIZE);
            }
        }
    }

    private void placeTable() throws ModuleException {
        at = up(at, SLOT_SIZE);
        table = at;
        for (int symbol = 0; symbol < slots.length; symbol++) {
            if (scan.needsSlot(symbol)) {
                slots[symbol] = (int) at;
                take(SLOT_SIZE);
            }
        }
    }

    private void placeCommons() throws ModuleException {
        List<ObjectSymbol> symbols = file.elf().symbols();
        for (int i = 0; i < commons.length; i++) {
            ObjectSymbol symbol = symbols.get(i);
            if (symbol.section() == ObjectSymbol.COMMON) {
                at = up(at, symbol.value());
                commons[i] = at;
                take(symbol.size());
            }
        }
    }

    /** Of a section, by its index; -1 for one that is no part of memory. */
    long section(int index) {
        return sections[index];
    }

    /** How many sections the object has. */
    int sections() {
        return sections.length;
    }

    /** Of a common symbol, by its index. */
    long common(int symbol) {
        return commons[symbol];
    }

    /** Of a symbol's slot in the global offset table; -1 when it has none. */
    int slot(int symbol) {
        return slots[symbol];
    }

    /** Of the jump to a symbol; -1 when there is none. */
    int jump(int symbol) {
        return jumps[symbol];
    }

    /** Of the global offset table. */
    long table() {
        return table;
    }

    /** Of a part; the end of the last one with {@link #PARTS}. */
    long start(int part) {
        return starts[part];
    }

    /** How many bytes are not all zeros. */
    int contentSize() {
        return (int) contentSize;
    }

    /** In whole pages. */
    public long size() {
        return starts[PARTS];
    }
}
