package org.kernos.runtime.cabi.state;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.spi.StateBytes;

/** A state that lies in memory of the native code that gave it, which gets it back. */
final class LentMemory implements StateBytes {

    private final StateCalls calls;
    private final int length;

    /** Null once it was given back. */
    private @Nullable Pointer data;

    LentMemory(StateCalls calls, Pointer data, int length) {
        this.calls = calls;
        this.data = data;
        this.length = length;
    }

    @Override
    public ByteBuffer buffer() {
        Pointer lent = data;
        if (lent == null) {
            throw new IllegalStateException("a state of " + length + " bytes was given back already");
        }
        return lent.getByteBuffer(0, length);
    }

    @Override
    public void close() throws ModuleException {
        Pointer lent = data;
        data = null;
        if (lent != null && calls.has(StateHook.FREE)) {
            calls.free(lent, length);
        }
    }
}
