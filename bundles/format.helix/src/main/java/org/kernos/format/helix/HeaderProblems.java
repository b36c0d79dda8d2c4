package org.kernos.format.helix;

import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.descriptor.ProblemList;

/**
 * Notes what is wrong with the header of one file.
 *
 * @param file stands for all of it: a header has no lines
 */
record HeaderProblems(Place file, ProblemList problems, ProblemList warnings) {

    private static final String FIX = "build the module again with the macro or the crate of the SDK";

    void add(ProblemCode code, String message) {
        problems.add(Problem.of(code, message).at(file).fix(FIX));
    }

    void add(ProblemCode code, String message, String fix) {
        problems.add(Problem.of(code, message).at(file).fix(fix));
    }

    void warn(String message) {
        warnings.add(Problem.of(ProblemCode.HEADER, message).at(file).fix(FIX));
    }
}
