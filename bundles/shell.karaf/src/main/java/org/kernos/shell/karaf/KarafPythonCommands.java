package org.kernos.shell.karaf;

import java.util.List;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.program.ProgramCompiler;
import org.kernos.api.program.ProgramLanguage;
import org.kernos.shell.Completion;
import org.kernos.shell.PythonCommands;
import org.kernos.shell.PythonCompileCommand;
import org.kernos.shell.PythonExecCommand;
import org.kernos.shell.PythonReplCommand;
import org.kernos.shell.PythonRunCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** As {@link KarafCommands}, those for Python, as long as there is its runtime. */
@Component(service = {})
public final class KarafPythonCommands {

    private final Registry registry;
    private final List<KarafCommand> commands;

    @Activate
    public KarafPythonCommands(
            @Reference SessionFactory sessions,
            @Reference ModuleRegistry modules,
            @Reference(target = "(" + ProgramLanguage.NAME + "=python)") ProgramLanguage python,
            @Reference(target = "(" + ProgramCompiler.NAME + "=python)") ProgramCompiler compiler) {
        registry = sessions.getRegistry();
        commands = KarafCommands.commands(
                new Completion(modules),
                List.of(
                        new PythonCommands(modules),
                        new PythonCompileCommand(compiler),
                        new PythonExecCommand(python),
                        new PythonReplCommand(python),
                        new PythonRunCommand(python)));
        commands.forEach(registry::register);
    }

    @Deactivate
    void close() {
        commands.forEach(registry::unregister);
    }
}
