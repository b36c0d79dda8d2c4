package org.kernos.runtime.cabi.object;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.elf.ElfMachine;
import org.kernos.elf.ElfRelocations;
import org.kernos.elf.ElfSection;
import org.kernos.elf.ObjectSymbol;

/**
 * Looks at all relocations of an object once: which slots and jumps they need, and what in the object cannot be linked here. All
 * that is unsupported is found before anything is mapped.
 */
public final class ObjectScan {

    private final ObjectFile file;
    private final RelocationTable table;
    private final List<ObjectSymbol> symbols;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<String> threadLocal = new TreeSet<>();
    private final boolean[] slots;
    private final boolean[] jumps;
    private boolean isLow;

    private ObjectScan(ObjectFile file, RelocationTable table) {
        this.file = file;
        this.table = table;
        symbols = file.elf().symbols();
        slots = new boolean[symbols.size()];
        jumps = new boolean[symbols.size()];
    }

    /**
     * @throws ModuleException with everything that keeps the object from being linked
     */
    public static ObjectScan of(ObjectFile file, ElfMachine machine) throws ModuleException {
        RelocationTable table = RelocationTable.of(machine).orElse(null);
        if (table == null) {
            throw new ModuleException(file.unsupported("cannot be linked: objects for "
                            + ElfMachine.describe(machine.code()) + " are not supported")
                    .fix("build a shared library instead"));
        } else if (file.elf().header().machine() != machine.code()) {
            throw new ModuleException(file.wrongMachine(machine));
        }
        ObjectScan scan = new ObjectScan(file, table);
        scan.run();
        return scan;
    }

    private void run() throws ModuleException {
        for (ElfSection section : file.elf().sections()) {
            SectionRules.refusal(file, section).ifPresent(problems::add);
            if (section.isAllocated() && section.isThreadLocal()) {
                threadLocal.add("section '" + section.name() + "'");
            }
        }
        for (ObjectSymbol symbol : symbols) {
            visit(symbol);
        }
        for (ElfRelocations relocations : file.elf().relocations()) {
            ElfSection target = file.elf().sections().get(relocations.target());
            if (target.isAllocated()) {
                visit(relocations, target);
            }
        }
        finish();
    }

    private void visit(ObjectSymbol symbol) {
        if (symbol.isThreadLocal() && !symbol.name().isEmpty()) {
            threadLocal.add("'" + symbol.name() + "'");
        } else if (symbol.isChosenAtRunTime() && symbol.isDefined()) {
            problems.add(file.unsupported(
                            "lets the loader choose '" + symbol.name() + "' among several functions (STT_GNU_IFUNC)")
                    .fix("compile without __attribute__((ifunc)) and target_clones"));
        } else if (symbol.section() == ObjectSymbol.COMMON) {
            SectionRules.refusal(file, symbol).ifPresent(problems::add);
        }
    }

    private void visit(ElfRelocations relocations, ElfSection target) {
        for (int i = 0; i < relocations.size(); i++) {
            RelocationType type = table.find(relocations.type(i));
            if (type != null) {
                visit(type, relocations, i, target);
            } else if (table.isThreadLocal(relocations.type(i))) {
                threadLocal.add("'" + name(relocations.symbol(i)) + "'");
            } else if (relocations.type(i) != 0) {
                problems.add(unknown(relocations, i, target));
            }
        }
    }

    private void visit(RelocationType type, ElfRelocations relocations, int index, ElfSection target) {
        long offset = relocations.offset(index);
        if (!target.hasContent()
                || offset < 0
                || offset > target.size() - type.field().width()) {
            problems.add(file.damaged("a relocation is for byte " + Long.toUnsignedString(offset) + " of section '"
                    + target.name() + "', which has " + (target.hasContent() ? target.size() : 0) + " bytes"));
            return;
        }
        int symbol = relocations.symbol(index);
        RelocationType.Use use = type.use();
        slots[symbol] |= use.needsSlot();
        isLow |= use == RelocationType.Use.LOW_ADDRESS;
        if (use.allowsJump() && !symbols.get(symbol).isDefined() && relocations.addend(index) == type.plainAddend()) {
            jumps[symbol] = true;
        }
        if (use == RelocationType.Use.EXACT_SLOT && relocations.addend(index) != 0) {
            problems.add(unknown(relocations, index, target));
        }
    }

    private Problem unknown(ElfRelocations relocations, int index, ElfSection target) {
        int code = relocations.type(index);
        RelocationType type = table.find(code);
        return file.unsupported("has a relocation of the kind " + (type == null ? String.valueOf(code) : type.name())
                        + (type == null ? "" : " with an addend") + " for '" + name(relocations.symbol(index))
                        + "' in section '" + target.name() + "', which is not supported for "
                        + ElfMachine.describe(table.machine().code()))
                .fix(
                        "compile with -fPIC and without options that choose another code model, or build a shared library");
    }

    private String name(int index) {
        return name(file, index);
    }

    /** Of a symbol as its author knows it: those that stand for sections have no names. */
    static String name(ObjectFile file, int index) {
        ObjectSymbol symbol = file.elf().symbols().get(index);
        return symbol.isSection() && symbol.section() > 0
                ? file.elf().sections().get(symbol.section()).name()
                : symbol.name();
    }

    private void finish() throws ModuleException {
        List<Problem> all = new ArrayList<>();
        if (!threadLocal.isEmpty()) {
            all.add(file.unsupported("has thread-local storage, which a linked object cannot have: "
                            + String.join(", ", threadLocal))
                    .fix(
                            "do without __thread and thread_local (pthread_setspecific keeps a pointer for each thread), or"
                                    + " build a shared library"));
        }
        all.addAll(problems);
        file.throwIfAny(all);
    }

    RelocationTable table() {
        return table;
    }

    /** Whether a symbol, by its index, needs a slot in the global offset table. */
    boolean needsSlot(int symbol) {
        return slots[symbol];
    }

    /** Whether a symbol, by its index, may need a jump to it. */
    boolean needsJump(int symbol) {
        return jumps[symbol];
    }

    /** Whether addresses have to be below 2 GiB. */
    boolean isLow() {
        return isLow;
    }
}
