package org.kernos.shell;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;

/**
 * A command as the annotations of its methods describe it, which are what Gogo goes by too.
 *
 * @param forms the methods that carry it out, those with fewer parameters first
 */
public record CommandSyntax(String scope, String name, List<Method> forms) {

    public CommandSyntax {
        forms = List.copyOf(forms);
    }

    /** The described public methods of a class of commands, by name. */
    public static List<CommandSyntax> of(String scope, Class<?> commands) {
        Map<String, List<Method>> byName = Arrays.stream(commands.getMethods())
                .filter(method -> method.isAnnotationPresent(Descriptor.class))
                .sorted(Comparator.comparingInt(Method::getParameterCount))
                .collect(Collectors.groupingBy(CommandSyntax::name, TreeMap::new, Collectors.toList()));
        List<CommandSyntax> syntaxes = new ArrayList<>();
        byName.forEach((name, forms) -> syntaxes.add(new CommandSyntax(scope, name, forms)));
        return syntaxes;
    }

    /** Where Java has a word for it, Gogo finds the method that has an underscore before it. */
    private static String name(Method form) {
        return form.getName().startsWith("_") ? form.getName().substring(1) : form.getName();
    }

    public String qualifiedName() {
        return scope + ":" + name;
    }

    /** Whether this object carries the command out. */
    public boolean isOf(Object commands) {
        return forms.get(0).getDeclaringClass().isInstance(commands);
    }

    /** In one sentence. */
    public String description() {
        return described(forms.get(0));
    }

    /** All options of all forms. */
    List<Option> options() {
        return forms.stream().flatMap(CommandSyntax::options).toList();
    }

    private static Stream<Option> options(Method form) {
        return Arrays.stream(form.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(Parameter.class))
                .map(parameter -> {
                    Parameter option = annotation(parameter, Parameter.class);
                    return new Option(
                            List.of(option.names()),
                            described(parameter),
                            option.presentValue().equals(Parameter.UNSPECIFIED),
                            choice(parameter));
                });
    }

    private static <A extends Annotation> A annotation(java.lang.reflect.Parameter parameter, Class<A> type) {
        return parameter.getAnnotationsByType(type)[0];
    }

    private static Stream<java.lang.reflect.Parameter> positional(Method form) {
        return Arrays.stream(form.getParameters()).filter(parameter -> !parameter.isAnnotationPresent(Parameter.class));
    }

    /** What is offered for the argument at this index, counted from 0, options left out. */
    Optional<Choice> choiceAt(int index) {
        return forms.stream()
                .flatMap(form -> {
                    List<java.lang.reflect.Parameter> parameters =
                            positional(form).toList();
                    int last = parameters.size() - 1;
                    return parameters.stream()
                            .skip(form.isVarArgs() ? Math.min(index, last) : index)
                            .limit(1);
                })
                .flatMap(parameter -> choice(parameter).stream())
                .findFirst();
    }

    private static Optional<Choice> choice(java.lang.reflect.Parameter parameter) {
        return Arrays.stream(parameter.getAnnotationsByType(Offers.class))
                .map(Offers::value)
                .findFirst();
    }

    private static String described(java.lang.reflect.AnnotatedElement element) {
        return Arrays.stream(element.getAnnotationsByType(Descriptor.class))
                .map(Descriptor::value)
                .findFirst()
                .orElse("");
    }

    /** Each form with its parameters and options, as text for a terminal. */
    public String help() {
        return forms.stream().map(this::help).collect(Collectors.joining("\n"));
    }

    private String help(Method form) {
        List<String> usage = new ArrayList<>(List.of(qualifiedName()));
        List<String> lines = new ArrayList<>(List.of("    " + described(form)));
        options(form).forEach(option -> {
            usage.add(option.usage());
            lines.add(line(String.join(", ", option.names()), option.description()));
        });
        positional(form).forEach(parameter -> {
            String shown = parameter.getName() + (parameter.isVarArgs() ? "..." : "");
            usage.add(shown);
            lines.add(line(shown, described(parameter)));
        });
        return String.join(" ", usage) + "\n" + String.join("\n", lines);
    }

    private static String line(String name, String description) {
        return String.format("    %-16s  %s", name, description);
    }

    /**
     * An option before or between the arguments.
     *
     * @param names short and long, with their hyphens
     * @param takesValue whether the next word belongs to it
     */
    record Option(List<String> names, String description, boolean takesValue, Optional<Choice> choice) {

        private String usage() {
            return "[" + names.get(names.size() - 1) + (takesValue ? " value" : "") + "]";
        }
    }
}
