package org.kernos.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.ValueType;
import org.kernos.sxs.SlpValueReader;

/** Arguments of {@code kernel:call} as a user types them, through Gogo: what the called function receives. */
final class CallCommandTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);
    private CommandSession session;

    /** Answers with what is piped into it, in brackets. */
    public static final class Taker {
        public String take() throws Exception {
            return "[" + new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip() + "]";
        }
    }

    private static Signature one(ValueType type) {
        return new Signature(List.of(new Parameter("a", new TypeSpec.Exact(type), false)), TypeSpec.ANY);
    }

    @BeforeEach
    void register() {
        threadIo.start();
        TwoModules registry = new TwoModules()
                .echoing("any", Signature.UNDECLARED)
                .echoing("list", one(ValueType.BRACKET_LIST))
                .echoing("text", one(ValueType.STRING))
                .echoing("int", one(ValueType.INT))
                .echoing("real", one(ValueType.REAL));
        processor.addCommand("kernel", new CallCommand(registry, new SlpValueReader()), "call");
        processor.addCommand("test", new Taker(), "take");
        processor.addConverter(new ValueConverter());
        session = processor.createSession(new ByteArrayInputStream(new byte[0]), shown, shown);
    }

    @AfterEach
    void close() {
        session.close();
        processor.stop();
        threadIo.stop();
    }

    private String received(String arguments) throws Exception {
        return String.valueOf(session.execute("kernel:call " + arguments));
    }

    @Test
    void aListThatStandsAloneIsOneArgument() throws Exception {
        assertThat(received("alu/list [1 2 3]")).isEqualTo("[[1 2 3]]");
        assertThat(received("alu/any [1 2 3]")).isEqualTo("[[1 2 3]]");
        assertThat(received("alu/any [1 2] [3]")).isEqualTo("[[1 2] [3]]");
        assertThat(received("alu/any []")).isEqualTo("[[]]");
        assertThat(received("alu/any")).isEqualTo("[]");
    }

    @Test
    void anUnquotedNumberOrTruthValueIsTextWhereTextIsDeclared() throws Exception {
        assertThat(received("alu/text 123")).isEqualTo("[\"123\"]");
        assertThat(received("alu/text 007")).isEqualTo("[\"007\"]");
        assertThat(received("alu/text 1.50")).isEqualTo("[\"1.50\"]");
        assertThat(received("alu/text true")).isEqualTo("[\"true\"]");
        assertThat(received("alu/text null")).isEqualTo("[\"null\"]");
    }

    @Test
    void aWordIsANumberWhereANumberIsDeclared() throws Exception {
        assertThat(received("alu/int 5")).isEqualTo("[5]");
        assertThat(received("alu/int true")).isEqualTo("[1]");
        assertThat(received("alu/real 5")).isEqualTo("[5.0]");
        assertThat(received("alu/int \"x\"")).isEqualTo("[\"x\"]");
        assertThat(received("alu/any 5 x")).isEqualTo("[5 \"x\"]");
    }

    @Test
    void aResultIsAnArgumentOfAnotherCall() throws Exception {
        assertThat(received("alu/any (kernel:call alu/list [1 2])")).isEqualTo("[[[1 2]]]");
        session.execute("x = (kernel:call alu/add 1 2)");
        assertThat(received("alu/int $x")).isEqualTo("[3]");
    }

    @Test
    void aResultIsTextInAPipe() throws Exception {
        assertThat(session.execute("kernel:call alu/list [1 2] | test:take")).isEqualTo("[[[1 2]]]");
    }

    @Test
    void optionsMayStandBeforeTheFunction() throws Exception {
        assertThat(received("--timeout 5000 alu/list [1]")).isEqualTo("[[1]]");
        assertThatThrownBy(() -> received("--timeout soon alu/list [1]")).hasMessage("'soon' is not a whole number");
    }

    @Test
    void withoutAFunctionTheHelpIsTheAnswer() {
        assertThatThrownBy(() -> received("")).hasMessageContaining("kernel:call [--timeout value] function values...");
    }
}
