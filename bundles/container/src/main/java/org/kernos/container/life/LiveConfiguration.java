package org.kernos.container.life;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kernos.api.Problem;
import org.kernos.container.config.ModuleConfiguration;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.Reconfiguration;

/**
 * What an open module has been told of its configuration. Changed by the thread of {@link Reconfigurations} alone, read by any.
 */
final class LiveConfiguration {

    private final Optional<Reconfiguration> hook;

    private volatile State state;

    /** Whether the hook has been started and has not ended; of that one thread alone. */
    private boolean busy;

    /**
     * @param inForce what the module goes by
     * @param wanted what it would go by if it were opened now
     * @param problems why it does not
     */
    record State(ModuleConfiguration inForce, ModuleConfiguration wanted, List<Problem> problems) {}

    LiveConfiguration(ModuleInstance instance, ModuleConfiguration opened) {
        this.hook = instance.reconfiguration();
        this.state = new State(opened, opened, List.of());
    }

    /** Empty when the module takes changes at its next start only. */
    Optional<Reconfiguration> hook() {
        return hook;
    }

    ModuleConfiguration inForce() {
        return state.inForce();
    }

    /** What it was to take last, be it that it has not. */
    ModuleConfiguration wanted() {
        return state.wanted();
    }

    List<Problem> problems() {
        return state.problems();
    }

    boolean isBusy() {
        return busy;
    }

    void busy(boolean isBusy) {
        busy = isBusy;
    }

    /** The module goes by it from now on. */
    void taken(ModuleConfiguration configuration) {
        state = new State(configuration, configuration, List.of());
    }

    /** It is to go by it and does not; with problems when it should have. */
    void notTaken(ModuleConfiguration configuration, List<Problem> problems) {
        state = new State(state.inForce(), configuration, List.copyOf(problems));
    }

    /** For people. */
    Map<String, String> details() {
        State now = state;
        Map<String, String> details = new TreeMap<>(now.inForce().details());
        if (!now.inForce().isSame(now.wanted())) {
            details.put("configuration", "changed; takes effect at the next start");
        }
        return details;
    }
}
