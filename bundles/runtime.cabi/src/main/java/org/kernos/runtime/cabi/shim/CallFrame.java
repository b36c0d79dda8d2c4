package org.kernos.runtime.cabi.shim;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Evaluator;
import org.kernos.api.value.Value;

/**
 * One call of one thread and the native memory it is made in: the words that Java and C share, and room for its objects
 * (native H-4). Used again for later calls; a call within a call has another one.
 */
final class CallFrame {

    /** As FRAME_HEADER in frame.h. */
    static final int HEADER = 256;

    static final ByteBuffer NO_MEMORY = ByteBuffer.allocateDirect(0);

    // Of the words that are shared, as in frame.h.
    private static final int TOP = 0;
    private static final int END = 8;
    private static final int CONTEXT = 16;
    private static final int STATUS = 24;
    private static final int BLOCK = 32;
    private static final int BLOCK_BYTES = 40;
    private static final int KERNEL = 48;
    private static final int GIVEN = 104;

    // As in node.h.
    private static final int SLOT_SHIFT = 28;
    private static final int SLOT_MASK = (1 << 16) - 1;

    static final int FAILED = 0x100;
    static final int APART = 0x200;
    static final int NO_STACK = 0x400;
    static final int VALUE = 0xFF;

    /** 64 KiB: a list of 4,000 numbers. */
    private static final int UNITS = 4096;

    private static final int LONGEST_BUFFERED = 4096;

    private final long address;
    private final ByteBuffer memory;
    private final NodeWriter writer;
    private final NodeReader reader;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    // Written by the calling thread before and after each call. A thread of the kernel's own that reads it was started,
    // or
    // handed its work, during the call.
    // Null for the kernel's own, which is that of most calls.
    private @Nullable Evaluator scope;

    CallFrame() {
        address = ShimNatives.newFrame(this, UNITS);
        if (address == 0) {
            throw new OutOfMemoryError("no native memory for another call");
        }
        memory = ShimNatives.buffer(address, HEADER + (long) UNITS * Node.BYTES);
        reader = new NodeReader(memory, HEADER, new byte[LONGEST_BUFFERED]);
        writer = NodeWriter.into(this, address);
        DirectEvaluation.enter(this);
    }

    long address() {
        return address;
    }

    ByteBuffer memory() {
        return memory;
    }

    NodeWriter writer() {
        return writer;
    }

    NodeReader reader() {
        return reader;
    }

    /** Where the call that runs evaluates; null when none does. */
    @Nullable
    Evaluator scope() {
        Evaluator given = scope;
        if (given != null) {
            return given;
        }
        ShimKernel kernel = ShimNatives.kernel(address);
        return kernel == null ? null : kernel.environment().usualScope();
    }

    /** Stores nothing that is there already: a reference in an old object takes the garbage collector's barrier. */
    void setScope(@Nullable Evaluator newScope) {
        if (scope != newScope) {
            scope = newScope;
        }
    }

    boolean isRunning() {
        return Node.word(memory, KERNEL) != 0;
    }

    /** Makes it the calling thread's, for calls within the other frame's. */
    void adopt(@Nullable CallFrame outer) {
        ShimNatives.adopt(
                address,
                outer == null ? 0 : outer.address,
                Thread.currentThread().getId());
    }

    /** After C has thrown: why the call failed does not count any more. */
    void forgetFailure() {
        failure.set(null);
    }

    /** After arguments could not be written. */
    void abandon() {
        ShimNatives.abandon(address);
    }

    long status() {
        return Node.word(memory, STATUS);
    }

    void setStatus(long status) {
        Node.word(memory, STATUS, status);
    }

    /** What all handles into this frame's memory begin with. */
    long prefix() {
        return Node.word(memory, CONTEXT);
    }

    /** Whether what is made now goes into the frame's own memory: it does until that is full. */
    boolean hasRoom() {
        return Node.word(memory, TOP) != Node.word(memory, END);
    }

    /** Where the next node goes. */
    int top() {
        return (int) (Node.word(memory, TOP) - address);
    }

    void setTop(int top) {
        Node.word(memory, TOP, address + top);
    }

    /** Makes the call fail once the kernel function has returned. The first failure wins: later ones follow from it. */
    void fail(Throwable reason) {
        failure.compareAndSet(null, reason);
    }

    /** What C has to say beside what it returns or passes: where a result lies, or an expression. */
    long given() {
        return Node.word(memory, GIVEN);
    }

    /** The result of the call that has just ended, of which Java was given nothing. */
    Value result() {
        return result(given());
    }

    /** The result of the call that has just ended. */
    Value result(long given) {
        long status = status();
        if ((status & (FAILED | APART)) != 0) {
            return oddResult(status);
        }
        return switch ((int) status) {
            case NodeReader.INT -> new Value.Int(given);
            case NodeReader.REAL -> new Value.Real(Double.longBitsToDouble(given));
            case NodeReader.NONE -> Value.NONE;
            default -> reader.read(given);
        };
    }

    private Value oddResult(long status) {
        try {
            throwFailure(status);
            return block();
        } finally {
            freeBlock(status);
        }
    }

    private Value block() {
        ByteBuffer block = ShimNatives.buffer(Node.word(memory, BLOCK), Node.word(memory, BLOCK_BYTES));
        return new NodeReader(block, 0).read(0);
    }

    private void freeBlock(long status) {
        if ((status & APART) != 0) {
            ShimNatives.freeBlock(Node.word(memory, BLOCK), Node.word(memory, BLOCK_BYTES));
        }
    }

    /** Throws why the call that has just ended failed, if it did. */
    void throwFailure(long status) {
        if ((status & FAILED) == 0) {
            return;
        }
        Throwable reason = failure.getAndSet(null);
        if (reason instanceof RuntimeException e) {
            throw e;
        } else if (reason instanceof Error e) {
            throw e;
        }
        throw new IllegalStateException("a kernel's call failed without a reason", reason);
    }

    /** Which of all frames it is: no other has the same while this one lives. */
    int slot() {
        return (int) (prefix() >>> SLOT_SHIFT) & SLOT_MASK;
    }

    void free() {
        DirectEvaluation.leave(this);
        ShimNatives.freeFrame(address);
    }
}
