package org.kernos.api.program;

import java.time.Duration;

/**
 * What one run may use up. Beyond a limit it ends with an error that the program cannot recover from, except that of
 * {@code depth}, which it can.
 *
 * @param steps how many calls and passes of loops, at least 1
 * @param depth how deep calls of lambdas may be nested, from 1 to {@value #DEEPEST}
 * @param time from its start, positive
 * @param output what it may print, in bytes, at least 0; what modules print by themselves is not counted
 * @param memory about how many bytes its values may take, at least 1
 */
public record ProgramLimits(long steps, int depth, Duration time, long output, long memory) {

    /** The greatest depth that may be set. */
    public static final int DEEPEST = 100_000;

    /** 10 thousand million steps, 10,000 calls deep, an hour, 64 MiB of output, 512 MiB of values. */
    public static final ProgramLimits DEFAULT =
            new ProgramLimits(10_000_000_000L, 10_000, Duration.ofHours(1), 64L << 20, 512L << 20);

    /**
     * @throws IllegalArgumentException naming what is out of its range
     */
    public ProgramLimits {
        require("steps", steps, 1, Long.MAX_VALUE);
        require("depth", depth, 1, DEEPEST);
        require("output", output, 0, Long.MAX_VALUE);
        require("memory", memory, 1, Long.MAX_VALUE);
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("limit 'time' is " + time + ", expected a positive duration");
        }
    }

    private static void require(String name, long value, long least, long greatest) {
        if (value < least || value > greatest) {
            throw new IllegalArgumentException(
                    "limit '" + name + "' is " + value + ", expected " + least + " to " + greatest);
        }
    }

    public ProgramLimits withSteps(long newSteps) {
        return new ProgramLimits(newSteps, depth, time, output, memory);
    }

    public ProgramLimits withDepth(int newDepth) {
        return new ProgramLimits(steps, newDepth, time, output, memory);
    }

    public ProgramLimits withTime(Duration newTime) {
        return new ProgramLimits(steps, depth, newTime, output, memory);
    }

    public ProgramLimits withOutput(long newOutput) {
        return new ProgramLimits(steps, depth, time, newOutput, memory);
    }

    public ProgramLimits withMemory(long newMemory) {
        return new ProgramLimits(steps, depth, time, output, newMemory);
    }
}
