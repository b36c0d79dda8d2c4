package org.kernos.sxs.run;

import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramException;
import org.kernos.descriptor.Source;

/**
 * Where something stands. Its line and column are only counted when someone asks.
 *
 * @param offset of its first byte in the source
 */
public record Spot(Source source, int offset) {

    public Place place() {
        return source.place(offset);
    }

    /** A failure here. */
    public ProgramException failure(String message) {
        return failure(Problem.of(ProblemCode.EVALUATION, message));
    }

    public ProgramException failure(Problem problem) {
        return new ProgramException(problem.at(place()), null);
    }
}
