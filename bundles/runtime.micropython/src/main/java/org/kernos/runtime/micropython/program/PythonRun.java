package org.kernos.runtime.micropython.program;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.program.ProgramStreams;
import org.kernos.runtime.micropython.file.Output;
import org.kernos.runtime.micropython.interpreter.CallTerms;
import org.kernos.runtime.micropython.interpreter.Interpreter;
import org.kernos.runtime.micropython.interpreter.InterpreterException;
import org.kernos.runtime.micropython.interpreter.InterpreterGroup;
import org.kernos.runtime.micropython.interpreter.PythonException;

/** What a program or session has in the group's interpreter, and what it runs on. */
final class PythonRun implements AutoCloseable {

    private final Interpreter interpreter;
    private final PythonSpace space;
    private final CallTerms terms;

    /**
     * @throws ProgramException when there is no room in the interpreter
     */
    PythonRun(InterpreterGroup group, @Nullable Path file, List<String> arguments, ProgramOptions options) {
        interpreter = group.interpreter();
        terms = new CallTerms(
                options.limits().time(),
                options.limits().output(),
                output(options.streams()),
                options.streams().input());
        String name = file == null ? null : file.toString();
        space = guarded(() -> PythonSpace.open(interpreter, name, arguments, List.of()));
    }

    private static Output output(ProgramStreams streams) {
        return (text, isError) -> {
            var stream = isError ? streams.errors() : streams.output();
            stream.write(text, 0, text.length);
            stream.flush();
        };
    }

    /**
     * @throws ProgramException when it fails
     */
    PythonSpace.Ending run(String text, String name, boolean isInteractive) {
        return guarded(() -> space.run(terms, text, name, isInteractive));
    }

    List<String> complete(String word) {
        return guarded(() -> space.complete(word));
    }

    void define(String name, @Nullable Object value) {
        guarded(() -> {
            space.define(name, value);
            return name;
        });
    }

    /** Whether the interpreter is the group's no more, and the names with it. */
    boolean isGone(InterpreterGroup group) {
        return group.interpreter() != interpreter;
    }

    private <T> T guarded(Callable<T> body) {
        if (interpreter.isInside()) {
            throw new ProgramException(
                    Problem.of(
                                    ProblemCode.CALL_FAILED,
                                    "a function that Python has called cannot run a program in Python")
                            .fix("call a function of a module"),
                    null);
        }
        try {
            return CancellableCall.run(interpreter, body);
        } catch (PythonException e) {
            throw PythonProgramException.of(e);
        } catch (InterpreterException e) {
            throw PythonProgramException.of(e);
        }
    }

    @Override
    public void close() {
        space.close();
    }
}
