package org.kernos.runtime.cabi.shim;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.NumberList;
import org.kernos.api.value.Value;

/**
 * Makes nodes of values: in the memory of a frame while there is room, then in spill slabs (native H-4). Lists wait in a queue
 * until the one they are in is written, so that nothing recurses. One value at a time, on one thread.
 */
final class NodeWriter {

    /** What is taken at least when a frame is full: a result of many small pieces should not take each one from C. */
    private static final int LEAST_ROOM = 4096;

    /** Null where everything goes into room that C is asked for. */
    private final @Nullable CallFrame frame;

    private final long target;

    private ByteBuffer memory = CallFrame.NO_MEMORY;
    private int position;
    private int limit;

    /** The handle of byte 0 of {@link #memory}. */
    private long base;

    /** Whether {@link #memory} is the frame's own, whose end C has to be told. */
    private boolean own;

    private @Nullable ArrayDeque<Waiting> queue;

    /** A list or wrapper whose node is written and whose elements are not. */
    private record Waiting(ByteBuffer memory, int at, Value value) {}

    private NodeWriter(@Nullable CallFrame frame, long target) {
        this.frame = frame;
        this.target = target;
    }

    static NodeWriter into(CallFrame frame, long address) {
        return new NodeWriter(frame, address);
    }

    /**
     * @param target address of the frame whose thread it is, 0 for a thread that is in no call
     */
    static NodeWriter intoRoom(long target) {
        return new NodeWriter(null, target);
    }

    /** Writes the arguments of a call. @return the list's handle */
    long arguments(Value[] elements) {
        begin();
        int at = room(Node.BYTES);
        long handle = handle(at);
        ByteBuffer list = memory;
        Node.word(list, at, Node.first(NodeReader.PAREN_LIST, elements.length));
        elements(list, at, elements);
        finish();
        return handle;
    }

    /** Writes one value. @return its handle */
    long value(Value value) {
        begin();
        int at = room(Node.BYTES);
        long handle = handle(at);
        node(memory, at, value);
        finish();
        return handle;
    }

    private void begin() {
        own = frame != null && frame.hasRoom();
        if (frame != null && own) {
            memory = frame.memory();
            position = frame.top();
            limit = memory.capacity();
            base = frame.prefix() - CallFrame.HEADER / Node.BYTES;
        } else {
            memory = CallFrame.NO_MEMORY;
            position = 0;
            limit = 0;
        }
        if (queue != null) {
            queue.clear();
        }
    }

    private void finish() {
        if (queue != null) {
            for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
                waiting(next);
            }
        }
        leaveMemory();
    }

    private void leaveMemory() {
        if (frame != null && own) {
            frame.setTop(position);
            own = false;
        }
        memory = CallFrame.NO_MEMORY;
    }

    private void waiting(Waiting next) {
        if (next.value() instanceof Value.ListValue list) {
            list(next, list.elements());
        } else {
            elements(next.memory(), next.at(), new Value[] {wrapped(next.value())});
        }
    }

    private static Value wrapped(Value value) {
        if (value instanceof Value.Some some) {
            return some.wrapped();
        } else if (value instanceof Value.Error error) {
            return error.wrapped();
        } else if (value instanceof Value.Datum datum) {
            return datum.wrapped();
        }
        return ((Value.Aberrant) value).wrapped();
    }

    private void list(Waiting next, List<Value> elements) {
        if (elements instanceof NumberList numbers) {
            numbers(memory(next.memory(), next.at(), numbers.size()), numbers);
        } else {
            elements(next.memory(), next.at(), elements.toArray(new Value[0]));
        }
    }

    /** As an array in the second half of the nodes' room: C makes nodes of it, several at a time, where a loop here makes words. */
    private void numbers(ByteBuffer places, NumberList numbers) {
        int count = numbers.size();
        int bytes = Long.BYTES * count;
        numbers.putInto(places.slice(position - bytes, bytes).order(ByteOrder.nativeOrder()));
        int tag = numbers.get(0) instanceof Value.Int ? NodeReader.INT : NodeReader.REAL;
        ShimNatives.spread(handle(position - Node.BYTES * count), count, tag);
    }

    /** Room for so many elements of the list there, which refers to them from now on. */
    private ByteBuffer memory(ByteBuffer list, int at, int count) {
        int start = room((long) Node.BYTES * count);
        Node.word(list, at + Node.SECOND, handle(start));
        return memory;
    }

    private void elements(ByteBuffer list, int listAt, Value[] elements) {
        if (elements.length == 0) {
            Node.word(list, listAt + Node.SECOND, 0);
            return;
        }
        ByteBuffer places = memory(list, listAt, elements.length);
        int at = position - Node.BYTES * elements.length;
        for (Value element : elements) {
            node(places, at, element);
            at += Node.BYTES;
        }
    }

    private void node(ByteBuffer places, int at, Value value) {
        if (value instanceof Value.Int number) {
            put(places, at, NodeReader.INT, number.value());
        } else if (value instanceof Value.Real number) {
            put(places, at, NodeReader.REAL, Double.doubleToRawLongBits(number.value()));
        } else if (value instanceof Value.Str text) {
            text(places, at, NodeReader.STRING, text.bytes());
        } else if (value instanceof Value.Symbol symbol) {
            text(places, at, NodeReader.SYMBOL, new Value.Str(symbol.name()).bytes());
        } else if (value instanceof Value.ListValue list) {
            int length = list.elements().size();
            put(places, at, Node.first(value.type().code(), length), 0);
            if (length > 0) {
                enqueue(places, at, value);
            }
        } else if (value instanceof Value.None) {
            put(places, at, NodeReader.NONE, 0);
        } else {
            put(places, at, Node.first(value.type().code(), 1), 0);
            enqueue(places, at, value);
        }
    }

    private void enqueue(ByteBuffer places, int at, Value value) {
        if (queue == null) {
            queue = new ArrayDeque<>();
        }
        queue.add(new Waiting(places, at, value));
    }

    private static void put(ByteBuffer places, int at, long first, long second) {
        Node.word(places, at, first);
        Node.word(places, at + Node.SECOND, second);
    }

    private void text(ByteBuffer places, int at, int tag, byte[] bytes) {
        int start = room(bytes.length + 1L);
        put(places, at, Node.first(tag, bytes.length), handle(start));
        if (bytes.length < Long.BYTES) {
            Node.word(memory, start, word(bytes));
        } else {
            memory.put(start, bytes);
            memory.put(start + bytes.length, (byte) 0);
        }
    }

    /** A short text with the NUL behind it, to be written at once: C reads it as a word again, and would wait for single bytes. */
    private static long word(byte[] bytes) {
        long word = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            word = word << Byte.SIZE | (bytes[i] & 0xFF);
        }
        return word;
    }

    private long handle(int at) {
        return base + at / Node.BYTES;
    }

    /** Where so many bytes may be written, in {@link #memory}. */
    private int room(long bytes) {
        long units = (bytes + Node.BYTES - 1) / Node.BYTES;
        if (position + units * Node.BYTES > limit) {
            spill(units * Node.BYTES);
        }
        int start = position;
        position += (int) units * Node.BYTES;
        return start;
    }

    private void spill(long bytes) {
        leaveMemory();
        long[] first = new long[1];
        ByteBuffer room = ShimNatives.takeRoom(target, Math.max(bytes, LEAST_ROOM), first);
        if (room == null) {
            throw new OutOfMemoryError("no " + bytes + " bytes of native memory");
        }
        memory = room;
        position = 0;
        limit = memory.capacity();
        base = first[0];
    }
}
