package org.kernos.runtime.cabi.object;

import java.nio.ByteBuffer;

/** The bits that a relocation changes. */
interface RelocationField {

    /** How many bytes are read or written. */
    int width();

    /** Whether the bits can hold a value. */
    boolean fits(long value);

    /** Writes a value that fits. */
    void write(ByteBuffer image, int at, long value);
}
