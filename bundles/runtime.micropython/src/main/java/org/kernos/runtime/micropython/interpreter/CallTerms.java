package org.kernos.runtime.micropython.interpreter;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.kernos.runtime.micropython.file.Output;

/**
 * What holds for one call from outside, and for all that happens in it.
 *
 * @param callTime after which {@code KeyboardInterrupt} is raised in it, of at most 292 years
 * @param outputBytes that it may print
 * @param output takes what it prints; on the thread of the call
 * @param input what it reads as its standard input
 * @param files what it has of the host's, besides those that are granted to the interpreter
 */
public record CallTerms(Duration callTime, long outputBytes, Output output, InputStream input, CallFiles files) {

    /** Within the limits of the interpreter; without input. */
    static CallTerms of(InterpreterLimits limits, Output output) {
        return new CallTerms(
                limits.callTime(),
                limits.outputBytes(),
                output,
                InputStream.nullInputStream(),
                new CallFiles(List.of(), "/"));
    }
}
