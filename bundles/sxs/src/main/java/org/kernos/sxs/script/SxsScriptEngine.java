package org.kernos.sxs.script;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.List;
import javax.script.AbstractScriptEngine;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.Invocable;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleException;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramLimits;
import org.kernos.api.value.Value;
import org.kernos.sxs.run.Compiled;

/**
 * Evaluates every object of a text, with the context's bindings as its outermost names. For one thread at a time. Scripts are not checked before they
 * run.
 */
final class SxsScriptEngine extends AbstractScriptEngine implements Compilable, Invocable {

    private final SxsScriptEngineFactory factory;
    private final ScriptRun run;

    SxsScriptEngine(SxsScriptEngineFactory factory, ModuleContainer container, ProgramLimits limits) {
        this.factory = factory;
        this.run = new ScriptRun(container, limits, this::getContext);
    }

    @Override
    public ScriptEngineFactory getFactory() {
        return factory;
    }

    @Override
    public Bindings createBindings() {
        return new SimpleBindings();
    }

    @Override
    public @Nullable Object eval(String script, ScriptContext context) throws ScriptException {
        String file = file(context);
        return evaluate(compiled(script, file), context, file);
    }

    @Override
    public @Nullable Object eval(Reader reader, ScriptContext context) throws ScriptException {
        return eval(text(reader), context);
    }

    @Override
    public CompiledScript compile(String script) throws ScriptException {
        String file = file(getContext());
        List<Compiled> compiled = compiled(script, file);
        return new CompiledScript() {
            @Override
            public @Nullable Object eval(ScriptContext context) throws ScriptException {
                return evaluate(compiled, context, file);
            }

            @Override
            public ScriptEngine getEngine() {
                return SxsScriptEngine.this;
            }
        };
    }

    @Override
    public CompiledScript compile(Reader reader) throws ScriptException {
        return compile(text(reader));
    }

    private static String text(Reader reader) throws ScriptException {
        StringWriter text = new StringWriter();
        try {
            reader.transferTo(text);
        } catch (IOException e) {
            throw new ScriptException(e);
        }
        return text.toString();
    }

    /** What the script is called in its failures. */
    private static String file(ScriptContext context) {
        return context.getAttribute(ScriptEngine.FILENAME) instanceof String name ? name : "script";
    }

    private List<Compiled> compiled(String script, String file) throws ScriptException {
        try {
            return run.compile(file, script);
        } catch (ModuleException e) {
            throw ScriptFailures.of(e, file);
        }
    }

    private @Nullable Object evaluate(List<Compiled> script, ScriptContext context, String file)
            throws ScriptException {
        try {
            return run.objects().toJava(run.evaluate(script, context));
        } catch (ProgramException e) {
            throw ScriptFailures.of(e, file);
        }
    }

    /**
     * Calls a lambda of the engine's bindings, or a module's function by its full name.
     *
     * @throws NoSuchMethodException when there is neither, or what has this name cannot be called
     */
    @Override
    public @Nullable Object invokeFunction(String name, @Nullable Object... arguments)
            throws ScriptException, NoSuchMethodException {
        Value.Aberrant callable = run.findCallable(name);
        if (callable == null) {
            throw new NoSuchMethodException("'" + name + "' is no lambda of the bindings and no module's function");
        }
        try {
            return run.objects().toJava(run.call(callable, arguments));
        } catch (ProgramException e) {
            throw ScriptFailures.of(e, name);
        } catch (IllegalArgumentException e) {
            ScriptException exception = new ScriptException(name + ": " + e.getMessage());
            exception.initCause(e);
            throw exception;
        }
    }

    /**
     * @throws IllegalArgumentException always: no value of SXS has methods
     */
    @Override
    public Object invokeMethod(Object target, String name, Object... arguments) {
        throw new IllegalArgumentException("no value of SXS has methods; use invokeFunction");
    }

    /** An object whose methods call what has their names, as it is at each call; null when there is none for one of them. */
    @Override
    public <T> @Nullable T getInterface(Class<T> type) {
        return FunctionInterface.of(type, run);
    }

    /**
     * @throws IllegalArgumentException always: no value of SXS has methods
     */
    @Override
    public <T> T getInterface(Object target, Class<T> type) {
        throw new IllegalArgumentException("no value of SXS has methods; use getInterface without an object");
    }
}
