package org.kernos.runtime.micropython.memory;

import run.endive.runtime.Memory;
import run.endive.runtime.WasmRuntimeException;

/**
 * Reads and writes of the compiled code, which calls this in place of Endive's helpers (ShorterMethods in the build). Each method is as
 * short as it can be, with all that it calls: HotSpot counts the bytes of what becomes a part of another. A base from
 * 2^31 on is out of bounds, whatever the offset: its sign, shifted over the whole word, makes -1 of the index.
 */
public final class MemoryAccess {

    private static final int SIGN = Integer.SIZE - 1;

    private MemoryAccess() {}

    public static byte readByte(int base, int offset, Memory memory) {
        try {
            return ((FlatMemory) memory).bytes[base + offset | base >> SIGN];
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(base, offset, e);
        }
    }

    public static short readShort(int base, int offset, Memory memory) {
        try {
            return (short) FlatMemory.SHORT.get(((FlatMemory) memory).bytes, base + offset | base >> SIGN);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(base, offset, e);
        }
    }

    public static int readInt(int base, int offset, Memory memory) {
        try {
            return (int) FlatMemory.INT.get(((FlatMemory) memory).bytes, base + offset | base >> SIGN);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(base, offset, e);
        }
    }

    public static long readLong(int base, int offset, Memory memory) {
        try {
            return (long) FlatMemory.LONG.get(((FlatMemory) memory).bytes, base + offset | base >> SIGN);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(base, offset, e);
        }
    }

    public static float readFloat(int base, int offset, Memory memory) {
        try {
            return (float) FlatMemory.FLOAT.get(((FlatMemory) memory).bytes, base + offset | base >> SIGN);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(base, offset, e);
        }
    }

    public static double readDouble(int base, int offset, Memory memory) {
        try {
            return (double) FlatMemory.DOUBLE.get(((FlatMemory) memory).bytes, base + offset | base >> SIGN);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(base, offset, e);
        }
    }

    public static void writeByte(int base, byte value, int offset, Memory memory) {
        try {
            ((FlatMemory) memory).bytes[base + offset | base >> SIGN] = value;
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(base, offset, e);
        }
    }

    public static void writeShort(int base, short value, int offset, Memory memory) {
        try {
            FlatMemory.SHORT.set(((FlatMemory) memory).bytes, base + offset | base >> SIGN, value);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(base, offset, e);
        }
    }

    public static void writeInt(int base, int value, int offset, Memory memory) {
        try {
            FlatMemory.INT.set(((FlatMemory) memory).bytes, base + offset | base >> SIGN, value);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(base, offset, e);
        }
    }

    public static void writeLong(int base, long value, int offset, Memory memory) {
        try {
            FlatMemory.LONG.set(((FlatMemory) memory).bytes, base + offset | base >> SIGN, value);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(base, offset, e);
        }
    }

    public static void writeFloat(int base, float value, int offset, Memory memory) {
        try {
            FlatMemory.FLOAT.set(((FlatMemory) memory).bytes, base + offset | base >> SIGN, value);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(base, offset, e);
        }
    }

    public static void writeDouble(int base, double value, int offset, Memory memory) {
        try {
            FlatMemory.DOUBLE.set(((FlatMemory) memory).bytes, base + offset | base >> SIGN, value);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(base, offset, e);
        }
    }

    public static byte readByte(int address, Memory memory) {
        try {
            return ((FlatMemory) memory).bytes[address];
        } catch (IndexOutOfBoundsException e) {
            throw FlatMemory.outOfBounds(address, e);
        }
    }

    public static short readShort(int address, Memory memory) {
        try {
            return (short) FlatMemory.SHORT.get(((FlatMemory) memory).bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw FlatMemory.outOfBounds(address, e);
        }
    }

    public static int readInt(int address, Memory memory) {
        try {
            return (int) FlatMemory.INT.get(((FlatMemory) memory).bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw FlatMemory.outOfBounds(address, e);
        }
    }

    public static long readLong(int address, Memory memory) {
        try {
            return (long) FlatMemory.LONG.get(((FlatMemory) memory).bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw FlatMemory.outOfBounds(address, e);
        }
    }

    public static float readFloat(int address, Memory memory) {
        try {
            return (float) FlatMemory.FLOAT.get(((FlatMemory) memory).bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw FlatMemory.outOfBounds(address, e);
        }
    }

    public static double readDouble(int address, Memory memory) {
        try {
            return (double) FlatMemory.DOUBLE.get(((FlatMemory) memory).bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw FlatMemory.outOfBounds(address, e);
        }
    }

    public static void writeByte(int address, byte value, Memory memory) {
        try {
            ((FlatMemory) memory).bytes[address] = value;
        } catch (IndexOutOfBoundsException e) {
            throw FlatMemory.outOfBounds(address, e);
        }
    }

    public static void writeShort(int address, short value, Memory memory) {
        try {
            FlatMemory.SHORT.set(((FlatMemory) memory).bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw FlatMemory.outOfBounds(address, e);
        }
    }

    public static void writeInt(int address, int value, Memory memory) {
        try {
            FlatMemory.INT.set(((FlatMemory) memory).bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw FlatMemory.outOfBounds(address, e);
        }
    }

    public static void writeLong(int address, long value, Memory memory) {
        try {
            FlatMemory.LONG.set(((FlatMemory) memory).bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw FlatMemory.outOfBounds(address, e);
        }
    }

    public static void writeFloat(int address, float value, Memory memory) {
        try {
            FlatMemory.FLOAT.set(((FlatMemory) memory).bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw FlatMemory.outOfBounds(address, e);
        }
    }

    public static void writeDouble(int address, double value, Memory memory) {
        try {
            FlatMemory.DOUBLE.set(((FlatMemory) memory).bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw FlatMemory.outOfBounds(address, e);
        }
    }

    private static WasmRuntimeException outOfBounds(int base, int offset, IndexOutOfBoundsException e) {
        return FlatMemory.outOfBounds(base < 0 ? base : base + offset, e);
    }
}
