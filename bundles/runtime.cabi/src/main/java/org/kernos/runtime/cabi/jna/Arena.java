package org.kernos.runtime.cabi.jna;

import com.sun.jna.Pointer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Value;

/**
 * Objects that live and end together: those of one call, or those of one kernel (native M-1, M-2). Thread-safe, because
 * a kernel function may use its objects in threads of its own.
 *
 * <p>The elements of a list take consecutive places from the first {@link #element} on, so that reading a list again and
 * again takes no more room than reading it once.
 */
final class Arena extends ObjectStore {

    private static final int INITIAL_CAPACITY = 16;

    /** What a pooled arena keeps: one call with a huge list must not hold its memory for ever. */
    private static final int GREATEST_KEPT_CAPACITY = 4096;

    /** In the table's terms, which are those of the C shim (native H-3). */
    private static final int NODE_BYTES = 16;

    private final NativeMemory memory;
    private @Nullable CallFrame frame;

    // All guarded by this.
    private @Nullable Value[] values = new Value[INITIAL_CAPACITY];
    private int[] elements = new int[INITIAL_CAPACITY];
    private long[] blocks = new long[INITIAL_CAPACITY];
    private long[] blockSizes = new long[INITIAL_CAPACITY];
    private int size = 1;
    private long blockBytes;

    Arena(int slot, NativeMemory memory) {
        super(slot);
        this.memory = memory;
    }

    /** Makes this the arena of a frame, for good: the handle with index 0 is the frame's context from now on. */
    void belongTo(CallFrame owner) {
        frame = owner;
    }

    /** The frame this context stands for, or null when its call is over. */
    @Nullable
    CallFrame frame(long context) {
        return isCurrent(context) && indexOf(context) == 0 ? frame : null;
    }

    synchronized long add(Value value) {
        int index = reserve(1);
        values[index] = value;
        return handle(index);
    }

    private int reserve(int count) {
        if (count > MAX_INDEX - size) {
            throw new OutOfMemoryError("a call makes more than " + MAX_INDEX + " objects");
        }
        int first = size;
        size += count;
        if (size > values.length) {
            resize(Math.max(size, Math.min(MAX_INDEX, values.length * 2)));
        }
        return first;
    }

    private void resize(int capacity) {
        values = Arrays.copyOf(values, capacity);
        elements = Arrays.copyOf(elements, capacity);
        blocks = Arrays.copyOf(blocks, capacity);
        blockSizes = Arrays.copyOf(blockSizes, capacity);
    }

    @Override
    synchronized @Nullable Value find(long handle) {
        int index = indexOf(handle);
        return isCurrent(handle) && index < size ? values[index] : null;
    }

    /** The handle of an element of the list with this handle, or 0 when there is no such list or element. */
    synchronized long element(long list, long index) {
        if (!(find(list) instanceof Value.ListValue value)
                || index < 0
                || index >= value.elements().size()) {
            return 0;
        }
        int at = indexOf(list);
        if (elements[at] == 0) {
            int first = reserve(value.elements().size());
            elements[at] = first;
        }
        int place = elements[at] + (int) index;
        if (values[place] == null) {
            values[place] = value.elements().get((int) index);
        }
        return handle(place);
    }

    /** The address of a block that was made for the object before, or 0. */
    synchronized long findBlock(long handle) {
        return find(handle) == null ? 0 : blocks[indexOf(handle)];
    }

    /** Makes the object's block: these bytes and a closing NUL. It lives as long as the object; 0 when that is stale. */
    synchronized long addBlock(long handle, byte[] content) {
        Pointer block = block(handle, content.length + 1L);
        if (block == null) {
            return 0;
        }
        block.write(0, content, 0, content.length);
        block.setByte(content.length, (byte) 0);
        return Pointer.nativeValue(block);
    }

    synchronized long addBlock(long handle, long[] content) {
        Pointer block = block(handle, (long) Long.BYTES * content.length);
        if (block == null) {
            return 0;
        }
        block.write(0, content, 0, content.length);
        return Pointer.nativeValue(block);
    }

    synchronized long addBlock(long handle, double[] content) {
        Pointer block = block(handle, (long) Double.BYTES * content.length);
        if (block == null) {
            return 0;
        }
        block.write(0, content, 0, content.length);
        return Pointer.nativeValue(block);
    }

    /** Two threads that read one object may both come here: the second one fills the first one's block again. */
    private @Nullable Pointer block(long handle, long bytes) {
        if (find(handle) == null) {
            return null;
        }
        int index = indexOf(handle);
        if (blocks[index] == 0) {
            blocks[index] = memory.allocate(bytes);
            blockSizes[index] = bytes;
            blockBytes += bytes;
        }
        return new Pointer(blocks[index]);
    }

    synchronized int count() {
        return size - 1;
    }

    synchronized long countBytes() {
        return (long) NODE_BYTES * (size - 1) + blockBytes;
    }

    /** Ends all objects: their handles are stale from now on, and their memory is free. */
    synchronized void reset() {
        nextGeneration();
        if (blockBytes > 0 || size > 1) {
            freeBlocks();
            int kept = Math.min(values.length, GREATEST_KEPT_CAPACITY);
            if (kept < values.length) {
                values = new Value[kept];
                elements = new int[kept];
                blocks = new long[kept];
                blockSizes = new long[kept];
            } else {
                Arrays.fill(values, 0, size, null);
                Arrays.fill(elements, 0, size, 0);
            }
            size = 1;
        }
    }

    private void freeBlocks() {
        for (int i = 0; i < size; i++) {
            if (blocks[i] != 0) {
                memory.free(blocks[i], blockSizes[i]);
                blocks[i] = 0;
            }
        }
        blockBytes = 0;
    }
}
