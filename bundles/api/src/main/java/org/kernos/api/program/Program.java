package org.kernos.api.program;

import java.util.List;
import org.kernos.api.Problem;
import org.kernos.api.value.Value;
import org.osgi.annotation.versioning.ProviderType;

/** A program that was read. Immutable: it may run any number of times, in several threads at once. */
@ProviderType
public interface Program {

    /** What a check of types finds wrong, without running anything; empty when it would run. */
    List<Problem> check(ProgramOptions options);

    /**
     * Runs the program in this thread, checked first unless the options say otherwise. To cancel the run, interrupt the thread.
     *
     * @return the value of its last expression
     * @throws ProgramException when the check finds a problem, the program fails, exceeds a limit or is cancelled
     */
    Value run(ProgramOptions options);
}
