package org.kernos.runtime.micropython.program;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Problem;
import org.kernos.api.program.Program;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.value.Value;
import org.kernos.runtime.micropython.compiler.PythonSyntaxException;
import org.kernos.runtime.micropython.interpreter.InterpreterGroup;

/** A program's text; each run has names of its own. Its value is what it has given {@code sys.exit}, none otherwise. */
final class PythonProgram implements Program {

    private final InterpreterGroup group;
    private final String name;
    private final String text;
    private final @Nullable Path file;

    PythonProgram(InterpreterGroup group, String name, String text, @Nullable Path file) {
        this.group = group;
        this.name = name;
        this.text = text;
        this.file = file;
    }

    /** Whether it is Python. */
    @Override
    public List<Problem> check(ProgramOptions options) {
        try {
            PythonCompiler.compiler().compile(name, text.getBytes(StandardCharsets.UTF_8));
            return List.of();
        } catch (PythonSyntaxException e) {
            return List.of(PythonCompiler.problem(name, e));
        }
    }

    /** Not checked before: Python itself refuses what is no Python, with the same place. */
    @Override
    public Value run(ProgramOptions options) {
        List<String> arguments = new ArrayList<>(List.of(name));
        arguments.addAll(options.arguments());
        try (PythonRun run = new PythonRun(group, file, arguments, options)) {
            PythonSpace.Ending ending = run.run(text, name, false);
            return ending.status() == null ? Value.NONE : Value.of(ending.status());
        }
    }
}
