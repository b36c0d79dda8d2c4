package org.kernos.runtime.micropython.program;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramCompiler;
import org.kernos.runtime.micropython.compiler.MpyCross;
import org.kernos.runtime.micropython.compiler.PythonSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Compiles Python to the bytecode of modules (design Y-10). */
@Component(property = ProgramCompiler.NAME + "=" + PythonLanguage.WORD)
public final class PythonCompiler implements ProgramCompiler {

    /** Loaded with its first use. */
    private static final class Loaded {
        static final MpyCross COMPILER = MpyCross.load();
    }

    @Activate
    public PythonCompiler() {}

    static MpyCross compiler() {
        return Loaded.COMPILER;
    }

    @Override
    public String suffix() {
        return ".mpy";
    }

    /** Tracebacks show the name of the file without its directory, so that what is delivered does not depend on where it was made. */
    @Override
    public byte[] compile(Path file) throws ModuleException {
        byte[] source = ProgramText.read(file).getBytes(StandardCharsets.UTF_8);
        try {
            return compiler().compile(String.valueOf(file.getFileName()), source);
        } catch (PythonSyntaxException e) {
            throw new ModuleException(List.of(problem(file.toString(), e)), e);
        }
    }

    static Problem problem(String file, PythonSyntaxException e) {
        Place place = e.line() == 0 ? Place.of(file) : new Place(file, e.line(), 1);
        return Problem.of(ProblemCode.PROGRAM_CHECK, String.valueOf(e.getMessage()))
                .at(place);
    }
}
