package org.kernos.runtime.micropython.program;

import java.nio.file.Path;
import java.time.Duration;
import org.kernos.api.ModuleException;
import org.kernos.api.program.Program;
import org.kernos.api.program.ProgramLanguage;
import org.kernos.api.program.ProgramLimits;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.program.ProgramSession;
import org.kernos.runtime.micropython.MicroPythonRuntime;
import org.kernos.runtime.micropython.interpreter.InterpreterGroup;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Python, in the interpreter of the group {@code main} (design Y-4): a program imports its modules, and keeps them waiting while it
 * runs. Of a run's limits those of time and output hold; memory and depth are the interpreter's. Whether a program is Python is seen
 * when it is checked or run, not when it is read.
 */
@Component(property = ProgramLanguage.NAME + "=" + PythonLanguage.WORD)
public final class PythonLanguage implements ProgramLanguage {

    static final String WORD = "python";

    /** Whoever runs a program may end it at any time. */
    private static final ProgramLimits UNLIMITED =
            ProgramLimits.DEFAULT.withTime(Duration.ofDays(365)).withOutput(Long.MAX_VALUE);

    private final InterpreterGroup group;

    @Activate
    public PythonLanguage(@Reference MicroPythonRuntime runtime) {
        this(runtime.main());
    }

    PythonLanguage(InterpreterGroup group) {
        this.group = group;
    }

    @Override
    public String name() {
        return WORD;
    }

    /** A year, and no limit of output. */
    @Override
    public ProgramLimits limits() {
        return UNLIMITED;
    }

    @Override
    public Program parse(String name, String text) {
        return new PythonProgram(group, name, text, null);
    }

    @Override
    public Program parse(Path file) throws ModuleException {
        return new PythonProgram(group, file.toString(), ProgramText.read(file), file);
    }

    @Override
    public ProgramSession open(ProgramOptions options) {
        return new PythonSession(group, options);
    }
}
