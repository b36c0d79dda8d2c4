package org.kernos.runtime.cabi.jna;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Value;

/** The objects that every call shares and that never go stale. */
final class Constants extends ObjectStore {

    /** What a stale handle reads as: an error, instead of silently wrong data (native M-3). */
    static final Value STALE = new Value.Error(new Value.Str("an object kept from an earlier call"));

    private static final Value SKIPPED = new Value.Error(new Value.Str("skipped: the call has failed"));
    private static final int NONE_INDEX = 1;
    private static final int STALE_INDEX = 2;
    private static final int SKIPPED_INDEX = 3;

    private final Memory emptyText = new Memory(1);

    Constants(int slot) {
        super(slot);
        emptyText.setByte(0, (byte) 0);
    }

    /** The text of whatever has none. */
    long emptyText() {
        return Pointer.nativeValue(emptyText);
    }

    long none() {
        return handle(NONE_INDEX);
    }

    long stale() {
        return handle(STALE_INDEX);
    }

    /** The result of whatever is asked for after the call has failed. */
    long skipped() {
        return handle(SKIPPED_INDEX);
    }

    @Override
    @Nullable
    Value find(long handle) {
        if (!isCurrent(handle)) {
            return null;
        }
        return switch (indexOf(handle)) {
            case NONE_INDEX -> Value.NONE;
            case STALE_INDEX -> STALE;
            case SKIPPED_INDEX -> SKIPPED;
            default -> null;
        };
    }
}
