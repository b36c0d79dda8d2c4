package org.kernos.container.life;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.SwapReport;
import org.kernos.container.swap.StateSeal;
import org.kernos.spi.ReloadHooks;

/**
 * One revision of a module takes the place of another while both are loaded: how the state goes over, and how long each step took
 * (helix W-1, W-2). One object serves one swap, on one thread.
 */
public final class Replacement {

    private final Duration drainLimit;
    private final StatePassage passage;
    private final List<SwapReport.Step> steps = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private long began = System.nanoTime();
    private long paused;
    private long gateClosed;
    private long stateBytes;
    private boolean keepsState;
    private @Nullable StateSeal kept;

    /** What state is on its way from one revision to the next. */
    @FunctionalInterface
    public interface StatePassage {

        /**
         * Seals the state and opens it again.
         *
         * @throws ModuleException when it is not what it was
         */
        byte[] pass(byte[] state, int version) throws ModuleException;
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

    /** Keeps the state that goes over, for {@link #keptState}. */
    void keepState() {
        keepsState = true;
    }

    /** The state that went over, if it was to be kept. */
    @Nullable
    StateSeal keptState() {
        return kept;
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
        boolean moved = false;
        try {
            from.get().prepareReload();
            next.pause();
            former.pause();
            paused = System.nanoTime();
            done("prepare");
            if (!former.drain(drainLimit)) {
                throw new ModuleException(stillInside(former));
            }
            done("drain");
            byte[] state = from.get().serializeState();
            int version = from.get().stateVersion();
            stateBytes = state.length;
            if (keepsState) {
                kept = StateSeal.seal(state, version);
            }
            done("serialize");
            to.get().deserializeState(passage.pass(state, version), version);
            done("deserialize");
            to.get().verifyState();
            done("verify");
            moved = true;
        } finally {
            if (!moved) {
                goOn(from.get(), former);
            }
        }
    }

    private void goOn(ReloadHooks hooks, OpenModule former) {
        complete(hooks);
        former.resume();
        if (paused != 0) {
            gateClosed = System.nanoTime() - paused;
        }
    }

    private void complete(ReloadHooks hooks) {
        try {
            hooks.completeReload();
        } catch (ModuleException e) {
            warnings.addAll(e.problems());
        }
    }

    private Problem stillInside(OpenModule former) {
        return Problem.of(
                        ProblemCode.SWAP_BUSY,
                        "module '" + former.name() + "' was not swapped: " + former.callsInside()
                                + " calls inside it have not ended within " + drainLimit.toMillis() + " ms")
                .fix("swap it when they have ended; kernos.drain.limit.ms is how long to wait for them");
    }

    /** The switch itself: from here on nothing makes the swap fail. Calls that waited go on in the next revision. */
    void switchOver(OpenModule former, OpenModule next) {
        next.takeOver(former);
        done("switch");
        if (paused != 0) {
            next.reloadHooks().ifPresent(this::complete);
        }
        next.resume();
        former.shut();
        if (paused != 0) {
            gateClosed = System.nanoTime() - paused;
            done("complete");
        }
    }
}
