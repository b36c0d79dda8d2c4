package org.kernos.container.life;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.SwapReport;
import org.kernos.container.swap.StateSeal;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.StateBytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One revision of a module takes the place of another while both are loaded: how the state goes over, and how long each step took
 * (helix W-1, W-2). One object serves one swap, on one thread.
 */
public final class Replacement {

    private static final Logger LOG = LoggerFactory.getLogger(Replacement.class);

    private final Duration drainLimit;
    private final StatePassage passage;
    private final List<SwapReport.Step> steps = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private long began = System.nanoTime();
    private long held;
    private long gateClosed;
    private long stateBytes;
    private @Nullable StateSeal moved;

    /** The way of a sealed state from one revision to the next. */
    @FunctionalInterface
    public interface StatePassage {
        StateSeal pass(StateSeal state);
    }

    /**
     * @param drainLimit how long to wait for the calls inside the former revision
     */
    public Replacement(Duration drainLimit, StatePassage passage) {
        this.drainLimit = drainLimit;
        this.passage = passage;
    }

    /** A step has ended that began where the one before it did. */
    public void done(String step) {
        long now = System.nanoTime();
        steps.add(new SwapReport.Step(step, Duration.ofNanos(now - began)));
        began = now;
    }

    public List<SwapReport.Step> steps() {
        return steps;
    }

    /** What went wrong without ending the swap. */
    public List<Problem> warnings() {
        return warnings;
    }

    /** For how long calls had to wait. */
    public Duration gateClosed() {
        return Duration.ofNanos(gateClosed);
    }

    public long stateBytes() {
        return stateBytes;
    }

    /** The state that went over, if one did, until it is given back. */
    @Nullable
    StateSeal movedState() {
        return moved;
    }

    /** Gives the former revision back what it has lent: behind the switch, since it may take long, and nobody waits then. */
    List<Problem> giveBack() {
        StateSeal state = moved;
        moved = null;
        try {
            if (state != null) {
                state.data().close();
            }
            return List.of();
        } catch (ModuleException e) {
            return e.problems();
        }
    }

    /**
     * Moves the state, for which the calls of the former revision must wait; a module without state is not paused (helix W-3).
     *
     * @throws ModuleException when that failed; the former revision serves on as if nothing had been
     */
    void moveState(OpenModule former, OpenModule next) throws ModuleException {
        Optional<ReloadHooks> from = former.reloadHooks();
        Optional<ReloadHooks> to = next.reloadHooks();
        if (from.isEmpty()) {
            return;
        }
        if (to.isEmpty()) {
            warnings.add(Problem.of(
                            ProblemCode.STATE,
                            "the new revision of module '" + former.name()
                                    + "' takes no state over: what the former one knew is gone")
                    .fix("if that is not what was meant, swap it back and give the new revision the hooks"));
            return;
        }
        boolean taken = false;
        try {
            next.hold();
            former.hold();
            held = System.nanoTime();
            from.get().prepareReload();
            done("prepare");
            if (!former.drain(drainLimit)) {
                throw new ModuleException(stillInside(former));
            }
            done("drain");
            StateSeal state = serialize(from.get());
            done("serialize");
            StateSeal passed = passage.pass(state);
            to.get().deserializeState(passed.open(), passed.stateVersion());
            done("deserialize");
            to.get().verifyState();
            done("verify");
            taken = true;
        } finally {
            if (!taken) {
                behindTheSwitch("giving the state back", this::giveBack);
                goOn(from.get(), former);
            }
        }
    }

    private StateSeal serialize(ReloadHooks hooks) throws ModuleException {
        // First: what serializing gives may last only until the next hook is called.
        int version = hooks.stateVersion();
        StateBytes state = hooks.serializeState();
        StateSeal sealed = seal(state, version);
        moved = sealed;
        stateBytes = state.buffer().remaining();
        return sealed;
    }

    private static StateSeal seal(StateBytes state, int version) throws ModuleException {
        try {
            return StateSeal.seal(state, version);
        } catch (RuntimeException | Error e) {
            state.close();
            throw e;
        }
    }

    private void goOn(ReloadHooks hooks, OpenModule former) {
        try {
            complete(hooks);
        } finally {
            former.release();
            gateClosed = System.nanoTime() - held;
        }
    }

    /** Whatever becomes of it, the module serves. */
    private void complete(ReloadHooks hooks) {
        try {
            hooks.completeReload();
        } catch (ModuleException e) {
            warnings.addAll(e.problems());
        } catch (RuntimeException | Error e) {
            warnings.add(Problem.of(ProblemCode.STATE, "completing the reload ended with " + e));
        }
    }

    private Problem stillInside(OpenModule former) {
        return Problem.of(
                        ProblemCode.SWAP_BUSY,
                        "module '" + former.name() + "' was not swapped: " + former.callsInside()
                                + " calls inside it have not ended within " + drainLimit.toMillis() + " ms")
                .fix("swap it when they have ended; kernos.drain.limit.ms is how long to wait for them");
    }

    /**
     * The switch itself: from here on nothing makes the swap fail. Calls that waited go on in the next revision.
     *
     * @param enter makes the next revision known before any call reaches it
     */
    void switchOver(OpenModule former, OpenModule next, Runnable enter) {
        next.takeOver(former);
        try {
            enter.run();
            done("switch");
            if (held != 0) {
                next.reloadHooks().ifPresent(this::complete);
            }
        } finally {
            next.release();
            former.shut();
        }
        if (held != 0) {
            gateClosed = System.nanoTime() - held;
            done("complete");
        }
    }

    /** What happens behind the switch, or once a swap is taken back, may fail without changing that. */
    void behindTheSwitch(String step, Supplier<List<Problem>> action) {
        try {
            warnings.addAll(action.get());
        } catch (RuntimeException | Error e) {
            LOG.error("a step behind a swap failed: {}", step, e);
            warnings.add(
                    Problem.of(ProblemCode.FRAMEWORK, step + " ended with " + e).fix("the log has the stack trace"));
        }
    }
}
