package org.kernos.runtime.micropython.interpreter;

import java.nio.charset.StandardCharsets;
import org.kernos.runtime.micropython.memory.FlatMemory;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.Instance;

/**
 * Memory of the instance that Java uses: a stack of slots of three words, in which values cross, and blocks that C code frees. Under
 * the interpreter's lock.
 */
final class Slots {

    /** A slot: what kind of value it is, and two words that depend on that. */
    static final int SIZE = 12;

    static final int FIRST = 4;
    static final int SECOND = 8;

    private static final int STACK = 64 * 1024;

    final FlatMemory memory;
    private final ExportFunction allocate;
    private final ExportFunction free;
    private int limit;
    private int top;

    private Slots(FlatMemory memory, Instance instance) {
        this.memory = memory;
        this.allocate = instance.export("malloc");
        this.free = instance.export("free");
    }

    /** Allocates the stack. */
    static Slots allocate(FlatMemory memory, Instance instance) {
        Slots slots = new Slots(memory, instance);
        slots.begin(slots.allocate(STACK));
        return slots;
    }

    /**
     * @param stack where it was allocated, in the instance that this one is a copy of
     */
    static Slots at(int stack, FlatMemory memory, Instance instance) {
        Slots slots = new Slots(memory, instance);
        slots.begin(stack);
        return slots;
    }

    private void begin(int stack) {
        top = stack;
        limit = stack + STACK;
    }

    /** Room for so many slots, to be given back with {@link #pop}. */
    int push(int count) {
        int slot = top;
        if (count > (limit - slot) / SIZE) {
            throw new PythonException("MemoryError", count + " values are too many at once");
        }
        top = slot + count * SIZE;
        return slot;
    }

    void pop(int slot) {
        top = slot;
    }

    int allocate(int length) {
        int address = (int) allocate.apply(length)[0];
        if (address == 0) {
            throw new PythonException("MemoryError", length + " bytes of memory are not left");
        }
        return address;
    }

    void free(int address) {
        free.apply(address);
    }

    /** A copy with a 0 behind it. */
    int allocate(byte[] text) {
        int address = allocate(text.length + 1);
        memory.write(address, text, 0, text.length);
        memory.writeByte(address + text.length, (byte) 0);
        return address;
    }

    String text(int address) {
        return new String(memory.readToZero(address), StandardCharsets.UTF_8);
    }

    int kind(int slot) {
        return memory.readInt(slot);
    }

    int first(int slot) {
        return memory.readInt(slot + FIRST);
    }

    int second(int slot) {
        return memory.readInt(slot + SECOND);
    }

    void write(int slot, int kind, int first) {
        memory.writeI32(slot, kind);
        memory.writeI32(slot + FIRST, first);
    }

    void write(int slot, int kind, int first, int second) {
        write(slot, kind, first);
        memory.writeI32(slot + SECOND, second);
    }
}
