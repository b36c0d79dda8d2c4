package org.kernos.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.junit.jupiter.api.Test;

final class CommandCallTest {

    /** Commands of each kind that there is. */
    public static final class Commands {

        @Descriptor("nothing")
        public String show() {
            return "all";
        }

        @Descriptor("one")
        public String show(String name) {
            return "one " + name;
        }

        @Descriptor("two options and any number of arguments")
        public String call(
                @Parameter(
                                names = {"-t", "--timeout"},
                                absentValue = "0")
                        long timeout,
                @Parameter(
                                names = {"-f", "--force"},
                                presentValue = "true",
                                absentValue = "false")
                        boolean force,
                String name,
                Object... values) {
            return timeout + " " + force + " " + name + " " + Arrays.toString(values);
        }

        @Descriptor("throws")
        public String fail() {
            throw new IllegalStateException("no luck");
        }
    }

    private static Object run(String name, Object... arguments) throws Exception {
        Commands commands = new Commands();
        CommandSyntax syntax = CommandSyntax.of("test", Commands.class).stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new CommandCall(syntax, commands).run(List.of(arguments));
    }

    @Test
    void theNumberOfArgumentsChoosesTheMethod() throws Exception {
        assertThat(run("show")).isEqualTo("all");
        assertThat(run("show", "alu")).isEqualTo("one alu");
    }

    @Test
    void optionsMayStandAnywhereAndHaveDefaults() throws Exception {
        assertThat(run("call", "f")).isEqualTo("0 false f []");
        assertThat(run("call", "--timeout", "5", "-f", "f", "1", List.of(2))).isEqualTo("5 true f [1, [2]]");
        assertThat(run("call", "f", "1", "--force", "-t", 7L)).isEqualTo("7 true f [1]");
    }

    @Test
    void aNumberOfArgumentsThatNoMethodTakesIsAnsweredWithTheHelp() {
        assertThatThrownBy(() -> run("show", "a", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the arguments of test:show are [a, b], expected\ntest:show\n")
                .hasMessageContaining("test:show name");
        assertThatThrownBy(() -> run("call")).hasMessageContaining("[--timeout value] [--force] name values...");
    }

    @Test
    void anOptionWithoutItsValueAndAWordForANumberAreNamed() {
        assertThatThrownBy(() -> run("call", "f", "-t")).hasMessage("there is no value after -t");
        assertThatThrownBy(() -> run("call", "-t", "x", "f")).hasMessage("'x' is not a whole number");
    }

    @Test
    void whatACommandThrowsIsThrown() {
        assertThatThrownBy(() -> run("fail"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no luck");
    }
}
