package org.kernos.runtime.cabi.object;

import static org.kernos.runtime.cabi.object.RelocationType.Use.ADDRESS;
import static org.kernos.runtime.cabi.object.RelocationType.Use.CALL;
import static org.kernos.runtime.cabi.object.RelocationType.Use.LOW_ADDRESS;
import static org.kernos.runtime.cabi.object.RelocationType.Use.NOTHING;
import static org.kernos.runtime.cabi.object.RelocationType.Use.SLOT;
import static org.kernos.runtime.cabi.object.WordField.SIGNED_32;
import static org.kernos.runtime.cabi.object.WordField.UNSIGNED_32;
import static org.kernos.runtime.cabi.object.WordField.WORD_64;

import java.util.List;
import org.kernos.elf.ElfMachine;
import org.kernos.runtime.cabi.object.RelocationType.Formula;
import org.kernos.runtime.cabi.object.RelocationType.Use;

/** The relocations of the System V ABI for AMD64 (native E-1). */
final class X86Relocations {

    /** {@code jmp *2(%rip)}, two bytes that are never reached, and behind them the address. */
    private static final long JUMP = 0x9090_0000_0002_25ffL;

    /** A call's distance counts from behind its four bytes. */
    private static final long BEHIND = -4;

    private static final Formula ABSOLUTE = s -> s.symbol + s.addend;
    private static final Formula RELATIVE = s -> s.symbol + s.addend - s.place;
    private static final Formula FROM_TABLE = s -> s.symbol + s.addend - s.table;
    private static final Formula SLOT_RELATIVE = s -> s.slot + s.addend - s.place;
    private static final Formula SLOT_IN_TABLE = s -> s.slot + s.addend - s.table;
    private static final Formula TABLE_RELATIVE = s -> s.table + s.addend - s.place;

    private X86Relocations() {}

    static RelocationTable table() {
        return new RelocationTable(
                ElfMachine.X86_64,
                List.of(
                        new RelocationType(1, "R_X86_64_64", NOTHING, 0, ABSOLUTE, WORD_64),
                        new RelocationType(2, "R_X86_64_PC32", ADDRESS, BEHIND, RELATIVE, SIGNED_32),
                        new RelocationType(3, "R_X86_64_GOT32", SLOT, 0, SLOT_IN_TABLE, SIGNED_32),
                        new RelocationType(4, "R_X86_64_PLT32", CALL, BEHIND, RELATIVE, SIGNED_32),
                        slot(9, "R_X86_64_GOTPCREL"),
                        new RelocationType(10, "R_X86_64_32", LOW_ADDRESS, 0, ABSOLUTE, UNSIGNED_32),
                        new RelocationType(11, "R_X86_64_32S", LOW_ADDRESS, 0, ABSOLUTE, SIGNED_32),
                        word(24, "R_X86_64_PC64", NOTHING, RELATIVE),
                        word(25, "R_X86_64_GOTOFF64", NOTHING, FROM_TABLE),
                        new RelocationType(26, "R_X86_64_GOTPC32", NOTHING, 0, TABLE_RELATIVE, SIGNED_32),
                        word(27, "R_X86_64_GOT64", SLOT, SLOT_IN_TABLE),
                        word(28, "R_X86_64_GOTPCREL64", SLOT, SLOT_RELATIVE),
                        word(29, "R_X86_64_GOTPC64", NOTHING, TABLE_RELATIVE),
                        word(30, "R_X86_64_GOTPLT64", SLOT, SLOT_IN_TABLE),
                        // A 64-bit distance reaches every function without a jump.
                        word(31, "R_X86_64_PLTOFF64", NOTHING, FROM_TABLE),
                        slot(41, "R_X86_64_GOTPCRELX"),
                        slot(42, "R_X86_64_REX_GOTPCRELX")),
                type -> (type >= 16 && type <= 23) || (type >= 34 && type <= 36),
                JUMP);
    }

    private static RelocationType word(int code, String name, Use use, Formula formula) {
        return new RelocationType(code, name, use, 0, formula, WORD_64);
    }

    private static RelocationType slot(int code, String name) {
        return new RelocationType(code, name, SLOT, 0, SLOT_RELATIVE, SIGNED_32);
    }
}
