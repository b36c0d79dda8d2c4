package org.kernos.runtime.micropython.interpreter;

import java.io.InputStream;
import java.time.Duration;
import org.kernos.runtime.micropython.file.Output;

/**
 * What holds for one call from outside, and for all that happens in it.
 *
 * @param callTime after which {@code KeyboardInterrupt} is raised in it, of at most 292 years
 * @param outputBytes that it may print
 * @param output takes what it prints; on the thread of the call
 * @param input what it reads as its standard input
 */
public record CallTerms(Duration callTime, long outputBytes, Output output, InputStream input) {

    /** Within the limits of the interpreter; without input. */
    static CallTerms of(InterpreterLimits limits, Output output) {
        return new CallTerms(limits.callTime(), limits.outputBytes(), output, InputStream.nullInputStream());
    }
}
