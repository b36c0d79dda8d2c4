package org.kernos.runtime.micropython.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramException;
import org.kernos.runtime.micropython.interpreter.InterpreterException;
import org.kernos.runtime.micropython.interpreter.PythonException;

/** A program in Python that failed, told as Python tells it. */
final class PythonProgramException extends ProgramException {
    private static final long serialVersionUID = 1;

    private static final Pattern FRAME = Pattern.compile("  File \"([^\"\n]*)\", line ([0-9]{1,9})(?:, in ([^\n]*))?");

    private final String traceback;

    private PythonProgramException(Problem problem, PythonException cause, List<Call> calls) {
        super(problem, cause);
        traceback = cause.traceback();
        calls.forEach(call -> addCall(call.name(), call.place()));
    }

    static PythonProgramException of(PythonException e) {
        List<Call> calls = new ArrayList<>();
        Matcher frame = FRAME.matcher(e.traceback());
        while (frame.find()) {
            String function = frame.group(3) == null ? "<module>" : frame.group(3);
            calls.add(new Call(function, new Place(frame.group(1), Integer.parseInt(frame.group(2)), 1)));
        }
        Collections.reverse(calls);
        Problem problem = Problem.of(ProblemCode.PROGRAM_RAISED, "the program raised " + e.getMessage());
        return new PythonProgramException(
                calls.isEmpty() ? problem : problem.at(calls.get(0).place()), e, calls);
    }

    /** One that a limit has ended. */
    static ProgramException of(InterpreterException e) {
        ProblemCode code =
                switch (e.reason()) {
                    case TIME, OUTPUT -> ProblemCode.PROGRAM_LIMIT;
                    case INTERRUPTED -> ProblemCode.PROGRAM_CANCELLED;
                    case BUSY -> ProblemCode.BUSY;
                    case CRASHED, CLOSED, NOT_LOADED -> ProblemCode.CALL_FAILED;
                };
        Problem problem = Problem.of(code, String.valueOf(e.getMessage()));
        return new ProgramException(
                e.isLost() ? problem.fix("the next program finds a new interpreter with all modules") : problem, e);
    }

    @Override
    public String describe() {
        return traceback.isEmpty() ? super.describe() : traceback;
    }
}
