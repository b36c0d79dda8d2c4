package org.kernos.sxs.program;

import java.nio.file.Path;
import java.util.List;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.program.Program;
import org.kernos.api.program.ProgramLanguage;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.program.ProgramSession;
import org.kernos.api.value.Value;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** SXS over the functions of the container. */
@Component(property = ProgramLanguage.NAME + "=" + SxsLanguage.WORD)
public final class SxsLanguage implements ProgramLanguage {

    static final String WORD = "sxs";

    private final ModuleContainer container;

    @Activate
    public SxsLanguage(@Reference ModuleContainer container) {
        this.container = container;
    }

    @Override
    public String name() {
        return WORD;
    }

    @Override
    public Program parse(String name, String text) throws ModuleException {
        return new Bound(SxsProgram.parse(name, text), container);
    }

    @Override
    public Program parse(Path file) throws ModuleException {
        return new Bound(SxsProgram.parse(file), container);
    }

    @Override
    public ProgramSession open(ProgramOptions options) {
        return new SxsSession(container, options);
    }

    private record Bound(SxsProgram program, ModuleContainer container) implements Program {
        @Override
        public List<Problem> check(ProgramOptions options) {
            return program.check(container, options);
        }

        @Override
        public Value run(ProgramOptions options) {
            return program.run(container, options);
        }
    }
}
