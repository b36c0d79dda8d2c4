package org.kernos.runtime.micropython.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.ConstantEvaluators;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.WasmRuntimeException;
import run.endive.wasm.types.ActiveDataSegment;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.PassiveDataSegment;

/**
 * The memory of one instance in one array, which grows by copying: 15 to 30 % faster than Endive's own, which checks for pages at
 * each access. An
 * access that is out of bounds ends the instance, as the array's own check finds it.
 */
// What is for threads is to be removed from the interface, and has to be there until then.
@SuppressWarnings("removal")
public final class FlatMemory implements Memory {

    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle DOUBLE = MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    /** What an array can hold. */
    private static final int MOST_PAGES = Integer.MAX_VALUE / PAGE_SIZE;

    private final MemoryLimits limits;
    private final int maximum;
    byte[] bytes;
    private int pages;
    private DataSegment[] segments = {};

    /** What it begins with, in place of the initial data; no bytes when it begins with that. */
    private final byte[] content;

    public FlatMemory(MemoryLimits limits) {
        this(limits, limits.initialPages(), new byte[0]);
    }

    /**
     * @param content whole pages, which is what the memory begins with
     */
    public FlatMemory(MemoryLimits limits, byte[] content) {
        this(limits, content.length / PAGE_SIZE, content);
    }

    private FlatMemory(MemoryLimits limits, int pages, byte[] content) {
        this.limits = limits;
        this.maximum = Math.min(limits.maximumPages(), MOST_PAGES);
        this.pages = pages;
        this.bytes = new byte[pages * PAGE_SIZE];
        this.content = content;
    }

    @Override
    public int pages() {
        return pages;
    }

    @Override
    public int grow(int more) {
        int before = pages;
        if (more < 0 || more > maximum - before) {
            return -1;
        }
        if (more > 0) {
            bytes = Arrays.copyOf(bytes, (before + more) * PAGE_SIZE);
            pages = before + more;
        }
        return before;
    }

    @Override
    public int initialPages() {
        return limits.initialPages();
    }

    @Override
    public int maximumPages() {
        return maximum;
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public Object lock(int address) {
        throw new UnsupportedOperationException("the memory is of one thread");
    }

    @Override
    public int waitOn(int address, int expected, long timeout) {
        throw new UnsupportedOperationException("the memory is of one thread");
    }

    @Override
    public int waitOn(int address, long expected, long timeout) {
        throw new UnsupportedOperationException("the memory is of one thread");
    }

    @Override
    public int notify(int address, int maximumThreads) {
        return 0;
    }

    @Override
    public void initialize(Instance instance, DataSegment @Nullable [] data) {
        initialize(instance, data, 0);
    }

    @Override
    public void initialize(Instance instance, DataSegment @Nullable [] data, int memory) {
        segments = data == null ? new DataSegment[0] : data.clone();
        if (content.length > 0) {
            write(0, content, 0, content.length);
            return;
        }
        for (DataSegment segment : segments) {
            if (segment instanceof ActiveDataSegment active) {
                long offset = ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions())[0];
                write((int) offset, active.data(), 0, active.data().length);
            }
        }
    }

    @Override
    public void initPassiveSegment(int segment, int target, int offset, int size) {
        write(target, segments[segment].data(), offset, size);
    }

    @Override
    public void drop(int segment) {
        segments[segment] = PassiveDataSegment.EMPTY;
    }

    static WasmRuntimeException outOfBounds(int address, IndexOutOfBoundsException e) {
        return new WasmRuntimeException(
                "access to address " + Integer.toUnsignedString(address) + " is out of bounds", e);
    }

    @Override
    public void write(int address, byte[] data, int offset, int size) {
        try {
            System.arraycopy(data, offset, bytes, address, size);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, e);
        }
    }

    @Override
    public byte read(int address) {
        try {
            return bytes[address];
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, e);
        }
    }

    @Override
    public byte[] readBytes(int address, int length) {
        if (length < 0 || address < 0 || length > bytes.length - address) {
            throw new WasmRuntimeException(
                    "access to " + length + " bytes at " + Integer.toUnsignedString(address) + " is out of bounds");
        }
        return Arrays.copyOfRange(bytes, address, address + length);
    }

    /** The text up to the next 0. */
    public byte[] readToZero(int address) {
        int end = address;
        while (read(end) != 0) {
            end++;
        }
        return readBytes(address, end - address);
    }

    @Override
    public void writeByte(int address, byte value) {
        try {
            bytes[address] = value;
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, e);
        }
    }

    @Override
    public void writeShort(int address, short value) {
        try {
            SHORT.set(bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, e);
        }
    }

    @Override
    public short readShort(int address) {
        try {
            return (short) SHORT.get(bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, e);
        }
    }

    @Override
    public long readU16(int address) {
        return readShort(address) & 0xffff;
    }

    @Override
    public void writeI32(int address, int value) {
        try {
            INT.set(bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, e);
        }
    }

    @Override
    public int readInt(int address) {
        try {
            return (int) INT.get(bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, e);
        }
    }

    @Override
    public void writeLong(int address, long value) {
        try {
            LONG.set(bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, e);
        }
    }

    @Override
    public long readLong(int address) {
        try {
            return (long) LONG.get(bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, e);
        }
    }

    @Override
    public void writeF32(int address, float value) {
        try {
            FLOAT.set(bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, e);
        }
    }

    @Override
    public long readF32(int address) {
        return readInt(address);
    }

    @Override
    public float readFloat(int address) {
        try {
            return (float) FLOAT.get(bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, e);
        }
    }

    @Override
    public void writeF64(int address, double value) {
        try {
            DOUBLE.set(bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, e);
        }
    }

    @Override
    public double readDouble(int address) {
        try {
            return (double) DOUBLE.get(bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, e);
        }
    }

    @Override
    public long readF64(int address) {
        return readLong(address);
    }

    @Override
    public void zero() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public void fill(byte value, int from, int to) {
        try {
            Arrays.fill(bytes, from, to, value);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new WasmRuntimeException("filling from " + Integer.toUnsignedString(from) + " is out of bounds", e);
        }
    }

    @Override
    public void copy(int target, int source, int size) {
        try {
            System.arraycopy(bytes, source, bytes, target, size);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(target, e);
        }
    }
}
