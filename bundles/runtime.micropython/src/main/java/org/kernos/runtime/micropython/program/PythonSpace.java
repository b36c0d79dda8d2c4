package org.kernos.runtime.micropython.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kernos.runtime.micropython.interpreter.CallTerms;
import org.kernos.runtime.micropython.interpreter.Interpreter;
import org.kernos.runtime.micropython.interpreter.PythonObject;

/** The names of one program or session in an interpreter; {@code programs.py} has what is done with them. */
final class PythonSpace implements AutoCloseable {

    private static final String SOURCE = "programs.py";

    /** Below this directory frames are left out of tracebacks. */
    private static final String SOURCE_NAME = "/kernos/" + SOURCE;

    private static final String LOAD = "lambda source, name: [space for space in ({},)"
            + " if exec(compile(source, name, 'exec'), space) is None][0]['open_space']";

    private final Interpreter interpreter;
    private final PythonObject run;
    private final PythonObject complete;
    private final PythonObject define;

    private PythonSpace(Interpreter interpreter, List<?> functions) {
        this.interpreter = interpreter;
        run = (PythonObject) Objects.requireNonNull(functions.get(0));
        complete = (PythonObject) Objects.requireNonNull(functions.get(1));
        define = (PythonObject) Objects.requireNonNull(functions.get(2));
    }

    /**
     * @param file of the program, if it is of one
     * @param arguments what it has as {@code sys.argv}, the first one its name
     * @param path where it finds modules after all others
     */
    static PythonSpace open(Interpreter interpreter, @Nullable String file, List<String> arguments, List<String> path) {
        try (PythonObject load = (PythonObject) Objects.requireNonNull(interpreter.evaluate(LOAD));
                PythonObject open = (PythonObject) Objects.requireNonNull(load.call(source(), SOURCE_NAME))) {
            return new PythonSpace(interpreter, (List<?>) Objects.requireNonNull(open.call(file, arguments, path)));
        }
    }

    private static String source() {
        try (InputStream source = PythonSpace.class.getResourceAsStream(SOURCE)) {
            return new String(Objects.requireNonNull(source, SOURCE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("'" + SOURCE + "' could not be read", e);
        }
    }

    Interpreter interpreter() {
        return interpreter;
    }

    /**
     * How a text ended.
     *
     * @param isEnded whether by {@code sys.exit}
     * @param status what that was given, or null
     */
    record Ending(boolean isEnded, @Nullable Object status) {}

    /**
     * @param name of the text in tracebacks
     * @param isInteractive whether the value of an expression is shown
     */
    Ending run(CallTerms terms, String source, String name, boolean isInteractive) {
        List<?> ending = (List<?>) Objects.requireNonNull(interpreter.call(terms, run, source, name, isInteractive));
        return new Ending(Boolean.TRUE.equals(ending.get(0)), ending.get(1));
    }

    /** What may stand in place of a word, with what stands before its last point. */
    List<String> complete(String word) {
        List<?> names = (List<?>) Objects.requireNonNull(complete.call(word));
        return names.stream().map(String::valueOf).toList();
    }

    void define(String name, @Nullable Object value) {
        define.call(name, value);
    }

    @Override
    public void close() {
        run.close();
        complete.close();
        define.close();
    }
}
