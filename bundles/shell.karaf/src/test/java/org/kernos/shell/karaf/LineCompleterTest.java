package org.kernos.shell.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.junit.jupiter.api.Test;
import org.kernos.shell.CommandSyntax;
import org.kernos.shell.Completion;

final class LineCompleterTest {

    /** The words that completion was asked about, and the answers. */
    private final List<List<String>> asked = new ArrayList<>();

    private final Map<String, String> answers = Map.of("alu/add", "(add a :int)");

    /** To this session, {@code call} and its full name are our command, as is {@code k}, an alias. */
    private final Session session = (Session) Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, arguments) ->
                    List.of("call", "k", "kernel:call").contains(arguments[0]) ? "kernel:call" : arguments[0]);

    /** A line that ends at the cursor. */
    private record Line(String... getArguments) implements CommandLine {

        @Override
        public int getCursorArgumentIndex() {
            return getArguments.length - 1;
        }

        @Override
        public String getCursorArgument() {
            return getArguments[getArguments.length - 1];
        }

        @Override
        public int getArgumentPosition() {
            return getCursorArgument().length();
        }

        @Override
        public int getBufferPosition() {
            return getBuffer().length();
        }

        @Override
        public String getBuffer() {
            return String.join(" ", getArguments);
        }
    }

    private List<String> complete(String command, String... words) {
        CommandSyntax syntax = Completion.COMMANDS.stream()
                .filter(candidate -> candidate.qualifiedName().equals(command))
                .findFirst()
                .orElseThrow();
        List<Candidate> candidates = new ArrayList<>();
        new LineCompleter(syntax, line -> {
                    asked.add(line);
                    return answers;
                })
                .completeCandidates(session, new Line(words), candidates);
        return candidates.stream().map(Candidate::value).toList();
    }

    @Test
    void theFirstWordIsTheCommandAndItsShortNameIfThatIsOurs() {
        assertThat(complete("kernel:call", "ker")).containsExactly("kernel:call", "call");
        assertThat(complete("kernel:list", "ker")).containsExactly("kernel:list");
    }

    @Test
    void argumentsAreAskedForByTheFullName() {
        assertThat(complete("kernel:call", "k", "--timeout", "5", "al")).containsExactly("alu/add");
        assertThat(asked).containsExactly(List.of("kernel:call", "--timeout", "5", "al"));
    }

    @Test
    void theArgumentsOfOtherCommandsAreNotOurs() {
        assertThat(complete("kernel:call", "bundle:start", "al")).isEmpty();
        assertThat(asked).isEmpty();
    }
}
