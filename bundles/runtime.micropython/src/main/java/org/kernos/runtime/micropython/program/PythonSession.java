package org.kernos.runtime.micropython.program;

import java.util.ArrayList;
import java.util.List;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.program.ProgramSession;
import org.kernos.api.value.Value;
import org.kernos.runtime.micropython.PythonValues;
import org.kernos.runtime.micropython.interpreter.InterpreterGroup;

/**
 * A session in Python. The values of expressions are shown as Python shows them, and the session itself gives none. Its names are gone
 * when the interpreter was replaced, which the next text is told.
 */
final class PythonSession implements ProgramSession {

    private final InterpreterGroup group;
    private final ProgramOptions options;
    private PythonRun run;
    private boolean ended;

    PythonSession(InterpreterGroup group, ProgramOptions options) {
        this.group = group;
        this.options = options;
        run = open();
    }

    private PythonRun open() {
        List<String> arguments = new ArrayList<>(List.of(""));
        arguments.addAll(options.arguments());
        return new PythonRun(group, null, arguments, options);
    }

    private PythonRun current() {
        if (run.isGone(group)) {
            run.close();
            run = open();
            options.streams().errors().println("the Python interpreter was replaced: the session's names are gone");
        }
        return run;
    }

    @Override
    public Value eval(String name, String text) {
        PythonSpace.Ending ending = current().run(text, name, true);
        ended = ending.isEnded();
        return Value.NONE;
    }

    @Override
    public boolean isComplete(String text) {
        return PythonText.isComplete(text);
    }

    @Override
    public void define(String name, Value value) {
        current().define(name, PythonValues.toPython(value));
    }

    @Override
    public List<String> names() {
        return complete("");
    }

    @Override
    public List<String> complete(String word) {
        return current().complete(word);
    }

    @Override
    public boolean isEnded() {
        return ended;
    }
}
