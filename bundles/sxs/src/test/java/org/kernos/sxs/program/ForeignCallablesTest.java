package org.kernos.sxs.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.kernos.api.CallableValue;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.api.program.ProgramException;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;

/** Programs call what other languages give them to call. */
final class ForeignCallablesTest {

    private final CallableValue twice = new CallableValue((scope, arguments) -> {
        if (arguments.length != 1) {
            throw KernelException.raised(7, "one argument, please").raisedIn("py/twice");
        }
        return new Value.Int(2 * ((Value.Int) arguments[0]).value());
    });

    private final CallableValue applying = new CallableValue((scope, arguments) -> scope.eval(Value.paren(arguments)));

    private final Modules modules = new Modules()
            .add("py", "twice", TypeSpec.ANY, (scope, arguments) -> twice)
            .add("py", "applying", TypeSpec.ANY, (scope, arguments) -> applying)
            .add(
                    "py",
                    "name",
                    TypeSpec.ANY,
                    (scope, arguments) -> new Value.Aberrant(((Value.Aberrant) arguments[0]).wrapped()),
                    TypeSpec.ANY);

    private Value run(String program) throws ModuleException {
        return SxsProgram.parse("program.sxs", "[ #(load \"py\") #(load \"calls\") (def f (py/twice)) " + program + " ]")
                .run(modules);
    }

    private static Value number(long value) {
        return new Value.Int(value);
    }

    @Test
    void theyAreCalledAsLambdasAre() throws Exception {
        assertThat(run("(f 4)")).isEqualTo(number(8));
        assertThat(run("(apply f {5})")).isEqualTo(number(10));
        assertThat(run("(def g (fn (h :fn<int>int x :int) :int [ (h x) ])) (g f 6)"))
                .isEqualTo(number(12));
        assertThat(run("f")).isSameAs(twice);
    }

    @Test
    void modulesCallThemAndGiveThemBack() throws Exception {
        assertThat(run("(calls/call f 4)")).isEqualTo(number(8));
        assertThat(run("(def g (py/name f)) (g 4)")).isEqualTo(number(8));
    }

    @Test
    void theyCallTheProgramsLambdas() throws Exception {
        assertThat(run("(def a (py/applying)) (a (fn (x :int) :int [ x ]) 3)")).isEqualTo(number(3));
        assertThat(run("(def a (py/applying)) (a f 3)")).isEqualTo(number(6));
    }

    @Test
    void theirFailuresHaveAPlaceAndAreCaught() throws Exception {
        assertThatThrownBy(() -> run("(f 1 2)"))
                .isInstanceOf(ProgramException.class)
                .hasMessageContaining("KERNOS-0405 py/twice: one argument, please (code 7)")
                .hasMessageContaining("at  program.sxs:1:");
        assertThat(run("(recover [ (f 1 2) ] [ 9 ])")).isEqualTo(number(9));
    }
}
