package org.kernos.elf;

import java.util.Optional;

/** Processors as ELF headers number them, under the names JNA gives to its platforms. */
public enum ElfMachine {
    X86(3, "x86"),
    MIPS(8, "mips"),
    PPC64(21, "ppc64le"),
    S390(22, "s390x"),
    ARM(40, "arm"),
    X86_64(62, "x86-64"),
    AARCH64(183, "aarch64"),
    RISCV(243, "riscv64"),
    LOONGARCH(258, "loongarch64");

    private final int code;
    private final String label;

    ElfMachine(int code, String label) {
        this.code = code;
        this.label = label;
    }

    public int code() {
        return code;
    }

    public static Optional<ElfMachine> findByName(String name) {
        for (ElfMachine machine : values()) {
            if (machine.label.equals(name)) {
                return Optional.of(machine);
            }
        }
        return Optional.empty();
    }

    /** For people; a number that stands for none of these is shown as it is. */
    public static String describe(int code) {
        for (ElfMachine machine : values()) {
            if (machine.code == code) {
                return machine.label;
            }
        }
        return "machine " + code;
    }
}
