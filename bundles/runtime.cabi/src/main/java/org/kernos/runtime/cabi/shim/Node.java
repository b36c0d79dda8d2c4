package org.kernos.runtime.cabi.shim;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How values lie in native memory (native H-3, node.h): two words each. The first has the type in its low byte and the length
 * in its high half; the second is the number itself, or the handle of what the value refers to.
 */
final class Node {

    static final int BYTES = 16;
    static final int SECOND = 8;
    static final int INDEX_MASK = (1 << 28) - 1;

    /** As fast as Unsafe on 17 and 25 (native H-4). */
    private static final VarHandle WORDS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder())
            .withInvokeExactBehavior();

    private Node() {}

    static long word(ByteBuffer memory, int at) {
        return (long) WORDS.get(memory, at);
    }

    static void word(ByteBuffer memory, int at, long value) {
        WORDS.set(memory, at, value);
    }

    static int tag(long first) {
        return (int) first & 0xFF;
    }

    static int length(long first) {
        return (int) (first >>> 32);
    }

    static long first(int tag, int length) {
        return tag | (long) length << 32;
    }
}
