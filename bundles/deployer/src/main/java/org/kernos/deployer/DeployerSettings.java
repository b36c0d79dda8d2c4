package org.kernos.deployer;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is configured, checked. Keys, defaults and units stand in {@link DeployerConfiguration}.
 *
 * @param quietMs for how long nothing may have changed before a module is read
 */
record DeployerSettings(long quietMs) {

    private static final String QUIET = "kernos.deployer.quiet.ms";
    private static final long PRESET_QUIET_MS = 1_000;
    private static final long LONGEST_QUIET_MS = 3_600_000;

    /**
     * @param configured the value of a key, or null when nobody set it
     * @throws IllegalArgumentException naming key, value and range of a value that is out of range
     */
    static DeployerSettings of(UnaryOperator<@Nullable String> configured) {
        String given = configured.apply(QUIET);
        String value = given == null ? "" : given.trim();
        if (value.isEmpty()) {
            return new DeployerSettings(PRESET_QUIET_MS);
        }
        long number = value.matches("[0-9]{1,9}") ? Long.parseLong(value) : -1;
        if (number < 0 || number > LONGEST_QUIET_MS) {
            throw new IllegalArgumentException(DeployerConfiguration.PID + ": " + QUIET + " is '" + value
                    + "', expected a whole number from 0 to " + LONGEST_QUIET_MS);
        }
        return new DeployerSettings(number);
    }
}
