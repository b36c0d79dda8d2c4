package org.kernos.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandSession;
import org.jline.builtins.Completers.CompletionData;
import org.jline.reader.Candidate;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Completes the arguments of the commands that a service with {@code kernos.completion} knows: a function from the words of a
 * command to the words that may stand in the place of the last one, with their descriptions.
 */
final class ArgumentCompletion {

    /** The shell's completion calls it after one of those commands. */
    static final String ARGUMENTS = "__kernos_arguments";

    private final BundleContext context;

    ArgumentCompletion(BundleContext context) {
        this.context = context;
    }

    /** Tells the shell's completion about those commands and their options; for the profile, before which it knows none. */
    @Nullable
    Object install(CommandSession session, List<Object> arguments) {
        Map<String, List<CompletionData>> completions = Shell.getCompletions(session);
        if (completions != null) {
            offered(List.of("")).forEach((command, description) -> {
                List<CompletionData> data = new ArrayList<>();
                data.add(new CompletionData(null, description, null, null));
                // Options have to be known beforehand: the shell's completion asks nobody for a word with a hyphen.
                options(command).forEach((text, names) -> data.add(new CompletionData(names, text, null, null)));
                data.add(new CompletionData(null, null, ARGUMENTS, null));
                completions.put(command, data);
            });
        }
        return null;
    }

    /** By description, since the names of one option stand together. */
    private Map<String, List<String>> options(String command) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        offered(List.of(command, "-"))
                .forEach((name, description) -> names.computeIfAbsent(description, any -> new ArrayList<>())
                        .add(name));
        return names;
    }

    /** What may stand at the cursor of the line that is being edited. */
    List<Candidate> arguments(CommandSession session, List<Object> arguments) {
        ParsedLine line = Shell.getParsedLine(session);
        List<String> words = new ArrayList<>(line.words().subList(0, line.wordIndex()));
        words.set(0, Shell.resolve(session, words.get(0)));
        words.add(line.word().substring(0, line.wordCursor()));
        List<Candidate> candidates = new ArrayList<>();
        offered(words)
                .forEach((word, description) -> candidates.add(new Candidate(
                        word,
                        word,
                        null,
                        description.isEmpty() ? null : description,
                        null,
                        null,
                        !word.endsWith("/"))));
        return candidates;
    }

    private Map<String, String> offered(List<String> words) {
        Map<String, String> offered = new LinkedHashMap<>();
        for (ServiceReference<?> reference : services()) {
            @SuppressWarnings("unchecked")
            Function<List<String>, Map<String, String>> service =
                    (Function<List<String>, Map<String, String>>) context.getService(reference);
            if (service != null) {
                offered.putAll(service.apply(words));
                context.ungetService(reference);
            }
        }
        return offered;
    }

    private Iterable<? extends ServiceReference<?>> services() {
        try {
            return context.getServiceReferences(Function.class, "(kernos.completion=true)");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
