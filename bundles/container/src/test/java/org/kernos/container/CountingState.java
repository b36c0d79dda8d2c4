package org.kernos.container;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.StateBytes;

/** The state of a module of the {@link RecordingRuntime}: a number. Each hook fails where the descriptor says so. */
final class CountingState implements ReloadHooks {

    static final int VERSION = 3;

    private final ModuleContext module;
    private final List<String> events;
    private final Consumer<String> during;
    private long count;

    /**
     * @param during what else happens during a step, whose name it is given
     */
    CountingState(ModuleContext module, List<String> events, Consumer<String> during) {
        this.module = module;
        this.events = events;
        this.during = during;
    }

    synchronized long next() {
        count++;
        return count;
    }

    private void step(String step) throws ModuleException {
        String name = module.descriptor().name();
        events.add(step + " " + name + " " + module.revision());
        if (step.equals(module.descriptor().properties().get("self"))) {
            module.evaluator().eval(Value.paren(new Value.Symbol(name + "/add"), new Value.Int(1), new Value.Int(2)));
        }
        during.accept(step);
        String failing = module.descriptor().properties().getOrDefault("fail", "");
        if (failing.equals(step)) {
            throw new ModuleException(Problem.of(ProblemCode.STATE, step + " of " + name + " failed"));
        } else if (failing.equals("crash " + step)) {
            throw new IllegalStateException("a fault in " + step);
        }
    }

    @Override
    public long stateSize() {
        return Long.BYTES;
    }

    @Override
    public void prepareReload() throws ModuleException {
        step("prepare");
    }

    @Override
    public synchronized StateBytes serializeState() throws ModuleException {
        step("serialize");
        return new Lent(ByteBuffer.allocate(Long.BYTES).putLong(count).flip());
    }

    /** As native code lends its memory: gone once it is given back. */
    private final class Lent implements StateBytes {
        private final ByteBuffer bytes;
        private boolean givenBack;

        Lent(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        @Override
        public ByteBuffer buffer() {
            if (givenBack) {
                throw new IllegalStateException("the state was given back");
            }
            return bytes.duplicate();
        }

        @Override
        public void close() throws ModuleException {
            if (!givenBack) {
                givenBack = true;
                step("give-back");
            }
        }
    }

    @Override
    public int stateVersion() {
        return VERSION;
    }

    @Override
    public synchronized void deserializeState(StateBytes state, int version) throws ModuleException {
        step("deserialize");
        if (version != VERSION) {
            throw new ModuleException(Problem.of(ProblemCode.STATE, "state of version " + version));
        }
        count = state.buffer().getLong();
    }

    @Override
    public void verifyState() throws ModuleException {
        step("verify");
    }

    @Override
    public void completeReload() throws ModuleException {
        step("complete");
    }
}
