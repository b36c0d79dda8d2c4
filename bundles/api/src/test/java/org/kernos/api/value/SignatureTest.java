package org.kernos.api.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private static final TypeSpec INT = new TypeSpec.Exact(ValueType.INT);
    private static final TypeSpec STR = new TypeSpec.Exact(ValueType.STRING);

    @Test
    void aSignatureIsDescribedAsItWasDeclared() {
        Signature put = new Signature(
                List.of(new Parameter("format", STR, false), new Parameter("obj", TypeSpec.ANY, true)), INT);
        TypeSpec fn = new TypeSpec.Fn(List.of(INT, new TypeSpec.Fn(List.of(), STR)), TypeSpec.ANY);

        assertThat(put.describe("put")).isEqualTo("(put format :str obj :any..) :int");
        assertThat(new Signature(List.of(), fn).describe("f")).isEqualTo("(f) :fn<int,fn<>str>any");
        assertThat(Signature.UNDECLARED.describe("f")).isEqualTo("(f args :any..) :any");
    }

    @Test
    void aVariadicTailTakesAllThatFollows() {
        Signature put = new Signature(
                List.of(new Parameter("format", STR, false), new Parameter("obj", TypeSpec.ANY, true)), INT);

        assertThat(put.isVariadic()).isTrue();
        assertThat(put.requiredCount()).isEqualTo(1);
        assertThat(put.parameterAt(0).name()).isEqualTo("format");
        assertThat(put.parameterAt(7).name()).isEqualTo("obj");
    }

    @Test
    void withoutATailTheCountIsFixed() {
        Signature add = new Signature(List.of(new Parameter("a", INT, false), new Parameter("b", INT, false)), INT);

        assertThat(add.isVariadic()).isFalse();
        assertThat(add.requiredCount()).isEqualTo(2);
        assertThat(new Signature(List.of(), INT).requiredCount()).isZero();
    }

    @Test
    void onlyTheLastParameterMayBeVariadic() {
        assertThatThrownBy(() ->
                        new Signature(List.of(new Parameter("a", INT, true), new Parameter("b", INT, false)), INT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parameter 'a :int..' is variadic but not last");
    }

    @Test
    void typesAcceptTheirValuesOnly() {
        TypeSpec fn = new TypeSpec.Fn(List.of(), INT);

        assertThat(INT.accepts(new Value.Int(1))).isTrue();
        assertThat(INT.accepts(new Value.Real(1))).isFalse();
        assertThat(TypeSpec.ANY.accepts(Value.NONE)).isTrue();
        assertThat(fn.accepts(new Value.Symbol("alu/add"))).isTrue();
        assertThat(fn.accepts(new Value.Aberrant(Value.NONE))).isTrue();
        assertThat(fn.accepts(new Value.Str("alu/add"))).isFalse();
    }
}
