package org.kernos.shell;

import java.io.File;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Calls the method that carries a command out, by the annotations that Gogo goes by: options are taken out of the arguments
 * wherever they stand, and the number of those that are left decides between methods. For where Gogo's own way of doing so
 * is not exported, as in Karaf, or changes the arguments: it reads words as numbers, and spreads a list that is the only
 * argument of a method with any number of them.
 */
public final class CommandCall {

    private final CommandSyntax syntax;
    private final Object target;

    /**
     * @param target an object that {@link CommandSyntax#isOf} accepts
     */
    public CommandCall(CommandSyntax syntax, Object target) {
        this.syntax = syntax;
        this.target = target;
    }

    /**
     * @param arguments as the shell has parsed them, options among them
     * @return what the command returns
     * @throws IllegalArgumentException when no form of the command takes these arguments; the message has the command's help
     * @throws Exception that the command throws
     */
    public @Nullable Object run(List<Object> arguments) throws Exception {
        for (Method form : syntax.forms()) {
            List<Object> rest = new ArrayList<>(arguments);
            // A method's options are its first parameters.
            List<Object> values = options(form, rest);
            int expected = form.getParameterCount() - values.size();
            if (form.isVarArgs() ? rest.size() >= expected - 1 : rest.size() == expected) {
                values.addAll(rest);
                return invoke(form, values);
            }
        }
        throw new IllegalArgumentException(
                "the arguments of " + syntax.qualifiedName() + " are " + arguments + ", expected\n" + syntax.help());
    }

    private static List<Object> options(Method form, List<Object> arguments) {
        List<Parameter> options = Arrays.stream(form.getParameters())
                .flatMap(parameter -> Arrays.stream(parameter.getAnnotationsByType(Parameter.class)))
                .toList();
        List<Object> searched = passesWordsOn(form) ? arguments.subList(0, leading(options, arguments)) : arguments;
        List<Object> values = new ArrayList<>();
        options.forEach(option -> values.add(take(option, searched)));
        return values;
    }

    /** Whether a command takes words for a program: then those behind its first argument are none of its own options. */
    private static boolean passesWordsOn(Method form) {
        Class<?>[] types = form.getParameterTypes();
        return form.isVarArgs() && types[types.length - 1] == String[].class;
    }

    /** How many words stand before the first argument: options and their values. */
    private static int leading(List<Parameter> options, List<Object> arguments) {
        int i = 0;
        while (i < arguments.size()) {
            String word = String.valueOf(arguments.get(i));
            Parameter option = options.stream()
                    .filter(each -> Arrays.asList(each.names()).contains(word))
                    .findFirst()
                    .orElse(null);
            if (option == null) {
                return i;
            }
            i += option.presentValue().equals(Parameter.UNSPECIFIED) ? 2 : 1;
        }
        return arguments.size();
    }

    /** The option's value; one that stands several times has all its values, separated like a path. */
    private static Object take(Parameter option, List<Object> arguments) {
        List<String> names = Arrays.asList(option.names());
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < arguments.size(); ) {
            if (!names.contains(String.valueOf(arguments.get(i)))) {
                i++;
                continue;
            }
            Object name = arguments.remove(i);
            if (!option.presentValue().equals(Parameter.UNSPECIFIED)) {
                values.add(option.presentValue());
            } else if (i == arguments.size()) {
                throw new IllegalArgumentException("there is no value after " + name);
            } else {
                values.add(arguments.remove(i));
            }
        }
        boolean isSwitch = !option.presentValue().equals(Parameter.UNSPECIFIED);
        if (values.size() < 2 || isSwitch) {
            return values.isEmpty() ? option.absentValue() : values.get(0);
        }
        return values.stream().map(String::valueOf).collect(Collectors.joining(File.pathSeparator));
    }

    private @Nullable Object invoke(Method form, List<Object> values) throws Exception {
        Class<?>[] types = form.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = form.isVarArgs() && i == types.length - 1
                    ? tail(types[i].getComponentType(), values.subList(i, values.size()))
                    : converted(types[i], values.get(i));
        }
        try {
            return form.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static Object tail(Class<?> type, List<Object> values) {
        Object array = Array.newInstance(type, values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, converted(type, values.get(i)));
        }
        return array;
    }

    /** To the types that parameters of our commands have. A variable that nobody has set is null. */
    private static @Nullable Object converted(Class<?> type, @Nullable Object value) {
        String text = String.valueOf(value);
        if (type == boolean.class) {
            return Boolean.valueOf(text);
        } else if (type == long.class) {
            return number(text);
        }
        return type == String.class ? text : value;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
        }
    }
}
