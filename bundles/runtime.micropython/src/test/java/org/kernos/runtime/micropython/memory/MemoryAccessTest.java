package org.kernos.runtime.micropython.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.endive.runtime.Memory;
import run.endive.runtime.WasmRuntimeException;
import run.endive.wasm.types.MemoryLimits;

class MemoryAccessTest {

    private static final int SIZE = Memory.PAGE_SIZE;

    private final FlatMemory memory = new FlatMemory(new MemoryLimits(1, 1));

    @Test
    void whatWasWrittenIsReadInBothWays() {
        MemoryAccess.writeByte(8, (byte) -2, 1, memory);
        MemoryAccess.writeShort(16, (short) -3, 2, memory);
        MemoryAccess.writeInt(24, -4, 4, memory);
        MemoryAccess.writeLong(32, -5, 8, memory);
        MemoryAccess.writeFloat(48, 1.5f, 4, memory);
        MemoryAccess.writeDouble(56, -0.5, 8, memory);

        assertThat(MemoryAccess.readByte(9, memory)).isEqualTo((byte) -2);
        assertThat(MemoryAccess.readShort(18, memory)).isEqualTo((short) -3);
        assertThat(MemoryAccess.readInt(28, memory)).isEqualTo(-4);
        assertThat(MemoryAccess.readLong(40, memory)).isEqualTo(-5);
        assertThat(MemoryAccess.readFloat(52, memory)).isEqualTo(1.5f);
        assertThat(MemoryAccess.readDouble(64, memory)).isEqualTo(-0.5);

        MemoryAccess.writeByte(100, (byte) 2, memory);
        MemoryAccess.writeShort(102, (short) 3, memory);
        MemoryAccess.writeInt(104, 4, memory);
        MemoryAccess.writeLong(112, 5, memory);
        MemoryAccess.writeFloat(120, 2.5f, memory);
        MemoryAccess.writeDouble(128, 3.5, memory);

        assertThat(MemoryAccess.readByte(96, 4, memory)).isEqualTo((byte) 2);
        assertThat(MemoryAccess.readShort(96, 6, memory)).isEqualTo((short) 3);
        assertThat(MemoryAccess.readInt(96, 8, memory)).isEqualTo(4);
        assertThat(MemoryAccess.readLong(96, 16, memory)).isEqualTo(5);
        assertThat(MemoryAccess.readFloat(96, 24, memory)).isEqualTo(2.5f);
        assertThat(MemoryAccess.readDouble(96, 32, memory)).isEqualTo(3.5);
    }

    @Test
    void theLastBytesCanBeRead() {
        assertThat(MemoryAccess.readByte(SIZE - 2, 1, memory)).isZero();
        assertThat(MemoryAccess.readShort(SIZE - 2, memory)).isZero();
        assertThat(MemoryAccess.readInt(SIZE - 8, 4, memory)).isZero();
        assertThat(MemoryAccess.readLong(SIZE - 8, memory)).isZero();
    }

    /** Addresses are unsigned: what is negative lies above all memory, and no offset brings it back below. */
    @ParameterizedTest
    @CsvSource({
        "65536, 0",
        "65535, 1",
        "65533, 0",
        "65529, 4",
        "-1, 0",
        "-1, 1",
        "-4, 8",
        "-2147483648, 2147483647",
        "2147483647, 1",
        "2147483647, 2147483647"
    })
    void whatIsBeyondIsRefused(int base, int offset) {
        assertThatThrownBy(() -> MemoryAccess.readInt(base, offset, memory)).isInstanceOf(WasmRuntimeException.class);
        assertThatThrownBy(() -> MemoryAccess.writeInt(base, 1, offset, memory))
                .isInstanceOf(WasmRuntimeException.class);
        assertThatThrownBy(() -> MemoryAccess.readDouble(base, offset, memory))
                .isInstanceOf(WasmRuntimeException.class);
    }

    @Test
    void aByteBeyondIsRefused() {
        assertThatThrownBy(() -> MemoryAccess.readByte(SIZE, memory)).isInstanceOf(WasmRuntimeException.class);
        assertThatThrownBy(() -> MemoryAccess.readByte(-1, memory))
                .isInstanceOf(WasmRuntimeException.class)
                .hasMessageContaining("4294967295");
        assertThatThrownBy(() -> MemoryAccess.readByte(-4, 8, memory))
                .isInstanceOf(WasmRuntimeException.class)
                .hasMessageContaining("4294967292");
        assertThatThrownBy(() -> MemoryAccess.writeByte(SIZE - 1, (byte) 1, 1, memory))
                .isInstanceOf(WasmRuntimeException.class);
    }
}
