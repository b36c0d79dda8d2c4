package org.kernos.runtime.cabi.object;

import static org.kernos.runtime.cabi.object.RelocationType.Use.CALL;
import static org.kernos.runtime.cabi.object.RelocationType.Use.EXACT_SLOT;
import static org.kernos.runtime.cabi.object.RelocationType.Use.NOTHING;

import java.util.List;
import org.kernos.elf.ElfMachine;
import org.kernos.runtime.cabi.object.RelocationType.Formula;
import org.kernos.runtime.cabi.object.RelocationType.Use;

/** The relocations of the ELF ABI for the 64-bit ARM architecture (native E-6). */
final class Aarch64Relocations {

    /** {@code ldr x16, . + 8; br x16}; a linker may use that register between any two functions. */
    private static final long JUMP = 0xd61f_0200_5800_0050L;

    private static final Formula ABSOLUTE = s -> s.symbol + s.addend;
    private static final Formula RELATIVE = s -> s.symbol + s.addend - s.place;
    private static final Formula PAGE = s -> page(s.symbol + s.addend) - page(s.place);
    private static final Formula SLOT_RELATIVE = s -> s.slot + s.addend - s.place;
    private static final Formula SLOT_PAGE = s -> page(s.slot + s.addend) - page(s.place);
    private static final Formula SLOT_ADDRESS = s -> s.slot + s.addend;
    private static final Formula SLOT_FROM_TABLE = s -> s.slot + s.addend - page(s.table);

    private Aarch64Relocations() {}

    private static long page(long address) {
        return address & -4096;
    }

    static RelocationTable table() {
        return new RelocationTable(
                ElfMachine.AARCH64,
                List.of(
                        type(257, "ABS64", NOTHING, ABSOLUTE, WordField.WORD_64),
                        type(258, "ABS32", NOTHING, ABSOLUTE, WordField.ANY_32),
                        type(259, "ABS16", NOTHING, ABSOLUTE, WordField.ANY_16),
                        type(260, "PREL64", NOTHING, RELATIVE, WordField.WORD_64),
                        type(261, "PREL32", NOTHING, RELATIVE, WordField.ANY_32),
                        type(262, "PREL16", NOTHING, RELATIVE, WordField.ANY_16),
                        type(263, "MOVW_UABS_G0", NOTHING, ABSOLUTE, Aarch64Field.QUARTER_0),
                        type(264, "MOVW_UABS_G0_NC", NOTHING, ABSOLUTE, Aarch64Field.QUARTER_0_UNCHECKED),
                        type(265, "MOVW_UABS_G1", NOTHING, ABSOLUTE, Aarch64Field.QUARTER_1),
                        type(266, "MOVW_UABS_G1_NC", NOTHING, ABSOLUTE, Aarch64Field.QUARTER_1_UNCHECKED),
                        type(267, "MOVW_UABS_G2", NOTHING, ABSOLUTE, Aarch64Field.QUARTER_2),
                        type(268, "MOVW_UABS_G2_NC", NOTHING, ABSOLUTE, Aarch64Field.QUARTER_2_UNCHECKED),
                        type(269, "MOVW_UABS_G3", NOTHING, ABSOLUTE, Aarch64Field.QUARTER_3),
                        type(273, "LD_PREL_LO19", NOTHING, RELATIVE, Aarch64Field.BRANCH_19),
                        type(274, "ADR_PREL_LO21", NOTHING, RELATIVE, Aarch64Field.ADDRESS_21),
                        type(275, "ADR_PREL_PG_HI21", NOTHING, PAGE, Aarch64Field.PAGE_21),
                        type(277, "ADD_ABS_LO12_NC", NOTHING, ABSOLUTE, Aarch64Field.LOW_12),
                        type(278, "LDST8_ABS_LO12_NC", NOTHING, ABSOLUTE, Aarch64Field.LOW_12),
                        type(279, "TSTBR14", CALL, RELATIVE, Aarch64Field.BRANCH_14),
                        type(280, "CONDBR19", CALL, RELATIVE, Aarch64Field.BRANCH_19),
                        type(282, "JUMP26", CALL, RELATIVE, Aarch64Field.BRANCH_26),
                        type(283, "CALL26", CALL, RELATIVE, Aarch64Field.BRANCH_26),
                        type(284, "LDST16_ABS_LO12_NC", NOTHING, ABSOLUTE, Aarch64Field.LOW_12_BY_2),
                        type(285, "LDST32_ABS_LO12_NC", NOTHING, ABSOLUTE, Aarch64Field.LOW_12_BY_4),
                        type(286, "LDST64_ABS_LO12_NC", NOTHING, ABSOLUTE, Aarch64Field.LOW_12_BY_8),
                        type(299, "LDST128_ABS_LO12_NC", NOTHING, ABSOLUTE, Aarch64Field.LOW_12_BY_16),
                        type(309, "GOT_LD_PREL19", EXACT_SLOT, SLOT_RELATIVE, Aarch64Field.BRANCH_19),
                        type(311, "ADR_GOT_PAGE", EXACT_SLOT, SLOT_PAGE, Aarch64Field.PAGE_21),
                        type(312, "LD64_GOT_LO12_NC", EXACT_SLOT, SLOT_ADDRESS, Aarch64Field.LOW_12_BY_8),
                        type(313, "LD64_GOTPAGE_LO15", EXACT_SLOT, SLOT_FROM_TABLE, Aarch64Field.TABLE_15),
                        type(314, "PLT32", CALL, RELATIVE, WordField.SIGNED_32)),
                type -> type >= 512 && type <= 573,
                JUMP);
    }

    private static RelocationType type(int code, String name, Use use, Formula formula, RelocationField field) {
        return new RelocationType(code, "R_AARCH64_" + name, use, 0, formula, field);
    }
}
