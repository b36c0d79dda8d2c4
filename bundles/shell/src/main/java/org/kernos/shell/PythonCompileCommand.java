package org.kernos.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramCompiler;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code py:compile}. */
@Component(service = PythonCompileCommand.class)
@GogoCommand(scope = PythonCommands.SCOPE, function = "compile")
public final class PythonCompileCommand {

    private static final String SOURCE = ".py";

    private final ProgramCompiler compiler;

    @Activate
    public PythonCompileCommand(@Reference(target = PythonCommands.LANGUAGE) ProgramCompiler compiler) {
        this.compiler = compiler;
    }

    @Descriptor("compile a file in Python to bytecode, as mpy-cross does")
    public String compile(
            @Descriptor("the file to write; beside the source when it is not given")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "")
                    String output,
            @Descriptor("the source") @Offers(Choice.PYTHON) String file) {
        Path source = CommandPaths.one(file);
        String stem = file.endsWith(SOURCE) ? file.substring(0, file.length() - SOURCE.length()) : file;
        Path target = CommandPaths.one(output.isEmpty() ? stem + compiler.suffix() : output);
        try {
            byte[] compiled = compiler.compile(source);
            Files.write(target, compiled);
            return target + ": " + compiled.length + " bytes";
        } catch (ModuleException e) {
            throw new CommandFailure(e.problems());
        } catch (IOException e) {
            throw new CommandFailure(List.of(Problem.of(ProblemCode.UNREADABLE, "the file could not be written: " + e)
                    .at(Place.of(target.toString()))
                    .fix("name another one with --output")));
        }
    }
}
