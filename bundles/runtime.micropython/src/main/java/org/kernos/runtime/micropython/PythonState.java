package org.kernos.runtime.micropython;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.runtime.micropython.interpreter.InterpreterException;
import org.kernos.runtime.micropython.interpreter.InterpreterGroup;
import org.kernos.runtime.micropython.interpreter.PythonException;
import org.kernos.runtime.micropython.interpreter.PythonModule;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.StateBytes;

/**
 * The state of a module in Python (helix W-9): what its {@code __getstate__()} returns goes to the {@code __setstate__(state)} of the next
 * revision, as plain data. A module with {@code __state_version__} is given the version of the state too: {@code __setstate__(state,
 * version)}.
 */
final class PythonState implements ReloadHooks {

    private static final String GET = "__getstate__";
    private static final String SET = "__setstate__";
    private static final String VERSION = "__state_version__";

    private final InterpreterGroup group;
    private final PythonModule module;
    private final Place place;
    private final boolean gives;
    private final boolean takes;

    /** Null when the module does not say, which is the same as 1. */
    private final @Nullable Integer version;

    private PythonState(
            InterpreterGroup group,
            PythonModule module,
            Place place,
            boolean gives,
            boolean takes,
            @Nullable Integer version) {
        this.group = group;
        this.module = module;
        this.place = place;
        this.gives = gives;
        this.takes = takes;
        this.version = version;
    }

    /**
     * Empty for a module with neither function.
     *
     * @throws ModuleException when its version is no number of 32 bits above 0
     */
    static Optional<ReloadHooks> find(InterpreterGroup group, PythonModule module, Place place) throws ModuleException {
        boolean gives = group.hasFunction(module, GET);
        boolean takes = group.hasFunction(module, SET);
        return gives || takes
                ? Optional.of(new PythonState(group, module, place, gives, takes, version(group, module, place)))
                : Optional.empty();
    }

    private static @Nullable Integer version(InterpreterGroup group, PythonModule module, Place place)
            throws ModuleException {
        Object declared = group.findAttribute(module, VERSION).orElse(null);
        if (declared == null) {
            return null;
        } else if (declared instanceof Long number && number > 0 && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw new ModuleException(Problem.of(
                        ProblemCode.STATE,
                        VERSION + " is '" + declared + "', expected a whole number from 1 to " + Integer.MAX_VALUE)
                .at(place));
    }

    @Override
    public long stateSize() {
        return 0;
    }

    @Override
    public void prepareReload() {}

    @Override
    public StateBytes serializeState() throws ModuleException {
        if (!gives) {
            return StateBytes.of(new byte[0]);
        }
        Object state = call(GET);
        try {
            return StateBytes.of(StateCodec.encode(state));
        } catch (IllegalArgumentException e) {
            throw failure(GET + "() returned what cannot be handed over: " + e.getMessage(), e);
        }
    }

    @Override
    public int stateVersion() {
        return version == null ? 1 : version;
    }

    @Override
    public void deserializeState(StateBytes state, int stateVersion) throws ModuleException {
        byte[] bytes = state.array();
        if (!takes || bytes.length == 0) {
            return;
        }
        Object decoded;
        try {
            decoded = StateCodec.decode(bytes);
        } catch (IllegalArgumentException e) {
            throw failure("the state cannot be read: " + e.getMessage(), e);
        }
        if (version == null) {
            call(SET, decoded);
        } else {
            call(SET, decoded, stateVersion);
        }
    }

    private @Nullable Object call(String function, @Nullable Object... arguments) throws ModuleException {
        try {
            return group.call(module, function, arguments);
        } catch (PythonException e) {
            throw failure(function + " raised " + e.getMessage() + "\n" + e.traceback(), e);
        } catch (InterpreterException | IllegalArgumentException e) {
            throw failure(function + ": " + e.getMessage(), e);
        }
    }

    private ModuleException failure(String message, Exception cause) {
        return new ModuleException(
                List.of(Problem.of(ProblemCode.STATE, message).at(place)), cause);
    }

    @Override
    public void verifyState() {}

    @Override
    public void completeReload() {}
}
