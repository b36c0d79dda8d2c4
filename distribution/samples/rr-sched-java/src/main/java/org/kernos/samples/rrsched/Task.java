package org.kernos.samples.rrsched;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kernos.api.value.Value;

/**
 * What is scheduled.
 *
 * @param id 0 to 4294967295, unique in a queue
 * @param priority 0 to 4294967295; kept, and of no meaning to a round robin
 */
record Task(long id, long priority) {

    private static final long GREATEST = 0xFFFF_FFFFL;

    /** Ten digits hold every number of 32 bits, zeros before it not counted. */
    private static final Pattern TEXT = Pattern.compile("(0*[0-9]{1,10}) (0*[0-9]{1,10})");

    /**
     * @throws org.kernos.api.KernelException with code 2 when a number is outside of its range
     */
    static Task of(long id, long priority) {
        return new Task(inRange(id), inRange(priority));
    }

    /** The number itself; refused when it is no u32. */
    static long inRange(long number) {
        if (number < 0 || number > GREATEST) {
            throw Failure.OUTSIDE_OF_U32.with("'" + number + "' is outside of u32");
        }
        return number;
    }

    /**
     * The task of a message: {@code 7 3}.
     *
     * @throws org.kernos.api.KernelException with code 4 when it is not two u32
     */
    static Task parse(String payload) {
        Matcher matcher = TEXT.matcher(payload);
        if (matcher.matches()) {
            long id = Long.parseLong(matcher.group(1));
            long priority = Long.parseLong(matcher.group(2));
            if (id <= GREATEST && priority <= GREATEST) {
                return new Task(id, priority);
            }
        }
        throw Failure.NO_TASK.with("payload '" + payload + "' is no task");
    }

    /** {@code [7 3]}. */
    Value toValue() {
        return Value.ints(id, priority);
    }

    /** {@code 7 3}. */
    @Override
    public String toString() {
        return id + " " + priority;
    }
}
