package org.kernos.runtime.cabi.object;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.kernos.elf.ElfMachine;

/** What the linker knows of one machine (native E-6). */
final class RelocationTable {

    /** Of a jump to a far function. */
    static final int JUMP_SIZE = 16;

    private static final Map<ElfMachine, RelocationTable> ALL =
            Map.of(ElfMachine.X86_64, X86Relocations.table(), ElfMachine.AARCH64, Aarch64Relocations.table());

    private final ElfMachine machine;
    private final Map<Integer, RelocationType> types = new HashMap<>();
    private final IntPredicate threadLocal;
    private final long jump;

    /**
     * @param threadLocal which types are for variables that each thread has of its own
     * @param jump the eight bytes of code that jump to the address in the eight bytes behind them
     */
    RelocationTable(ElfMachine machine, List<RelocationType> types, IntPredicate threadLocal, long jump) {
        this.machine = machine;
        this.threadLocal = threadLocal;
        this.jump = jump;
        types.forEach(type -> this.types.put(type.code(), type));
    }

    static Optional<RelocationTable> of(ElfMachine machine) {
        return Optional.ofNullable(ALL.get(machine));
    }

    ElfMachine machine() {
        return machine;
    }

    /** Null for one that is not known here. */
    @Nullable
    RelocationType find(int type) {
        return types.get(type);
    }

    boolean isThreadLocal(int type) {
        return threadLocal.test(type);
    }

    void writeJump(ByteBuffer image, int at, long target) {
        image.putLong(at, jump);
        image.putLong(at + Long.BYTES, target);
    }
}
