package org.kernos.runtime.cabi.shim;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;

/**
 * Makes values of nodes. Does not recurse: values may be nested more deeply than a thread's stack allows. References count
 * nodes from {@code origin} on, whatever generation and slot they name.
 */
final class NodeReader {

    // As in kernel_api.h.
    static final int NONE = 0;
    static final int SOME = 1;
    static final int PAREN_LIST = 2;
    static final int BRACE_LIST = 4;
    static final int STRING = 5;
    static final int SYMBOL = 7;
    static final int INT = 9;
    static final int REAL = 10;
    static final int BRACKET_LIST = 11;
    static final int ERROR = 12;
    static final int DATUM = 13;
    static final int ABERRANT = 14;

    /** Texts up to this length are names, most often. */
    private static final int SHORT = 32;

    private static final VarHandle BUFFER_WORDS = MethodHandles.byteArrayViewVarHandle(
                    long[].class, ByteOrder.nativeOrder())
            .withInvokeExactBehavior();

    /** Leaves a byte of a word for the length: so no two names have the same key. */
    private static final int LONGEST_KEPT = Long.BYTES - 1;

    /** Where in a key the length is. */
    private static final int KEY_LENGTH = Byte.SIZE * LONGEST_KEPT;

    private static final int NAME_BITS = 6;

    /** 2^64 divided by the golden ratio: its multiples differ in their high bits. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final char REPLACEMENT = '\uFFFD';
    private static final byte[] NO_BUFFER = {};

    private final ByteBuffer memory;
    private final int origin;
    private final byte[] buffer;

    /** Short names that were read, and the bytes that each has; empty in a reader for one value. */
    private final Value.@Nullable Symbol[] names;

    private final long[] keys;

    NodeReader(ByteBuffer memory, int origin) {
        this(memory, origin, NO_BUFFER, 0);
    }

    /**
     * @param buffer saves an array for each text that fits into it
     */
    NodeReader(ByteBuffer memory, int origin, byte[] buffer) {
        this(memory, origin, buffer, 1 << NAME_BITS);
    }

    private NodeReader(ByteBuffer memory, int origin, byte[] buffer, int names) {
        this.memory = memory;
        this.origin = origin;
        this.buffer = buffer;
        this.names = new Value.@Nullable Symbol[names];
        this.keys = new long[names];
    }

    /** A list or wrapper of which some elements are still to be read. */
    private static final class Unfinished {
        final @Nullable Unfinished outer;
        final int tag;
        final int position;
        final Value[] elements;
        int next;

        Unfinished(@Nullable Unfinished outer, int tag, int position, int length) {
            this.outer = outer;
            this.tag = tag;
            this.position = position;
            this.elements = new Value[length];
        }

        Value finish() {
            return switch (tag) {
                case SOME -> new Value.Some(elements[0]);
                case ERROR -> new Value.Error(elements[0]);
                case DATUM -> new Value.Datum(elements[0]);
                case ABERRANT -> new Value.Aberrant(elements[0]);
                default -> new Value.ListValue(kind(tag), List.of(elements));
            };
        }
    }

    /** The value whose node has this index. */
    Value read(long index) {
        return read(position(index));
    }

    /**
     * What C wants evaluated.
     *
     * @param word a node's index, or a short name itself (expression_word in host_jni.c)
     */
    Value expression(long word) {
        return word >>> KEY_LENGTH == 0 ? read(word) : name(word);
    }

    private Value read(int start) {
        int at = start;
        Unfinished open = null;
        while (true) {
            Value read = closed(at);
            if (read == null) {
                long first = Node.word(memory, at);
                open = new Unfinished(open, Node.tag(first), payload(at), Node.length(first));
                at = open.position;
                continue;
            }
            while (open != null) {
                open.elements[open.next++] = read;
                if (open.next < open.elements.length) {
                    break;
                }
                read = open.finish();
                open = open.outer;
            }
            if (open == null) {
                return read;
            }
            at = open.position + Node.BYTES * open.next;
        }
    }

