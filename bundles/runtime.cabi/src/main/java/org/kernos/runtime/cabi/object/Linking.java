package org.kernos.runtime.cabi.object;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.elf.ElfRelocations;
import org.kernos.elf.ElfSection;
import org.kernos.elf.ObjectSymbol;

/** Puts an object's sections together for one address and applies its relocations. Runs nothing, and maps nothing. */
public final class Linking {

    private final ObjectFile file;
    private final RelocationTable table;
    private final Layout layout;
    private final long base;
    private final SymbolAddresses symbols;
    private final byte[] bytes;
    private final ByteBuffer image;
    private final Site site = new Site();
    private final Set<Problem> problems = new LinkedHashSet<>();

    private Linking(ObjectFile file, RelocationTable table, Layout layout, long base, SymbolSource source) {
        this.file = file;
        this.table = table;
        this.layout = layout;
        this.base = base;
        symbols = new SymbolAddresses(file, layout, base, source);
        bytes = new byte[layout.contentSize()];
        image = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Links without mapping or running anything: the bytes that would stand in memory.
     *
     * @param base where the image is to stand
     * @throws ModuleException with all symbols that nothing defines, and all that is out of reach
     */
    public static LinkedImage link(ObjectFile file, ObjectScan scan, Layout layout, long base, SymbolSource source)
            throws ModuleException {
        return new Linking(file, scan.table(), layout, base, source).run();
    }

    private LinkedImage run() throws ModuleException {
        for (ElfSection section : file.elf().sections()) {
            if (section.isAllocated() && section.hasContent()) {
                file.elf().copyContent(section, bytes, (int) layout.section(section.index()));
            }
        }
        site.table = base + layout.table();
        for (ElfRelocations relocations : file.elf().relocations()) {
            if (layout.section(relocations.target()) >= 0) {
                relocate(relocations);
            }
        }
        throwProblems();
        FunctionLists lists = FunctionLists.of(file, layout, base, image);
        return new LinkedImage(image, base, layout, symbols.exports(), frames(), lists);
    }

    private void throwProblems() throws ModuleException {
        List<Problem> all = new ArrayList<>();
        symbols.unresolved().ifPresent(all::add);
        all.addAll(problems);
        file.throwIfAny(all);
    }

    private void relocate(ElfRelocations relocations) {
        int section = (int) layout.section(relocations.target());
        for (int i = 0; i < relocations.size(); i++) {
            if (relocations.type(i) != 0) {
                relocate(relocations, i, section + (int) relocations.offset(i));
            }
        }
    }

    private void relocate(ElfRelocations relocations, int index, int at) {
        RelocationType type = Objects.requireNonNull(table.find(relocations.type(index)), "found by the scan");
        int symbol = relocations.symbol(index);
        if (symbols.isNowhere(symbol)) {
            problems.add(file.damaged("section '" + nameOf(relocations) + "' refers to '"
                    + ObjectScan.name(file, symbol) + "', which is no part of memory"));
            return;
        }
        SymbolSource.Definition definition = symbols.of(symbol);
        if (!symbols.isUnresolved(symbol)) {
            relocate(type, relocations, index, at, definition);
        }
    }

    private void relocate(
            RelocationType type, ElfRelocations relocations, int index, int at, SymbolSource.Definition definition) {
        int symbol = relocations.symbol(index);
        site.place = base + at;
        site.symbol = definition.address();
        site.addend = relocations.addend(index);
        site.slot = type.use().needsSlot() ? slot(symbol, definition) : 0;
        long value = type.formula().of(site);
        if (!type.field().fits(value) && mayJump(type, symbol, definition)) {
            site.symbol = jump(symbol, definition);
            value = type.formula().of(site);
        }
        if (type.field().fits(value)) {
            type.field().write(image, at, value);
        } else {
            problems.add(outOfReach(type, relocations, symbol, definition));
        }
    }

    private long slot(int symbol, SymbolSource.Definition definition) {
        int slot = layout.slot(symbol);
        image.putLong(slot, definition.address());
        return base + slot;
    }

    /** To a variable there is no jump. A weak symbol that nothing defines may be called, but its address has to stay 0. */
    private boolean mayJump(RelocationType type, int symbol, SymbolSource.Definition definition) {
        if (layout.jump(symbol) < 0 || site.addend != type.plainAddend()) {
            return false;
        }
        return type.use() == RelocationType.Use.CALL
                || (definition.address() != 0 && !definition.isData().getAsBoolean());
    }

    private long jump(int symbol, SymbolSource.Definition definition) {
        int jump = layout.jump(symbol);
        table.writeJump(image, jump, definition.address());
        return base + jump;
    }

    private Problem outOfReach(
            RelocationType type, ElfRelocations relocations, int index, SymbolSource.Definition definition) {
        ObjectSymbol symbol = file.elf().symbols().get(index);
        String kind = symbol.isDefined() || definition.isData().getAsBoolean() ? "the variable '" : "the symbol '";
        String what = (symbol.isDefined() ? "'" : kind) + ObjectScan.name(file, index) + "'";
        return file.unsupported(
                        "cannot reach " + what + " from section '" + nameOf(relocations) + "' (" + type.name() + ")")
                .fix("compile with -fPIC");
    }

    private String nameOf(ElfRelocations relocations) {
        return file.elf().sections().get(relocations.target()).name();
    }

    private List<Long> frames() {
        return file.elf().sections().stream()
                .filter(Layout::isFrameTable)
                .filter(ElfSection::hasContent)
                .map(section -> base + layout.section(section.index()))
                .toList();
    }
}
