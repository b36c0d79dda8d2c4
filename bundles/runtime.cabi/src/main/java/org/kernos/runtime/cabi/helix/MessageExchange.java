package org.kernos.runtime.cabi.helix;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import org.kernos.api.KernelException;
import org.kernos.api.Message;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;

/** Two {@code struct helix_message}: one that goes to a module, and an empty one for its answer. */
final class MessageExchange implements AutoCloseable {

    private static final int WORD = Native.POINTER_SIZE;
    private static final int STRUCT = 4 * WORD;
    private static final int TYPE = WORD;
    private static final int DATA = 2 * WORD;
    private static final int SIZE = 3 * WORD;

    private final Memory memory;

    /**
     * @throws KernelException when the sender or the type has a NUL, behind which the module would not see it
     */
    MessageExchange(Message message) {
        byte[] sender = text("sender", message.sender());
        byte[] type = text("type", message.type());
        byte[] payload = message.payload().bytes();
        memory = new Memory(2L * STRUCT + sender.length + type.length + payload.length);
        memory.clear(2L * STRUCT);
        long at = 2L * STRUCT;
        memory.setPointer(0, put(at, sender));
        memory.setPointer(TYPE, put(at + sender.length, type));
        at += sender.length + type.length;
        // Behind the last byte when there is none, which is a place that a module may compute with.
        memory.setPointer(DATA, new Pointer(Pointer.nativeValue(memory) + at));
        memory.write(at, payload, 0, payload.length);
        setWord(SIZE, payload.length);
    }

    private static byte[] text(String what, String text) {
        if (!Texts.isWhole(text)) {
            throw new KernelException(Problem.of(
                            ProblemCode.MESSAGE,
                            "the message's " + what + " '" + Texts.shown(text)
                                    + "' has a NUL character, which ends a text in C")
                    .fix("put it into the payload, which may hold any bytes"));
        }
        return Texts.of(text);
    }

    private Pointer put(long at, byte[] bytes) {
        memory.write(at, bytes, 0, bytes.length);
        return memory.share(at);
    }

    private void setWord(long at, long value) {
        if (WORD == Long.BYTES) {
            memory.setLong(at, value);
        } else {
            memory.setInt(at, (int) value);
        }
    }

    Pointer in() {
        return memory;
    }

    Pointer out() {
        return memory.share(STRUCT);
    }

    boolean hasAnswer() {
        return out().getPointer(TYPE) != null;
    }

    /**
     * A copy of the answer.
     *
     * @param sender who answers, whatever the answer says
     * @throws KernelException when the module says that it has bytes where it has none
     */
    Message answer(String sender) {
        Pointer out = out();
        long size = WORD == Long.BYTES ? out.getLong(SIZE) : Integer.toUnsignedLong(out.getInt(SIZE));
        Pointer data = out.getPointer(DATA);
        if (size < 0 || size > Integer.MAX_VALUE || (data == null && size != 0)) {
            throw new KernelException(Problem.of(
                    ProblemCode.MESSAGE,
                    "the module '" + sender + "' answers with " + Long.toUnsignedString(size) + " bytes at "
                            + (data == null ? "NULL" : data)));
        }
        byte[] payload = data == null ? new byte[0] : data.getByteArray(0, (int) size);
        String type = out.getPointer(TYPE).getString(0, StandardCharsets.UTF_8.name());
        return new Message(sender, type, Value.Str.ofBytes(payload));
    }

    @Override
    public void close() {
        memory.close();
    }
}
