package org.kernos.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.kernos.api.ModuleRegistry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What may stand where the cursor is, for a shell that shares no classes with this bundle: a function from the words of a
 * command, the last one up to the cursor, to the words that may stand in its place, each with its description. One word is
 * the beginning of a command's name. What ends in a slash may be continued. Words that do not begin like the last one are
 * among them: shells differ in what they take for a beginning.
 */
@Component(service = Function.class, property = "kernos.completion=true")
public final class Completion implements Function<List<String>, Map<String, String>> {

    /** All our commands. */
    public static final List<CommandSyntax> COMMANDS = Stream.of(
                    CommandSyntax.of(KernelCommands.SCOPE, CallCommand.class),
                    CommandSyntax.of(KernelCommands.SCOPE, KernelCommands.class),
                    CommandSyntax.of(ModuleCommands.SCOPE, ModuleCommands.class),
                    CommandSyntax.of(ModuleCommands.SCOPE, SwapCommands.class),
                    CommandSyntax.of(ModuleCommands.SCOPE, GraphCommand.class),
                    CommandSyntax.of(ModuleCommands.SCOPE, SendCommand.class),
                    CommandSyntax.of(ModuleCommands.SCOPE, FindCommand.class),
                    CommandSyntax.of(ModuleCommands.SCOPE, SourceCommands.class),
                    CommandSyntax.of(ModuleCommands.SCOPE, PackageCommands.class),
                    CommandSyntax.of(NewCommand.SCOPE, NewCommand.class),
                    CommandSyntax.of(EvalCommand.SCOPE, EvalCommand.class),
                    CommandSyntax.of(EvalCommand.SCOPE, RunCommand.class),
                    CommandSyntax.of(EvalCommand.SCOPE, ReplCommand.class),
                    CommandSyntax.of(EvalCommand.SCOPE, FormatCommand.class),
                    CommandSyntax.of(PythonCommands.SCOPE, PythonCommands.class),
                    CommandSyntax.of(PythonCommands.SCOPE, PythonCompileCommand.class),
                    CommandSyntax.of(PythonCommands.SCOPE, PythonExecCommand.class),
                    CommandSyntax.of(PythonCommands.SCOPE, PythonReplCommand.class),
                    CommandSyntax.of(PythonCommands.SCOPE, PythonRunCommand.class),
                    CommandSyntax.of(InspectCommand.SCOPE, InspectCommand.class))
            .flatMap(List::stream)
            .toList();

    private final ModuleRegistry registry;

    @Activate
    public Completion(@Reference ModuleRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Map<String, String> apply(List<String> words) {
        Map<String, String> offered = new LinkedHashMap<>();
        if (words.size() < 2) {
            COMMANDS.forEach(command -> offered.put(command.qualifiedName(), command.description()));
        } else {
            COMMANDS.stream()
                    .filter(command -> command.qualifiedName().equals(words.get(0)))
                    .forEach(command -> offered.putAll(arguments(command, words)));
        }
        return offered;
    }

    private Map<String, String> arguments(CommandSyntax command, List<String> words) {
        String word = words.get(words.size() - 1);
        int position = 0;
        for (int i = 1; i < words.size() - 1; i++) {
            Optional<CommandSyntax.Option> option = option(command, words.get(i));
            if (option.isEmpty()) {
                position++;
            } else if (option.get().takesValue() && ++i == words.size() - 1) {
                return offered(option.get().choice(), word);
            }
        }
        return word.startsWith("-") ? options(command, words) : offered(command.choiceAt(position), word);
    }

    private static Optional<CommandSyntax.Option> option(CommandSyntax command, String word) {
        return command.options().stream()
                .filter(option -> option.names().contains(word))
                .findFirst();
    }

    private Map<String, String> offered(Optional<Choice> choice, String word) {
        return choice.map(kind -> kind.words(registry, word)).orElse(Map.of());
    }

    /** Those that are not there yet. */
    private static Map<String, String> options(CommandSyntax command, List<String> words) {
        List<String> before = words.subList(0, words.size() - 1);
        Map<String, String> options = new LinkedHashMap<>();
        for (CommandSyntax.Option option : command.options()) {
            if (option.names().stream().noneMatch(before::contains)) {
                option.names().forEach(name -> options.put(name, option.description()));
            }
        }
        return options;
    }
}
