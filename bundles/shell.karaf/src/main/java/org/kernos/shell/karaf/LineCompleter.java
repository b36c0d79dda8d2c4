package org.kernos.shell.karaf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.kernos.shell.CommandSyntax;

/** Completes the name of one command and its arguments. Karaf asks the completers of all commands, whatever the line. */
final class LineCompleter implements Completer {

    private final CommandSyntax syntax;
    private final Function<List<String>, Map<String, String>> completion;

    LineCompleter(CommandSyntax syntax, Function<List<String>, Map<String, String>> completion) {
        this.syntax = syntax;
        this.completion = completion;
    }

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<Candidate> found = new ArrayList<>();
        completeCandidates(session, line, found);
        found.forEach(candidate -> candidates.add(candidate.value()));
        return found.isEmpty() ? -1 : line.getBufferPosition() - line.getArgumentPosition();
    }

    @Override
    public void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
        int index = line.getCursorArgumentIndex();
        if (index == 0) {
            candidates.add(candidate(syntax.qualifiedName(), syntax.description()));
            // Without its scope it may well be another bundle's command: list, info, start.
            if (isCalled(session, syntax.name())) {
                candidates.add(candidate(syntax.name(), syntax.description()));
            }
        } else if (isCalled(session, line.getArguments()[0])) {
            List<String> words =
                    new ArrayList<>(Arrays.asList(line.getArguments()).subList(0, index));
            words.set(0, syntax.qualifiedName());
            words.add(line.getCursorArgument().substring(0, line.getArgumentPosition()));
            completion.apply(words).forEach((word, description) -> candidates.add(candidate(word, description)));
        }
    }

    private boolean isCalled(Session session, String name) {
        return syntax.qualifiedName().equals(session.resolveCommand(name));
    }

    private static Candidate candidate(String word, String description) {
        @Nullable String shown = description.isEmpty() ? null : description;
        return new Candidate(word, word, null, shown, null, null, !word.endsWith("/"));
    }
}
