package org.kernos.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.sxs.SlpValueReader;

final class CallArgumentsTest {

    private final CallArguments arguments = new CallArguments(new SlpValueReader());

    private Value one(TypeSpec type, Object argument) {
        Signature signature = new Signature(List.of(new Parameter("a", type, false)), TypeSpec.ANY);
        return arguments.of(signature, new Object[] {argument})[0];
    }

    private static TypeSpec exact(ValueType type) {
        return new TypeSpec.Exact(type);
    }

    @Test
    void aWordIsReadByTheTypeThatIsDeclared() {
        assertThat(one(exact(ValueType.INT), "5")).isEqualTo(new Value.Int(5));
        assertThat(one(exact(ValueType.REAL), "5")).isEqualTo(new Value.Real(5));
        assertThat(one(exact(ValueType.REAL), "5.5")).isEqualTo(new Value.Real(5.5));
        assertThat(one(exact(ValueType.STRING), "5")).isEqualTo(new Value.Str("5"));
        assertThat(one(exact(ValueType.STRING), "a (b")).isEqualTo(new Value.Str("a (b"));
        assertThat(one(exact(ValueType.SYMBOL), "alu/add")).isEqualTo(new Value.Symbol("alu/add"));
    }

    @Test
    void aWordThatDoesNotFitIsLeftForTheSignatureToRefuse() {
        assertThat(one(exact(ValueType.INT), "x")).isEqualTo(new Value.Str("x"));
        assertThat(one(exact(ValueType.INT), "5.5")).isEqualTo(new Value.Real(5.5));
    }

    @Test
    void numbersAndTruthValuesOfGogoAreReadByTheTypeThatIsDeclared() {
        assertThat(one(exact(ValueType.STRING), 123L)).isEqualTo(new Value.Str("123"));
        assertThat(one(exact(ValueType.STRING), true)).isEqualTo(new Value.Str("true"));
        assertThat(one(exact(ValueType.REAL), 5L)).isEqualTo(new Value.Real(5));
        assertThat(one(exact(ValueType.INT), true)).isEqualTo(new Value.Int(1));
        assertThat(one(exact(ValueType.INT), "false")).isEqualTo(new Value.Int(0));
        assertThat(one(TypeSpec.ANY, 5L)).isEqualTo(new Value.Int(5));
    }

    @Test
    void aValueOfAnotherCallIsWhatItIs() {
        assertThat(one(exact(ValueType.STRING), new Value.Int(5))).isEqualTo(new Value.Int(5));
    }

    @Test
    void withoutADeclaredTypeAWordIsSlpAndAPlainWordIsText() {
        assertThat(one(TypeSpec.ANY, "7")).isEqualTo(new Value.Int(7));
        assertThat(one(TypeSpec.ANY, "hello")).isEqualTo(new Value.Str("hello"));
        assertThat(one(TypeSpec.ANY, "two words")).isEqualTo(new Value.Str("two words"));
        assertThat(one(TypeSpec.ANY, "(alu/add 5 3)"))
                .isEqualTo(Value.paren(new Value.Symbol("alu/add"), new Value.Int(5), new Value.Int(3)));
        assertThat(one(TypeSpec.ANY, "(unclosed")).isEqualTo(new Value.Str("(unclosed"));
    }

    @Test
    void gogosListsAndMapsBecomeLists() {
        assertThat(one(TypeSpec.ANY, List.of("1", 2L, "x")))
                .isEqualTo(Value.bracket(new Value.Int(1), new Value.Int(2), new Value.Str("x")));
        assertThat(one(exact(ValueType.PAREN_LIST), List.of("1"))).isEqualTo(Value.paren(new Value.Int(1)));
        assertThat(one(TypeSpec.ANY, Map.of("k", "1")))
                .isEqualTo(Value.brace(Value.bracket(new Value.Str("k"), new Value.Int(1))));
    }

    @Test
    void argumentsBeyondTheSignatureAreLeftForItToRefuse() {
        Signature none = new Signature(List.of(), TypeSpec.ANY);
        assertThat(arguments.of(none, new Object[] {"1", "x"})).containsExactly(new Value.Int(1), new Value.Str("x"));
    }
}