    /** A value that holds no other, or only numbers; null for the rest. */
    private @Nullable Value closed(int at) {
        long first = Node.word(memory, at);
        int tag = Node.tag(first);
        return switch (tag) {
            case NONE -> Value.NONE;
            case INT -> new Value.Int(Node.word(memory, at + Node.SECOND));
            case REAL -> new Value.Real(Double.longBitsToDouble(Node.word(memory, at + Node.SECOND)));
            case STRING -> new Value.Str(text(at, Node.length(first)));
            case SYMBOL -> symbol(at, Node.length(first));
            case PAREN_LIST, BRACE_LIST, BRACKET_LIST -> numbers(at, tag, Node.length(first));
            case SOME, ERROR, DATUM, ABERRANT -> null;
            default -> throw new IllegalStateException("native memory holds the unknown type " + tag);
        };
    }

    /** Kernels evaluate the same few names again and again. */
    private Value.Symbol symbol(int at, int length) {
        if (length > LONGEST_KEPT || names.length == 0) {
            return new Value.Symbol(text(at, length));
        }
        long itsBytes = (1L << (Byte.SIZE * length)) - 1;
        return name((Node.word(memory, payload(at)) & itsBytes) | ((long) length << KEY_LENGTH));
    }

    /** A short name, from its bytes and, in the high byte, their number. */
    private Value.Symbol name(long key) {
        int place = (int) ((key * SPREAD) >>> (Long.SIZE - NAME_BITS));
        Value.Symbol known = names[place];
        if (known == null || keys[place] != key) {
            known = new Value.Symbol(NativeFailure.text(nameBytes(key)));
            keys[place] = key;
            names[place] = known;
        }
        return known;
    }

    private static byte[] nameBytes(long key) {
        byte[] bytes = new byte[(int) (key >>> KEY_LENGTH)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (key >>> (Byte.SIZE * i));
        }
        return bytes;
    }

    private String text(int at, int length) {
        byte[] bytes = length <= buffer.length ? buffer : new byte[length];
        if (length <= SHORT && bytes == buffer) {
            words(payload(at), length);
        } else {
            memory.get(payload(at), bytes, 0, length);
        }
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        // What is not UTF-8 is read as this character; the values keep such bytes.
        return text.indexOf(REPLACEMENT) < 0 ? text : NativeFailure.text(Arrays.copyOf(bytes, length));
    }

    /** Text ends with a NUL in a node of its own or its last one: so whole words can be read. A name is shorter than a copy's start. */
    private void words(int start, int length) {
        for (int i = 0; i < length; i += Long.BYTES) {
            BUFFER_WORDS.set(buffer, i, Node.word(memory, start + i));
        }
    }

    private @Nullable Value numbers(int at, int tag, int length) {
        if (length == 0) {
            return new Value.ListValue(kind(tag), List.of());
        } else if (tag != BRACKET_LIST || Node.tag(Node.word(memory, payload(at))) != INT) {
            return null;
        }
        long[] values = new long[length];
        return ints(memory, payload(at), values) ? Value.ints(values) : null;
    }

    /** A loop of its own: as a part of something larger it was compiled to half the speed (native H-4). */
    private static boolean ints(ByteBuffer memory, int start, long[] values) {
        int at = start;
        for (int i = 0; i < values.length; i++, at += Node.BYTES) {
            if (Node.tag(Node.word(memory, at)) != INT) {
                return false;
            }
            values[i] = Node.word(memory, at + Node.SECOND);
        }
        return true;
    }

    private int position(long index) {
        return Math.toIntExact(origin + (index & Node.INDEX_MASK) * Node.BYTES);
    }

    private int payload(int at) {
        return position(Node.word(memory, at + Node.SECOND));
    }

    private static ListKind kind(int tag) {
        return switch (tag) {
            case PAREN_LIST -> ListKind.PAREN;
            case BRACE_LIST -> ListKind.BRACE;
            default -> ListKind.BRACKET;
        };
    }
}
