package org.kernos.runtime.cabi.state;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.StateBytes;

/**
 * The state of native code, through its exports. It is not copied on its way from one native module to the next: that one reads it where
 * the former one has put it. Fresh memory for a copy costs more than all the rest of the passage.
 */
public final class NativeReloadHooks implements ReloadHooks {

    private final StateCalls calls;

    public NativeReloadHooks(StateCalls calls) {
        this.calls = calls;
    }

    @Override
    public long stateSize() {
        try {
            return calls.has(StateHook.SIZE) ? calls.ask(StateHook.SIZE) : 0;
        } catch (KernelException e) {
            // Only for people: a kernel that fails to say is the same as one that does not.
            return 0;
        }
    }

    @Override
    public void prepareReload() throws ModuleException {
        run(StateHook.PREPARE);
    }

    @Override
    public void completeReload() throws ModuleException {
        run(StateHook.COMPLETE);
    }

    @Override
    public void verifyState() throws ModuleException {
        run(StateHook.VERIFY);
    }

    private void run(StateHook hook) throws ModuleException {
        if (calls.has(hook)) {
            calls.run(hook);
        }
    }

    @Override
    public StateBytes serializeState() throws ModuleException {
        try (Memory out = new Memory(2L * Native.POINTER_SIZE)) {
            out.clear();
            calls.run(StateHook.SAVE, out, out.share(Native.POINTER_SIZE));
            return lent(out.getPointer(0), length(out));
        }
    }

    private static long length(Memory out) {
        return Native.POINTER_SIZE == Long.BYTES
                ? out.getLong(Long.BYTES)
                : Integer.toUnsignedLong(out.getInt(Integer.BYTES));
    }

    private StateBytes lent(@Nullable Pointer data, long length) throws ModuleException {
        if (data == null && length == 0) {
            return StateBytes.of(new byte[0]);
        } else if (data != null && length >= 0 && length <= Integer.MAX_VALUE) {
            return new LentMemory(calls, data, (int) length);
        }
        ModuleException failure = calls.failed(
                calls.name(StateHook.SAVE) + " gave " + Long.toUnsignedString(length) + " bytes at "
                        + (data == null ? "NULL" : "an address") + ", expected at most " + Integer.MAX_VALUE,
                null);
        if (data != null && calls.has(StateHook.FREE)) {
            calls.free(data, length);
        }
        throw failure;
    }

    @Override
    public int stateVersion() {
        return calls.has(StateHook.VERSION) ? (int) calls.ask(StateHook.VERSION) : 1;
    }

    @Override
    public void deserializeState(StateBytes state, int version) throws ModuleException {
        ByteBuffer bytes = state.buffer();
        int length = bytes.remaining();
        if (bytes.isDirect() && length > 0) {
            restore(Native.getDirectBufferPointer(bytes), length, version);
            return;
        }
        // Memory of our own and no array of Java: JNA would copy that back after the call.
        try (Memory memory = memory(length)) {
            memory.write(0, state.array(), 0, length);
            restore(memory, length, version);
        }
    }

    private void restore(Pointer state, int length, int version) throws ModuleException {
        calls.run(StateHook.RESTORE, state, new Pointer(length), new Pointer(Integer.toUnsignedLong(version)));
    }

    private Memory memory(int length) throws ModuleException {
        try {
            return new Memory(Math.max(1, length));
        } catch (OutOfMemoryError e) {
            throw calls.failed("there is no room in the process for a state of " + length + " bytes", e);
        }
    }
}
