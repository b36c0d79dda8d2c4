package org.kernos.runtime.cabi;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.runtime.cabi.state.NativeReloadHooks;
import org.kernos.runtime.cabi.state.StateCalls;
import org.kernos.runtime.cabi.state.StateHook;
import org.kernos.spi.ReloadHooks;

/** The state hooks of a kernel (helix W-9). They run as its init does: what one raises is why it failed. */
final class KernelState implements StateCalls {

    private final BackendKernel kernel;
    private final Map<StateHook, Long> addresses;
    private final Place place;
    private final String path;

    /**
     * @param place of the code
     */
    KernelState(BackendKernel kernel, NativeCode code, Place place) {
        this.kernel = kernel;
        this.addresses = addresses(code);
        this.place = place;
        this.path = code.path();
    }

    private static Map<StateHook, Long> addresses(NativeCode code) {
        Map<StateHook, Long> addresses = new EnumMap<>(StateHook.class);
        for (StateHook hook : StateHook.values()) {
            long address = code.find(hook.ofKernel());
            if (address != 0) {
                addresses.put(hook, address);
            }
        }
        return addresses;
    }

    /** Empty when the kernel cannot both give and take a state. */
    Optional<ReloadHooks> hooks() {
        return missing().isEmpty() ? Optional.of(new NativeReloadHooks(this)) : Optional.empty();
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (StateHook hook : StateHook.values()) {
            if (hook.isRequired() && !has(hook)) {
                missing.add(name(hook));
            }
        }
        return missing;
    }

    /** Hooks that are there for nothing, because what they go with is missing. */
    Optional<Problem> incomplete() {
        List<String> missing = missing();
        if (addresses.isEmpty() || missing.isEmpty()) {
            return Optional.empty();
        }
        List<String> there =
                addresses.keySet().stream().map(StateHook::ofKernel).toList();
        return Optional.of(Problem.of(
                        ProblemCode.STATE,
                        "'" + path + "' exports '" + String.join("', '", there) + "', but no '"
                                + String.join("' and no '", missing) + "': a swap does not move its state")
                .at(place)
                .fix("export both " + name(StateHook.SAVE) + " and " + name(StateHook.RESTORE)
                        + " (sxs/kernel_api.h), or none of these"));
    }

    @Override
    public boolean has(StateHook hook) {
        return addresses.containsKey(hook);
    }

    @Override
    public String name(StateHook hook) {
        return hook.ofKernel();
    }

    @Override
    public void run(StateHook hook, Pointer... arguments) throws ModuleException {
        int code = (int) checked(hook, arguments);
        if (code != 0) {
            throw failed(name(hook) + " ended with: code " + code, null);
        }
    }

    private long checked(StateHook hook, Pointer... arguments) throws ModuleException {
        try {
            return call(hook, arguments);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw failed(name(hook) + " ended with: " + Failures.describe(e), e);
        }
    }

    private long call(StateHook hook, Pointer... arguments) {
        long[] words = new long[3];
        for (int i = 0; i < arguments.length; i++) {
            words[i] = Pointer.nativeValue(arguments[i]);
        }
        return kernel.hook(Objects.requireNonNull(addresses.get(hook)), words[0], words[1], words[2]);
    }

    @Override
    public long ask(StateHook hook) {
        return call(hook);
    }

    @Override
    public void free(Pointer data, long length) throws ModuleException {
        checked(StateHook.FREE, data, new Pointer(length));
    }

    @Override
    public ModuleException failed(String message, @Nullable Throwable cause) {
        return new ModuleException(
                List.of(Problem.of(ProblemCode.STATE, message).at(place)), cause);
    }
}
