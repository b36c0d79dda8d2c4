package org.kernos.runtime.cabi.helix;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.ReloadHooks;

/** The state of a native module, through its exports. */
final class NativeReloadHooks implements ReloadHooks {

    private final HookTable hooks;
    private final @Nullable Pointer module;
    private final Place place;

    NativeReloadHooks(HookTable hooks, @Nullable Pointer module, Place place) {
        this.hooks = hooks;
        this.module = module;
        this.place = place;
    }

    @Override
    public long stateSize() {
        return hooks.find(HelixSymbols.STATE_SIZE)
                .map(hook -> hook.invokeLong(new Object[] {module}))
                .orElse(0L);
    }

    @Override
    public void prepareReload() throws ModuleException {
        run(HelixSymbols.PREPARE_RELOAD);
    }

    @Override
    public void completeReload() throws ModuleException {
        run(HelixSymbols.COMPLETE_RELOAD);
    }

    @Override
    public void verifyState() throws ModuleException {
        run(HelixSymbols.VERIFY_STATE);
    }

    private void run(String name) throws ModuleException {
        Optional<Function> hook = hooks.find(name);
        if (hook.isPresent()) {
            check(name, hooks.code(hook.get(), module));
        }
    }

    private void check(String name, int code) throws ModuleException {
        if (code != 0) {
            throw failed(name + " ended with: " + hooks.describe(module, code));
        }
    }

    private ModuleException failed(String message) {
        return new ModuleException(Problem.of(ProblemCode.STATE, message).at(place));
    }

    @Override
    public byte[] serializeState() throws ModuleException {
        try (Memory out = new Memory(2L * Native.POINTER_SIZE)) {
            out.clear();
            Function hook = hooks.function(HelixSymbols.SERIALIZE_STATE);
            check(HelixSymbols.SERIALIZE_STATE, hooks.code(hook, module, out, out.share(Native.POINTER_SIZE)));
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
                throw failed(HelixSymbols.SERIALIZE_STATE + " gave " + Long.toUnsignedString(length) + " bytes at "
                        + (data == null ? "NULL" : "an address") + ", expected at most " + Integer.MAX_VALUE);
            }
            return data.getByteArray(0, (int) length);
        } finally {
            if (data != null) {
                hooks.find(HelixSymbols.FREE_STATE)
                        .ifPresent(free -> free.invokeVoid(new Object[] {module, data, sizeT(length)}));
            }
        }
    }

    /** As an argument of the type size_t. */
    private static Object sizeT(long value) {
        return Native.SIZE_T_SIZE == Long.BYTES ? (Object) value : (Object) (int) value;
    }

    @Override
    public int stateVersion() {
        return hooks.find(HelixSymbols.STATE_VERSION)
                .map(hook -> hook.invokeInt(new Object[] {module}))
                .orElse(1);
    }

    @Override
    public void deserializeState(byte[] state, int version) throws ModuleException {
        // Memory of our own and no array of Java: JNA would copy that back after the call.
        try (Memory memory = new Memory(Math.max(1, state.length))) {
            memory.write(0, state, 0, state.length);
            Function hook = hooks.function(HelixSymbols.DESERIALIZE_STATE);
            check(HelixSymbols.DESERIALIZE_STATE, hooks.code(hook, module, memory, sizeT(state.length), version));
        }
    }
}
