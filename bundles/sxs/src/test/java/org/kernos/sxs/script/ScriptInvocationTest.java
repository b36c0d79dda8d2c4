package org.kernos.sxs.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.script.Invocable;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramLimits;
import org.kernos.api.value.Value;
import org.kernos.sxs.program.Modules;

final class ScriptInvocationTest {

    private final Modules modules = new Modules();
    private final ScriptEngine engine =
            new SxsScriptEngineFactory("1", modules, ProgramLimits.DEFAULT).getScriptEngine();
    private final Invocable invocable = (Invocable) engine;

    @Test
    void aLambdaIsInvokedByItsName() throws Exception {
        modules.load("alu");
        engine.eval("(def twice (fn (x :int) :int [ (alu/mul x 2) ])) (def alias twice)");

        assertThat(invocable.invokeFunction("twice", 21)).isEqualTo(42L);
        assertThat(invocable.invokeFunction("alias", 4)).isEqualTo(8L);
        assertThat(invocable.invokeFunction("alu/add", 1, 2)).isEqualTo(3L);
    }

    @Test
    void whatCannotBeCalledIsNoFunction() throws Exception {
        engine.put("five", 5);
        engine.put("thread", new Thread("one"));
        for (String name : List.of("five", "thread", "absent", "alu/add")) {
            assertThatThrownBy(() -> invocable.invokeFunction(name))
                    .isInstanceOf(NoSuchMethodException.class)
                    .hasMessage("'" + name + "' is no lambda of the bindings and no module's function");
        }
    }

    @Test
    void anInvocationFailsAsAScriptDoes() throws Exception {
        modules.load("alu");
        engine.eval("(def half (fn (x :int) :int [\n  (alu/div x 0) ]))");

        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> invocable.invokeFunction("half", 1))
                .withMessage(
                        "KERNOS-0405 alu/div: division by zero (code 1) in script at line number 2 at column number 3");
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> invocable.invokeFunction("half"))
                .withMessageContaining("Function expects 1 arguments, got 0 in called from Java");
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> invocable.invokeFunction("half", new Thread("one")))
                .withMessage("half: no value stands for an object of class java.lang.Thread");
    }

    interface Sums {
        int add(int a, int b);

        double addR(double a, double b);

        boolean less(long a, long b);

        String name();

        void nothing();

        Value value();

        List<Object> list();

        default int addOne(int a) {
            return add(a, 1);
        }
    }

    @Test
    void anInterfaceCallsTheLambdasOfItsNames() throws Exception {
        modules.load("alu");
        Sums sums = sums();

        assertThat(sums.add(1, 2)).isEqualTo(3);
        assertThat(sums.addR(0.5, 0.25)).isEqualTo(0.75);
        assertThat(sums.less(1, 2)).isTrue();
        assertThat(sums.less(2, 1)).isFalse();
        assertThat(sums.name()).isEqualTo("sums");
        sums.nothing();
        assertThat(sums.value()).isEqualTo(Value.brace(new Value.Int(1)));
        assertThat(sums.list()).containsExactly(1L);
        assertThat(sums.addOne(41)).isEqualTo(42);
        assertThat(List.of(sums)).contains(sums).doesNotContain(sums());
        assertThat(sums).hasToString("Sums of a script");
        assertThat(sums.hashCode()).isEqualTo(System.identityHashCode(sums));
    }

    private Sums sums() throws ScriptException {
        engine.eval("""
                (def add alu/add)
                (def add_r alu/add_r)
                (def less (fn (a :int b :int) :int [ (alu/lt a b) ]))
                (def name (fn () :str [ "sums" ]))
                (def nothing (fn () :any [ 5 ]))
                (def value (fn () :any [ {1} ]))
                (def list value)
                """);
        return invocable.getInterface(Sums.class);
    }

    @Test
    void anInterfaceFollowsTheBindings() throws Exception {
        modules.load("alu");
        Sums sums = sums();

        engine.eval("(def name (fn () :str [ \"others\" ]))");
        assertThat(sums.name()).isEqualTo("others");
        engine.put("name", null);
        assertThatThrownBy(sums::name).hasMessage("'name' can no longer be called in the bindings");
    }

    @Test
    void aResultThatDoesNotFitIsRefused() throws Exception {
        modules.load("alu");
        Sums sums = sums();
        engine.eval("(def name (fn () :any [ 5 ]))");

        assertThatThrownBy(sums::name)
                .isInstanceOf(ClassCastException.class)
                .hasMessage("'name' was answered with the :int 5, expected java.lang.String");
        engine.eval("(def add (fn (a :int b :int) :int [ 4000000000 ]))");
        assertThatThrownBy(() -> sums.add(1, 2)).isInstanceOf(ArithmeticException.class);
        engine.eval("(def add (fn (a :int b :int) :any [ @(no) ]))");
        assertThatThrownBy(() -> sums.add(1, 2)).isInstanceOf(ClassCastException.class);
        engine.eval("(def add (fn (a :int b :int) :any [ (alu/div a 0) ]))");
        assertThatThrownBy(() -> sums.add(1, 2)).isInstanceOf(ProgramException.class);
    }

    @Test
    void anInterfaceThatIsNotThereWholeIsNotThere() throws Exception {
        engine.eval("(def add (fn (a :int b :int) :int [ 1 ]))");
        assertThat(invocable.getInterface(Sums.class)).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> invocable.getInterface(String.class));
        assertThatIllegalArgumentException().isThrownBy(() -> invocable.getInterface(null));
    }

    @Test
    void noValueHasMethods() {
        assertThatIllegalArgumentException().isThrownBy(() -> invocable.invokeMethod("x", "length"));
        assertThatIllegalArgumentException().isThrownBy(() -> invocable.getInterface("x", Runnable.class));
    }
}
