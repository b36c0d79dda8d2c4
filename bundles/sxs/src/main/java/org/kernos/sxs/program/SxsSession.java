package org.kernos.sxs.program;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleException;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.program.ProgramSession;
import org.kernos.api.value.Value;
import org.kernos.descriptor.Source;
import org.kernos.sxs.compile.SxsTranslator;
import org.kernos.sxs.run.Compiled;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Loading;
import org.kernos.sxs.run.Run;
import org.kernos.sxs.run.Scope;
import org.kernos.sxs.run.Unit;
import org.kernos.sxs.slp.Node;
import org.kernos.sxs.slp.SlpReader;
import org.kernos.sxs.tree.Instruction;

/** A session in SXS. Loading is never locked in it, and a name may be defined again. */
final class SxsSession implements ProgramSession {

    private final Run run;
    private final Loading loading = Loading.ofProgram(Optional.empty());
    private final Scope scope = new Scope(null);
    private final Frame frame;

    SxsSession(ModuleContainer container, ProgramOptions options) {
        run = new Run(container, options, new SxsTranslator());
        Unit unit = new Unit(run, loading);
        // Each text may define what lambdas of the ones before it name.
        unit.expectLateNames();
        frame = new Frame(scope, null, unit);
        define(SxsTranslator.ARGUMENTS, SxsProgram.arguments(options));
    }

    @Override
    public Value eval(String name, String text) throws ModuleException {
        Source source = new Source(name, Source.bytes(name, text));
        List<Node> objects = SlpReader.readAll(source, SlpReader.NESTING_LIMIT).objects();
        run.renew();
        Value result = Value.NONE;
        for (Node object : objects) {
            Compiled compiled = SxsTranslator.line(source, object, scope, loading.forms());
            frame.grow();
            result = SxsProgram.evaluate(run, compiled, frame);
        }
        return result;
    }

    @Override
    public boolean isComplete(String text) {
        return SlpReader.isComplete(new Source("text", text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void define(String name, Value value) {
        scope.declare(name);
        frame.grow();
        frame.define(name, value);
    }

    @Override
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>(Instruction.names());
        names.addAll(scope.names());
        run.registry().functions().stream().map(KernelFunction::qualifiedName).forEach(names::add);
        return List.copyOf(names);
    }
}
