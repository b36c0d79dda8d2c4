package org.kernos.sxs.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.sxs.compile.SxsTranslator;
import org.kernos.sxs.run.OuterNames;

/**
 * The bindings that a context had when a script began. Objects become values when they are asked for, so that those no script
 * names may be of any class.
 */
final class BindingNames implements OuterNames {

    private final Bindings own;
    private final List<Bindings> all = new ArrayList<>();
    private final ScriptRun run;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    /** A text or list that was made a value: once in an evaluation, since programs look at them element by element. */
    private record Seen(Object object, long evaluation, Value value) {}

    BindingNames(ScriptContext context, ScriptRun run) {
        this.run = run;
        this.own = context.getBindings(ScriptContext.ENGINE_SCOPE);
        for (int scope : context.getScopes()) {
            Bindings bindings = context.getBindings(scope);
            if (bindings != null) {
                all.add(bindings);
            }
        }
    }

    @Override
    public @Nullable Value find(String name) {
        for (Bindings bindings : all) {
            if (bindings.containsKey(name)) {
                return value(name, bindings.get(name));
            }
        }
        return name.equals(SxsTranslator.ARGUMENTS) ? arguments() : null;
    }

    private Value arguments() {
        Value given = find(ScriptEngine.ARGV);
        return given == null ? Value.bracket() : given;
    }

    @Override
    public void define(String name, Value value) {
        own.put(name, run.objects().toJava(value));
    }

    @SuppressWarnings("ReferenceEquality") // Another object of the same content is made a value anew.
    private Value value(String name, @Nullable Object object) {
        if (object == null || object instanceof Number || object instanceof Value) {
            return made(name, object);
        }
        Seen before = seen.get(name);
        if (before != null && before.object == object && before.evaluation == run.evaluation()) {
            return before.value;
        }
        Value value = made(name, object);
        seen.put(name, new Seen(object, run.evaluation(), value));
        return value;
    }

    private static Value made(String name, @Nullable Object object) {
        try {
            return JavaObjects.toValue(object);
        } catch (IllegalArgumentException e) {
            throw new KernelException(
                    Problem.of(ProblemCode.EVALUATION, "the binding '" + name + "' has no value: " + e.getMessage())
                            .fix("bind a number, a text, a list, a map, a Value or a KernelFunction"),
                    e);
        }
    }
}
