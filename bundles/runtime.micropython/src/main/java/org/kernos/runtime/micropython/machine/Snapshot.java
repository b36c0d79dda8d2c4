package org.kernos.runtime.micropython.machine;

import java.util.Arrays;
import java.util.List;
import run.endive.runtime.Instance;
import run.endive.wasm.types.MutabilityType;

/** What an instance held at one moment, so that further ones can go on from there; immutable. */
public final class Snapshot {

    private final byte[] memory;
    private final long[] globals;
    private final List<Integer> marks;

    /**
     * @param marks addresses and numbers by which its host finds in it what it needs
     */
    public Snapshot(Instance instance, FlatMemory memory, List<Integer> marks) {
        this.memory = memory.readBytes(0, memory.pages() * FlatMemory.PAGE_SIZE);
        this.globals = new long[instance.globalCount()];
        Arrays.setAll(globals, i -> instance.global(i).getValue());
        this.marks = List.copyOf(marks);
    }

    public List<Integer> marks() {
        return marks;
    }

    byte[] memory() {
        return memory;
    }

    void restoreGlobals(Instance instance) {
        for (int i = 0; i < globals.length; i++) {
            if (instance.global(i).getMutabilityType() == MutabilityType.Var) {
                instance.global(i).setValue(globals[i]);
            }
        }
    }
}
