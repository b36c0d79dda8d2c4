package org.kernos.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void aProblemTellsWhatWhereAndWhatToDo() {
        Problem problem = Problem.of(ProblemCode.UNKNOWN_TYPE, "unknown type ':flot'")
                .at(new Place("modules/alu/kernel.sxs", 2, 31))
                .suggest(List.of(":real", ":int"))
                .fix("use one of the types");

        assertThat(problem).hasToString("""
                        KERNOS-0101 unknown type ':flot'
                          at  modules/alu/kernel.sxs:2:31
                          did you mean  :real, :int
                          fix use one of the types""");
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        assertThat(Problem.of(ProblemCode.LOCKED, "locked")).hasToString("KERNOS-0304 locked");
        assertThat(Problem.of(ProblemCode.LOCKED, "locked").at(Place.of("a")))
                .hasToString("KERNOS-0304 locked\n  at  a");
        assertThat(Problem.of(ProblemCode.LOCKED, "locked").at(Place.of("a")).at(null))
                .hasToString("KERNOS-0304 locked");
    }

    @Test
    void anExceptionCarriesAtLeastOneProblem() {
        ModuleException e = new ModuleException(
                List.of(Problem.of(ProblemCode.LOCKED, "one"), Problem.of(ProblemCode.LOCKED, "two")));

        assertThat(e).hasMessage("KERNOS-0304 one\nKERNOS-0304 two");
        assertThatThrownBy(() -> new ModuleException(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noTwoCodesShareANumber() {
        assertThat(ProblemCode.values()).extracting(ProblemCode::number).doesNotHaveDuplicates();
    }
}
