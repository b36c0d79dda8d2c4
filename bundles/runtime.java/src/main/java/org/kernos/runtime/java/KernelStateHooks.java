package org.kernos.runtime.java;

import java.util.function.Supplier;
import org.kernos.api.ModuleException;
import org.kernos.api.ProblemCode;
import org.kernos.api.StatefulKernel;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.StateBytes;

/** The state hooks of a kernel. */
final class KernelStateHooks implements ReloadHooks {

    private final Supplier<StatefulKernel> kernel;
    private final ModuleCode code;
    private final int version;

    /**
     * @param kernel throws when the kernel is closed: these hooks must not hold its classes
     * @param version of the kernel's state, which it has told before: a swap is too late for it to fail
     */
    KernelStateHooks(Supplier<StatefulKernel> kernel, ModuleCode code, int version) {
        this.kernel = kernel;
        this.code = code;
        this.version = version;
    }

    /** Only for people: one that fails to say is the same as one that does not. */
    @Override
    public long stateSize() {
        StatefulKernel now = kernel.get();
        try {
            return Math.max(0, code.get(ProblemCode.STATE, "stateSize", now::stateSize));
        } catch (ModuleException e) {
            return 0;
        }
    }

    @Override
    public void prepareReload() throws ModuleException {
        code.run(ProblemCode.STATE, "prepareReload", kernel.get()::prepareReload);
    }

    @Override
    public StateBytes serializeState() throws ModuleException {
        return StateBytes.of(code.get(ProblemCode.STATE, "saveState", kernel.get()::saveState));
    }

    @Override
    public int stateVersion() {
        return version;
    }

    @Override
    public void deserializeState(StateBytes state, int stateVersion) throws ModuleException {
        StatefulKernel now = kernel.get();
        // Theirs to keep and to change, which the former revision's is not.
        byte[] bytes = state.array().clone();
        code.run(ProblemCode.STATE, "restoreState", () -> now.restoreState(bytes, stateVersion));
    }

    @Override
    public void verifyState() throws ModuleException {
        code.run(ProblemCode.STATE, "verifyState", kernel.get()::verifyState);
    }

    @Override
    public void completeReload() throws ModuleException {
        code.run(ProblemCode.STATE, "completeReload", kernel.get()::completeReload);
    }
}
