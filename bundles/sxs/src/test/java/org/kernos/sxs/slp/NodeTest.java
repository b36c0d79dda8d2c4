package org.kernos.sxs.slp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ModuleException;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.descriptor.Source;

class NodeTest {

    private static Node node(String text) throws ModuleException {
        Source source = new Source("test.sxs", text.getBytes(StandardCharsets.UTF_8));
        return SlpReader.readProgram(source, SlpReader.NESTING_LIMIT).objects().get(0);
    }

    @Test
    void theTypeIsThatOfTheValue() throws ModuleException {
        Node list = node("[1 2.5 \"s\" a (b) [b] {b} 'a @a #a ?a]");

        assertThat(list.type()).isEqualTo(ValueType.BRACKET_LIST);
        assertThat(list.children()).hasSize(11).allSatisfy(child -> assertThat(child.type())
                .isEqualTo(child.value().type()));
    }

    @Test
    void aListHoldsTheValuesOfItsChildrenWhicheverIsAskedForFirst() throws ModuleException {
        for (boolean innerFirst : List.of(true, false)) {
            Node quoted = node("'(a [1 {2 #()}] b)");
            Node list = quoted.children().get(0);
            Node inner = list.children().get(1);
            if (innerFirst) {
                assertThat(inner.value()).hasToString("[1 {2 #()}]");
            }

            assertThat(quoted.value()).hasToString("'(a [1 {2 #()}] b)");
            assertThat(((Value.ListValue) list.value()).elements().get(1)).isSameAs(inner.value());
            assertThat(((Value.Some) quoted.value()).wrapped()).isSameAs(list.value());
        }
    }

    @Test
    void aListWithinAnAskedForListNeedsNoMoreStackThanOneAlone() throws ModuleException {
        Node outer = node("[(".repeat(5_000) + ")]".repeat(5_000));

        assertThat(outer.value().toString()).hasSize(20_000);
        Node inner = outer;
        for (int depth = 1; depth < 10_000; depth++) {
            inner = inner.children().get(0);
        }
        assertThat(inner.value()).isEqualTo(Value.paren());
    }

    @Test
    void childrenCannotBeChanged() throws ModuleException {
        List<Node> children = node("(a b)").children();

        assertThatThrownBy(() -> children.set(0, children.get(1))).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> children.remove(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> children.add(children.get(0))).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(children::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aNameThatRepeatsIsMadeOnce() throws ModuleException {
        Node list = node("(add (add x 1) (add y 2) add )");

        Value add = list.children().get(0).value();
        assertThat(list.children().get(1).children().get(0).value()).isSameAs(add);
        assertThat(list.children().get(3).value()).isSameAs(add);
        assertThat(list.children().get(3).start()).isEqualTo(25);
    }

    /** Far more than there are slots, among them many of one hash: of each two letters, Aa and BB have the same. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4})
    void namesOfOneHashStayApart(int seed) throws ModuleException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("[");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder(i % 3 == 0 ? "é" : "");
            random.ints(1 + i % 12, 0, 2).forEach(bit -> name.append(bit == 0 ? "Aa" : "BB"));
            names.add(name.toString());
            text.append(' ').append(name);
        }
        byte[] bytes = text.append(']').toString().getBytes(StandardCharsets.UTF_8);
        Node list = node(text.toString());

        Map<Value, String> made = new IdentityHashMap<>();
        for (Node child : list.children()) {
            String written = new String(bytes, child.start(), child.end() - child.start(), StandardCharsets.UTF_8);
            assertThat(child.value()).isEqualTo(new Value.Symbol(written));
            made.put(child.value(), written);
        }
        assertThat(new HashSet<>(made.values())).isEqualTo(names);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4})
    void decimalsAreTheNearestDouble(int seed) throws ModuleException {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String digits = Long.toString(Math.abs(random.nextLong() >> random.nextInt(63)));
            int point = random.nextInt(digits.length() + 1);
            String sign = List.of("", "-", "+").get(random.nextInt(3));
            String text = sign + digits.substring(0, point) + "." + digits.substring(point);

            assertThat(node(text).value()).as(text).isEqualTo(new Value.Real(Double.parseDouble(text)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "(alu/add 1 (f \"def\" {x})), false",
        "(def x 1), true",
        "(if 1 2 [(f {export})]), true",
        "(f #a), true",
        "(define exported), false"
    })
    void tellsWhetherADatumOrAWordThatDefinesIsInIt(String text, boolean expected) throws ModuleException {
        assertThat(node(text).mayDeclare()).isEqualTo(expected);
    }

    @Test
    void findsTheNextChildThatMayDeclare() throws ModuleException {
        Node list = node("[a (def b 1) 2 #c d]");

        assertThat(list.nextDeclaring(0)).isEqualTo(1);
        assertThat(list.nextDeclaring(2)).isEqualTo(3);
        assertThat(list.nextDeclaring(4)).isEqualTo(list.size());
    }
}
