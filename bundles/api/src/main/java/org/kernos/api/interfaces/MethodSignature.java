package org.kernos.api.interfaces;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.ValueType;

/**
 * A method of an interface (helix X-4). Written {@code add_task(u32, u32)} or {@code remove_task(u32) -> bool}, in
 * {@code manifest.json} and in the headers of native modules alike.
 *
 * @param name unique within its interface
 * @param arguments none of them {@code void}
 * @param returns empty is the same as {@code void}
 */
public record MethodSignature(String name, List<TypeId> arguments, Optional<TypeId> returns) {

    private static final Pattern TEXT = Pattern.compile(
            "\\s*([A-Za-z_][A-Za-z0-9_-]{0,127})\\s*\\(([A-Za-z0-9_,\\s]*)\\)\\s*(?:->\\s*([A-Za-z0-9_]+)\\s*)?");

    /** The greatest number of arguments. */
    public static final int MOST_ARGUMENTS = 255;

    /**
     * @throws IllegalArgumentException when there are too many arguments or one of them is void
     */
    public MethodSignature {
        arguments = List.copyOf(arguments);
        returns = returns.filter(type -> type != TypeId.Basic.VOID);
        if (arguments.size() > MOST_ARGUMENTS) {
            throw new IllegalArgumentException("'" + name + "' takes " + arguments.size() + " arguments, at most "
                    + MOST_ARGUMENTS + " are possible");
        }
        if (arguments.contains(TypeId.Basic.VOID)) {
            throw new IllegalArgumentException("an argument of '" + name + "' is void, which only a result can be");
        }
    }

    /**
     * Reads a method as it is written.
     *
     * @throws IllegalArgumentException when the text is no method; the message says what was expected
     */
    public static MethodSignature parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no method, expected one like 'remove_task(u32) -> bool'");
        }
        List<TypeId> arguments = new ArrayList<>();
        String inner = matcher.group(2).strip();
        if (!inner.isEmpty()) {
            for (String argument : inner.split(",", -1)) {
                arguments.add(TypeId.parse(argument.strip()));
            }
        }
        return new MethodSignature(
                matcher.group(1),
                arguments,
                Optional.ofNullable(matcher.group(3)).map(TypeId::parse));
    }

    /** The signature of the function that this method is for all languages; its parameters are {@code a1}, {@code a2}, ... */
    public Signature signature() {
        List<Parameter> parameters = new ArrayList<>();
        for (TypeId argument : arguments) {
            parameters.add(new Parameter("a" + (parameters.size() + 1), argument.valueType(), false));
        }
        return new Signature(parameters, returns.map(TypeId::valueType).orElse(new TypeSpec.Exact(ValueType.NONE)));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        String inner = arguments.stream().map(TypeId::spelling).collect(Collectors.joining(", "));
        return name + "(" + inner + ")"
                + returns.map(type -> " -> " + type.spelling()).orElse("");
    }
}
