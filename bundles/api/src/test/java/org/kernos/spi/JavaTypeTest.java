package org.kernos.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.kernos.api.KernelException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;

class JavaTypeTest {

    private static final TypeSpec CALLABLE = new TypeSpec.Fn(List.of(), TypeSpec.ANY);

    private static final List<Value> ONE_OF_EACH = List.of(
            Value.NONE,
            new Value.Int(1),
            new Value.Real(1),
            new Value.Str("s"),
            new Value.Symbol("s"),
            Value.paren(),
            Value.bracket(),
            Value.brace(),
            new Value.Some(Value.NONE),
            new Value.Error(Value.NONE),
            new Value.Datum(Value.NONE),
            new Value.Aberrant(Value.NONE));

    private static KernelException refused(Value value, JavaType wanted) {
        return new KernelException(Problem.of(ProblemCode.ARGUMENT_TYPE, value + " as " + wanted));
    }

    private static TypeSpec exact(ValueType type) {
        return new TypeSpec.Exact(type);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"NOTHING", "UNSUPPORTED"},
            mode = EnumSource.Mode.EXCLUDE)
    void whatATypeTakesIsExactlyWhatCanBeGivenAsIt(JavaType type) {
        List<ValueType> converted = new ArrayList<>();
        List<ValueType> taken = new ArrayList<>();
        for (Value value : ONE_OF_EACH) {
            if (type.takes(exact(value.type()))) {
                taken.add(value.type());
            }
            try {
                assertThat(type.fromValue(value, JavaTypeTest::refused)).isNotNull();
                converted.add(value.type());
            } catch (KernelException e) {
                assertThat(e.problem().message()).isEqualTo(value + " as " + type);
            }
        }

        assertThat(taken).isEqualTo(converted).isNotEmpty();
    }

    @Test
    void onlyAValueTakesWhatMayBeAnything() {
        assertThat(JavaType.VALUE.takes(TypeSpec.ANY)).isTrue();
        assertThat(JavaType.VALUE.takes(CALLABLE)).isTrue();
        assertThat(JavaType.LONG.takes(TypeSpec.ANY)).isFalse();
        assertThat(JavaType.SYMBOL_VALUE.takes(CALLABLE)).isFalse();
    }

    @Test
    void anyTypeOfResultMayBeAnythingOrNothing() {
        assertThat(JavaType.LONG.gives(TypeSpec.ANY)).isTrue();
        assertThat(JavaType.LONG.gives(exact(ValueType.REAL))).isFalse();
        assertThat(JavaType.NOTHING.gives(TypeSpec.ANY)).isTrue();
        assertThat(JavaType.NOTHING.gives(exact(ValueType.NONE))).isTrue();
        assertThat(JavaType.NOTHING.gives(exact(ValueType.INT))).isFalse();
        assertThat(JavaType.UNSUPPORTED.gives(TypeSpec.ANY)).isFalse();
    }

    @Test
    void aListTakesTheKindThatIsDeclared() {
        List<Value> elements = List.of(new Value.Int(1));
        for (ListKind kind : ListKind.values()) {
            assertThat(JavaType.LIST.toValue(elements, exact(kind.type())))
                    .isEqualTo(new Value.ListValue(kind, elements));
        }
        assertThat(JavaType.LIST.toValue(elements, TypeSpec.ANY))
                .isEqualTo(new Value.ListValue(ListKind.BRACKET, elements));
    }

    @ParameterizedTest
    @CsvSource({"INT, -2147483648, 2147483647", "SHORT, -32768, 32767", "BYTE, -128, 127"})
    void anIntegerOutsideTheRangeOfItsTypeIsRefused(JavaType type, long least, long greatest) {
        for (long inside : new long[] {least, greatest}) {
            assertThat(((Number) type.fromValue(new Value.Int(inside), JavaTypeTest::refused)).longValue())
                    .isEqualTo(inside);
        }
        for (long outside : new long[] {least - 1, greatest + 1}) {
            assertThatThrownBy(() -> type.fromValue(new Value.Int(outside), JavaTypeTest::refused))
                    .isInstanceOf(KernelException.class);
        }
    }

    @Test
    void aRealBecomesTheNearestFloatUnlessThatIsInfinite() {
        assertThat(JavaType.FLOAT.fromValue(new Value.Real(0.1), JavaTypeTest::refused))
                .isEqualTo(0.1f);
        assertThat(JavaType.FLOAT.fromValue(new Value.Real(Double.NEGATIVE_INFINITY), JavaTypeTest::refused))
                .isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat((Float) JavaType.FLOAT.fromValue(new Value.Real(Double.NaN), JavaTypeTest::refused))
                .isNaN();
        assertThatThrownBy(() -> JavaType.FLOAT.fromValue(new Value.Real(1e39), JavaTypeTest::refused))
                .isInstanceOf(KernelException.class);
    }

    @Test
    void classesOfOthersStandForNothing() {
        assertThat(JavaType.of(StringBuilder.class)).isEqualTo(JavaType.UNSUPPORTED);
        assertThat(JavaType.of(String[].class)).isEqualTo(JavaType.UNSUPPORTED);
        assertThat(JavaType.of(char.class)).isEqualTo(JavaType.UNSUPPORTED);
    }
}
