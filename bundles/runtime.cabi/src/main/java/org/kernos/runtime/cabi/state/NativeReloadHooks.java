package org.kernos.runtime.cabi.state;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.spi.ReloadHooks;

/**
 * The state of native code, through its exports. Each way it is copied once, as a whole: from the module's memory into an array, from
 * an array into memory that the module reads.
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
    public byte[] serializeState() throws ModuleException {
        try (Memory out = new Memory(2L * Native.POINTER_SIZE)) {
            out.clear();
            calls.run(StateHook.SAVE, out, out.share(Native.POINTER_SIZE));
            return taken(out.getPointer(0), length(out));
        }
    }

    private static long length(Memory out) {
        return Native.POINTER_SIZE == Long.BYTES
                ? out.getLong(Long.BYTES)
                : Integer.toUnsignedLong(out.getInt(Integer.BYTES));
    }

    /** A copy of what the module gave, which gets it back. */
    private byte[] taken(@Nullable Pointer data, long length) throws ModuleException {
        if (data == null && length == 0) {
            return new byte[0];
        }
        try {
            if (data == null || length < 0 || length > Integer.MAX_VALUE) {
                throw calls.failed(
                        calls.name(StateHook.SAVE) + " gave " + Long.toUnsignedString(length) + " bytes at "
                                + (data == null ? "NULL" : "an address") + ", expected at most " + Integer.MAX_VALUE,
                        null);
            }
            return data.getByteArray(0, (int) length);
        } catch (OutOfMemoryError e) {
            throw noRoom("in the JVM's heap", length, e);
        } finally {
            if (data != null && calls.has(StateHook.FREE)) {
                calls.free(data, length);
            }
        }
    }

    private ModuleException noRoom(String where, long length, OutOfMemoryError cause) {
        return calls.failed("there is no room " + where + " for a state of " + length + " bytes", cause);
    }

    @Override
    public int stateVersion() {
        return calls.has(StateHook.VERSION) ? (int) calls.ask(StateHook.VERSION) : 1;
    }

    @Override
    public void deserializeState(byte[] state, int version) throws ModuleException {
        // Memory of our own and no array of Java: JNA would copy that back after the call.
        try (Memory memory = memory(state.length)) {
            memory.write(0, state, 0, state.length);
            calls.run(
                    StateHook.RESTORE, memory, new Pointer(state.length), new Pointer(Integer.toUnsignedLong(version)));
        }
    }

    private Memory memory(int length) throws ModuleException {
        try {
            return new Memory(Math.max(1, length));
        } catch (OutOfMemoryError e) {
            throw noRoom("in the process", length, e);
        }
    }
}
