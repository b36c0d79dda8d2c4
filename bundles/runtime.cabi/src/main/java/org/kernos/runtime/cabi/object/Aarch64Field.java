package org.kernos.runtime.cabi.object;

import java.nio.ByteBuffer;

/** The part of an instruction that a relocation changes; instructions have four bytes. */
enum Aarch64Field implements RelocationField {
    /** A distance in instructions: {@code b}, {@code bl}. */
    BRANCH_26(26, 2, 0),
    /** {@code b.cond}, {@code cbz}, and {@code ldr} from beside the code. */
    BRANCH_19(19, 2, 5),
    /** {@code tbz}. */
    BRANCH_14(14, 2, 5),
    /** {@code adr}: two bits stand apart from the other nineteen. */
    ADDRESS_21(21, 0, 5) {
        @Override
        int bits(long value) {
            return split(value);
        }

        @Override
        int mask() {
            return SPLIT_MASK;
        }
    },
    /** {@code adrp}: a distance in pages of 4 KiB. */
    PAGE_21(21, 12, 5) {
        @Override
        int bits(long value) {
            return split(value >> 12);
        }

        @Override
        int mask() {
            return SPLIT_MASK;
        }
    },
    /** The last twelve bits of an address, counted in units of the load's size. */
    LOW_12(0),
    LOW_12_BY_2(1),
    LOW_12_BY_4(2),
    LOW_12_BY_8(3),
    LOW_12_BY_16(4),
    /** A slot of the global offset table, from the begin of the page that the table begins on. */
    TABLE_15(3) {
        @Override
        public boolean fits(long value) {
            return value >= 0 && value < 1 << 15 && (value & 7) == 0;
        }

        @Override
        int bits(long value) {
            return (int) (value >> 3) << 10;
        }
    },
    /** One of the four quarters of a number: {@code movz}, {@code movk}. */
    QUARTER_0(0, 16),
    QUARTER_1(16, 32),
    QUARTER_2(32, 48),
    QUARTER_3(48, 64),
    /** A quarter, of which it does not matter what the others are. */
    QUARTER_0_UNCHECKED(0, 64),
    QUARTER_1_UNCHECKED(16, 64),
    QUARTER_2_UNCHECKED(32, 64);

    private static final int SPLIT_MASK = (3 << 29) | (0x7ffff << 5);

    private enum Kind {
        DISTANCE,
        LOW,
        QUARTER
    }

    private final Kind kind;
    private final int width;
    private final int shift;
    private final int at;

    /** A signed distance of so many bits in units of {@code 1 << shift}, at a bit of the instruction. */
    Aarch64Field(int width, int shift, int at) {
        this.kind = Kind.DISTANCE;
        this.width = width;
        this.shift = shift;
        this.at = at;
    }

    Aarch64Field(int scale) {
        this.kind = Kind.LOW;
        this.width = 12;
        this.shift = scale;
        this.at = 10;
    }

    /** The sixteen bits from {@code shift} on of a number of {@code width} bits. */
    Aarch64Field(int shift, int width) {
        this.kind = Kind.QUARTER;
        this.width = width;
        this.shift = shift;
        this.at = 5;
    }

    @Override
    public int width() {
        return Integer.BYTES;
    }

    @Override
    public boolean fits(long value) {
        return switch (kind) {
            case DISTANCE -> value >> (width + shift - 1) == value >> 63 && (isPage() || isWhole(value));
            case LOW -> isWhole(value);
            case QUARTER -> width == 64 || value >>> width == 0;
        };
    }

    private boolean isPage() {
        return this == PAGE_21;
    }

    private boolean isWhole(long value) {
        return (value & ((1L << shift) - 1)) == 0;
    }

    int mask() {
        return switch (kind) {
            case DISTANCE -> (int) ((1L << width) - 1) << at;
            case LOW -> 0xfff << at;
            case QUARTER -> 0xffff << at;
        };
    }

    int bits(long value) {
        return switch (kind) {
            case DISTANCE -> (int) (value >> shift) << at;
            case LOW -> (int) ((value & 0xfff) >> shift) << at;
            case QUARTER -> (int) (value >>> shift & 0xffff) << at;
        };
    }

    private static int split(long value) {
        return ((int) (value & 3) << 29) | ((int) (value >> 2 & 0x7ffff) << 5);
    }

    @Override
    public void write(ByteBuffer image, int place, long value) {
        image.putInt(place, (image.getInt(place) & ~mask()) | (bits(value) & mask()));
    }
}
