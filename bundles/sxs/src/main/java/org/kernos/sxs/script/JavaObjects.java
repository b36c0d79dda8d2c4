package org.kernos.sxs.script;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelFunction;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;
import org.kernos.sxs.run.FunctionObject;
import org.kernos.sxs.run.Lambda;

/** What values are in Java, and the way back. What has no counterpart in Java stays a {@link Value}. */
record JavaObjects(ScriptRun run) {

    /**
     * None is null, integers are {@code Long}, reals {@code Double}, strings {@code String}, lists {@code List}, lambdas
     * {@code Function<Object[], Object>}, functions of modules themselves.
     */
    @Nullable
    Object toJava(Value value) {
        if (value instanceof Value.None) {
            return null;
        } else if (value instanceof Value.Int number) {
            return number.value();
        } else if (value instanceof Value.Real real) {
            return real.value();
        } else if (value instanceof Value.Str string) {
            return string.text();
        } else if (value instanceof Value.ListValue list) {
            return new ValueList(list, this);
        } else if (value instanceof Lambda lambda) {
            return new ScriptLambda(lambda, run);
        } else if (value instanceof FunctionObject object) {
            return object.function();
        }
        return value;
    }

    /**
     * As {@link Value#of}, and what {@link #toJava} made is what it was made of, at any depth.
     *
     * @throws IllegalArgumentException for an object that no value stands for, naming its class
     */
    static Value toValue(@Nullable Object object) {
        if (object instanceof ValueList list) {
            return list.value();
        } else if (object instanceof ScriptLambda lambda) {
            return lambda.lambda();
        } else if (object instanceof KernelFunction function) {
            return new FunctionObject(function);
        } else if (object instanceof Object[] array) {
            return list(Arrays.asList(array));
        } else if (object instanceof Collection<?> collection) {
            return list(collection);
        } else if (object instanceof Map<?, ?> map) {
            List<Value> pairs = map.entrySet().stream()
                    .<Value>map(entry -> Value.bracket(toValue(entry.getKey()), toValue(entry.getValue())))
                    .toList();
            return new Value.ListValue(ListKind.BRACE, pairs);
        }
        return Value.of(object);
    }

    private static Value list(Collection<?> elements) {
        return new Value.ListValue(
                ListKind.BRACKET, elements.stream().map(JavaObjects::toValue).toList());
    }
}
