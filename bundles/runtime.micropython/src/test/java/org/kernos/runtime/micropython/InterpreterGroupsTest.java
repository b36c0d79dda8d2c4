package org.kernos.runtime.micropython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.runtime.micropython.interpreter.InterpreterGroup;
import org.kernos.runtime.micropython.interpreter.InterpreterLimits;

class InterpreterGroupsTest {

    private static final Place PLACE = Place.of("modules/a");

    private final List<InterpreterLimits> made = new ArrayList<>();
    private final InterpreterGroups groups = new InterpreterGroups(
            limits -> {
                made.add(limits.get());
                return new InterpreterGroup(() -> {
                    throw new AssertionError("no interpreter is started");
                });
            },
            () -> InterpreterLimits.DEFAULT);

    private InterpreterGroups.Seat join(String module, String... keysAndValues) throws ModuleException {
        Map<String, String> asked = new java.util.TreeMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            asked.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return groups.join(module, asked, PLACE);
    }

    @Test
    void allModulesThatDoNotSaySitInMain() throws Exception {
        assertThat(join("a").group()).isSameAs(groups.main());
        assertThat(join("b", "interpreter", "main").group()).isSameAs(groups.main());
    }

    @Test
    void oneOfItsOwnIsForEachAlone() throws Exception {
        assertThat(join("a", "interpreter", "own").group())
                .isNotSameAs(join("a", "interpreter", "own").group())
                .isNotSameAs(groups.main());
    }

    @Test
    void aNamedOneIsSharedUntilTheLastHasLeft() throws Exception {
        InterpreterGroups.Seat first = join("a", "interpreter", "team", "limits.waiting", "5");
        InterpreterGroups.Seat second = join("b", "interpreter", "team");
        InterpreterGroups.Seat third = join("c", "interpreter", "team", "limits.waiting", "5");
        assertThat(second.group()).isSameAs(first.group()).isSameAs(third.group());
        assertThat(made).last().isEqualTo(InterpreterLimits.DEFAULT.withWaiting(5));

        first.close();
        second.close();
        assertThat(join("d", "interpreter", "team").group()).isSameAs(third.group());
        third.close();
        InterpreterGroups.Seat last = join("e", "interpreter", "team");
        assertThat(last.group()).isSameAs(first.group());
    }

    @Test
    void afterTheLastHasLeftTheNameStartsAnew() throws Exception {
        InterpreterGroups.Seat first = join("a", "interpreter", "team", "limits.waiting", "5");
        first.close();

        assertThat(join("b", "interpreter", "team", "limits.waiting", "6").group())
                .isNotSameAs(first.group());
    }

    @Test
    void otherLimitsThanTheOthersHaveAreRefusedWithBoth() throws Exception {
        join("a", "interpreter", "team", "limits.waiting", "5");

        assertThatThrownBy(() -> join("b", "interpreter", "team", "limits.waiting", "6", "limits.callMillis", "77"))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("the module asks the interpreter 'team', which 'a' has started, for"
                        + " limits.callMillis 77, which has 10000, and for limits.waiting 6, which has 5")
                .hasMessageContaining("fix let all modules of one interpreter ask for the same limits");
    }

    @Test
    void limitsOfMainAndThoseOutOfRangeAreRefused() {
        assertThatThrownBy(() -> join("a", "limits.waiting", "5"))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("limits.waiting: the limits of the interpreter 'main' are not a module's to set")
                .hasMessageContaining("org.kernos.runtime.micropython");
        assertThatThrownBy(() -> join("a", "interpreter", "own", "limits.waiting", "-5"))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("limits.waiting is '-5', expected a whole number from 0 to 1000000");
    }
}
