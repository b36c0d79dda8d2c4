package org.kernos.runtime.cabi.object;

import java.nio.ByteBuffer;

/** A whole number in memory. */
enum WordField implements RelocationField {
    WORD_64(Long.BYTES) {
        @Override
        public boolean fits(long value) {
            return true;
        }

        @Override
        public void write(ByteBuffer image, int at, long value) {
            image.putLong(at, value);
        }
    },
    SIGNED_32(Integer.BYTES) {
        @Override
        public boolean fits(long value) {
            return value == (int) value;
        }
    },
    UNSIGNED_32(Integer.BYTES) {
        @Override
        public boolean fits(long value) {
            return value >>> 32 == 0;
        }
    },
    /** Either of the two, as the machine's own definition has it. */
    ANY_32(Integer.BYTES) {
        @Override
        public boolean fits(long value) {
            return SIGNED_32.fits(value) || UNSIGNED_32.fits(value);
        }
    },
    ANY_16(Short.BYTES) {
        @Override
        public boolean fits(long value) {
            return value >= Short.MIN_VALUE && value <= 0xffff;
        }

        @Override
        public void write(ByteBuffer image, int at, long value) {
            image.putShort(at, (short) value);
        }
    };

    private final int width;

    WordField(int width) {
        this.width = width;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public void write(ByteBuffer image, int at, long value) {
        image.putInt(at, (int) value);
    }
}
