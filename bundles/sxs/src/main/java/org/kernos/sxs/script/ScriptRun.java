package org.kernos.sxs.script;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.script.ScriptContext;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleException;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramLimits;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;
import org.kernos.descriptor.Source;
import org.kernos.sxs.compile.SxsTranslator;
import org.kernos.sxs.run.Compiled;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.FunctionObject;
import org.kernos.sxs.run.Lambda;
import org.kernos.sxs.run.Loading;
import org.kernos.sxs.run.Run;
import org.kernos.sxs.run.Scope;
import org.kernos.sxs.run.Unit;
import org.kernos.sxs.slp.Node;
import org.kernos.sxs.slp.SlpReader;

/**
 * What an engine evaluates with. Its names are those of the context's bindings, all of them; modules, imports and forms stay for the engine's life, and loading is never
 * locked. Limits count anew for each evaluation that is not part of another.
 */
final class ScriptRun {

    private static final Source JAVA = new Source("called from Java", new byte[0]);

    private final Run run;
    private final Loading loading = Loading.ofProgram(Optional.empty());
    private final JavaObjects objects = new JavaObjects(this);
    private final Supplier<ScriptContext> usual;
    private @Nullable ScriptContext current;
    private long evaluation;

    /**
     * @param usual the context of calls from outside of every evaluation
     */
    ScriptRun(ModuleContainer container, ProgramLimits limits, Supplier<ScriptContext> usual) {
        this.usual = usual;
        ContextOutput output = new ContextOutput(() -> context().getWriter());
        ProgramOptions options = ProgramOptions.DEFAULT
                .open()
                .withLimits(limits)
                .withOutput(new PrintStream(output, false, StandardCharsets.UTF_8));
        this.run = new Run(container, options, new SxsTranslator());
    }

    JavaObjects objects() {
        return objects;
    }

    /** Which evaluation this is, counted from 1; those inside of another are part of it. */
    long evaluation() {
        return evaluation;
    }

    private ScriptContext context() {
        ScriptContext now = current;
        return now == null ? usual.get() : now;
    }

    /**
     * @return each object of the text; what the compiler does not like fails when it is evaluated
     * @throws ModuleException with every problem of its syntax
     */
    List<Compiled> compile(String name, String text) throws ModuleException {
        Source source = new Source(name, Source.bytes(name, text));
        Scope scope = new Scope(null);
        List<Compiled> compiled = new ArrayList<>();
        for (Node object : SlpReader.readAll(source, SlpReader.NESTING_LIMIT).objects()) {
            compiled.add(SxsTranslator.script(source, object, scope, loading.forms()));
        }
        return compiled;
    }

    /**
     * @return the value of the last object; none without any
     * @throws ProgramException when one fails; what those before it have defined stays
     */
    Value evaluate(List<Compiled> script, ScriptContext context) {
        Unit unit = new Unit(run, loading, new BindingNames(context, this));
        return within(context, () -> {
            Value result = Value.NONE;
            for (Compiled object : script) {
                result = run.evaluate(object, new Frame(object.scope(), null, unit));
            }
            return result;
        });
    }

    /** What a name stands for that can be called, a lambda or a module's function, or null. */
    Value.@Nullable Aberrant findCallable(String name) {
        Value value = findValue(name);
        if (value instanceof Lambda || value instanceof FunctionObject) {
            return (Value.Aberrant) value;
        } else if (value != null && !(value instanceof Value.Symbol)) {
            return null;
        }
        KernelFunction function = run.modules().find(value instanceof Value.Symbol symbol ? symbol.name() : name);
        return function == null ? null : new FunctionObject(function);
    }

    private @Nullable Value findValue(String name) {
        try {
            return new BindingNames(usual.get(), this).find(name);
        } catch (KernelException e) {
            // What has no value cannot be called, and a function may have the same name.
            return null;
        }
    }

    /**
     * @param arguments any that values stand for
     * @throws ProgramException when the call fails
     * @throws IllegalArgumentException for an argument that no value stands for
     */
    Value call(Value.Aberrant callable, @Nullable Object... arguments) {
        List<Value> parts = new ArrayList<>(List.of(callable));
        for (Object argument : arguments) {
            parts.add(new Value.Some(JavaObjects.toValue(argument)));
        }
        ScriptContext context = context();
        Unit unit = new Unit(run, loading, new BindingNames(context, this));
        Value list = new Value.ListValue(ListKind.PAREN, parts);
        Compiled call = SxsTranslator.script(JAVA, list, new Scope(null), loading.forms());
        return within(context, () -> run.evaluate(call, new Frame(call.scope(), null, unit)));
    }

    private Value within(ScriptContext context, Supplier<Value> work) {
        ScriptContext before = current;
        if (before == null) {
            evaluation++;
            run.renew();
        }
        current = context;
        try {
            return work.get();
        } catch (StackOverflowError | OutOfMemoryError e) {
            throw Run.exhausted(e);
        } finally {
            current = before;
            if (before == null) {
                run.release();
            }
        }
    }
}
