package org.kernos.sxs.script;

import java.util.List;
import javax.script.ScriptException;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.program.ProgramException;

/** Failures as {@code javax.script} knows them: a sentence, a file, a line, a column. The cause tells the rest. */
final class ScriptFailures {

    private ScriptFailures() {}

    /** The place is the problem's own or, where it has none, that of the innermost call. */
    static ScriptException of(ProgramException failure, String file) {
        Place place = failure.calls().stream()
                .map(ProgramException.Call::place)
                .findFirst()
                .orElse(Place.of(file));
        return located(failure.problems(), place, failure);
    }

    static ScriptException of(ModuleException failure, String file) {
        return located(failure.problems(), Place.of(file), failure);
    }

    private static ScriptException located(List<Problem> problems, Place otherwise, Exception cause) {
        Problem first = problems.get(0);
        Place place = first.place().orElse(otherwise);
        int others = problems.size() - 1;
        String message =
                first.code().label() + " " + first.message() + (others == 0 ? "" : ", and " + others + " more");
        ScriptException exception = place.line() == 0
                ? new ScriptException(message, place.file(), -1)
                : new ScriptException(message, place.file(), place.line(), place.column());
        exception.initCause(cause);
        return exception;
    }
}
