package org.kernos.shell;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramLanguage;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.value.Value;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code sxs:eval}. To Gogo it is a function that takes its arguments as they stand, so that a text such as {@code [1 2]}, which Gogo
 * takes for a list, means itself.
 */
@Component(service = EvalCommand.class)
@GogoCommand(scope = EvalCommand.SCOPE, function = EvalCommand.NAME)
public final class EvalCommand implements Function {

    static final String SCOPE = "sxs";
    static final String NAME = "eval";

    /** Finds the language among those that programs may be written in. */
    static final String LANGUAGE = "(" + ProgramLanguage.NAME + "=sxs)";

    private final ProgramLanguage language;
    private final CommandCall call =
            new CommandCall(CommandSyntax.of(SCOPE, EvalCommand.class).get(0), this);

    @Activate
    public EvalCommand(@Reference(target = LANGUAGE) ProgramLanguage language) {
        this.language = language;
    }

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> words) throws Exception {
        return call.run(words);
    }

    @Descriptor("evaluate a text in SXS, which may call every active function")
    public Value eval(@Descriptor("the text, in quotes") String text) {
        try {
            return language.open(options(language)).eval("eval", text);
        } catch (ModuleException e) {
            throw new CommandFailure(e.problems());
        } catch (ProgramException e) {
            throw new CommandFailure(e);
        } catch (KernelException e) {
            throw new CommandFailure(List.of(e.problem()));
        }
    }

    /** Everything may be called, and what is printed goes where the command's own output goes. */
    static ProgramOptions options(ProgramLanguage language) {
        return ProgramOptions.DEFAULT.open().withLimits(language.limits()).withOutput(System.out);
    }
}
