package org.kernos.runtime.micropython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kernos.api.CallableValue;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.runtime.micropython.interpreter.PythonException;
import org.kernos.spi.ModuleInstance;

/** Two interpreters and a kernel between them. */
class BordersTest {

    private final FakeContainer container = new FakeContainer();
    private final MicroPythonRuntime here = runtime();
    private final MicroPythonRuntime there = runtime();

    private MicroPythonRuntime runtime() {
        MicroPythonRuntime runtime = new MicroPythonRuntime(container::uninstall);
        runtime.bindRegistry(container.registry);
        runtime.bindContainer(container.container);
        return runtime;
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    /** A module whose functions all can call. */
    private ModuleInstance open(MicroPythonRuntime runtime, String name, String... lines) throws Exception {
        ModuleInstance module = runtime.open(TestModule.source(name, lines));
        module.functions()
                .forEach((function, body) ->
                        container.function(name + "/" + function, (scope, arguments) -> body.call(scope, arguments)));
        return module;
    }

    private Value call(ModuleInstance module, String function, Value... arguments) {
        return module.functions().get(function).call(container::eval, arguments);
    }

    private static Value number(long value) {
        return new Value.Int(value);
    }

    private static Value text(String text) {
        return new Value.Str(text);
    }

    @Test
    void aFailureOfAKernelSaysWhatItWas() throws Exception {
        container.function("board/set", given -> {
            throw KernelException.raised(3, "no such pin").raisedIn("board/set");
        });
        ModuleInstance lib = open(
                here,
                "lib",
                "import board",
                "from kernos import KernelError as Other",
                "def f():",
                "    try: board.set(77)",
                "    except KernelError as e: return [str(e), e.code, e.raised_code, e.function, Other is KernelError]");

        assertThat(call(lib, "f"))
                .isEqualTo(Value.bracket(
                        text("board/set: no such pin (code 3)"),
                        text("KERNOS-0405"),
                        number(3),
                        text("board/set"),
                        number(1)));
    }

    @Test
    void aFunctionThatIsGoneIsAKernelError() throws Exception {
        container.function("board/set", given -> Value.NONE);
        ModuleInstance lib = open(
                here,
                "lib",
                "import board",
                "def f():",
                "    try: return board.set(1)",
                "    except KernelError as e: return [str(e), e.code, e.raised_code]");
        assertThat(call(lib, "f")).isEqualTo(Value.NONE);

        container.remove("board");

        assertThat(call(lib, "f"))
                .isEqualTo(Value.bracket(text("board/set is not active"), text("KERNOS-0401"), Value.NONE));
        container.function("board/set", given -> number(5));
        assertThat(call(lib, "f")).isEqualTo(number(5));
    }

    @Test
    void aFunctionThatComesLaterIsFound() throws Exception {
        container.function("board/one", given -> number(1));
        ModuleInstance lib = open(
                here,
                "lib",
                "import board",
                "def two(): return board.two_more()",
                "def none(): return board.none",
                "def names(): return [board.one(), 'two_more' in dir(board)]");

        container.function("board/two-more", given -> number(2));

        assertThat(call(lib, "two")).isEqualTo(number(2));
        assertThat(call(lib, "names")).isEqualTo(Value.bracket(number(1), number(1)));
        assertThatThrownBy(() -> call(lib, "none"))
                .hasMessageContaining("raised AttributeError: module 'board' has no attribute 'none'");
    }

    @Test
    void functionsAreCalledByNameToo() throws Exception {
        container.function("rr-sched/next", given -> number(given.length));
        ModuleInstance lib = open(
                here,
                "lib",
                "import kernos",
                "def f(): return [kernos.call('rr-sched/next', 1, 2), kernos.functions()]",
                "def g(): kernos.call('next')",
                "def h(): kernos.call('x/y')");

        assertThat(call(lib, "f").toString()).isEqualTo("[2 [\"lib/f\" \"lib/g\" \"lib/h\" \"rr-sched/next\"]]");
        assertThatThrownBy(() -> call(lib, "g")).hasMessageContaining("KernelError: next is not active");
        assertThatThrownBy(() -> call(lib, "h")).hasMessageContaining("KernelError: x/y is not active");
    }

    @Test
    void anExceptionOfAnotherInterpreterIsCaughtByItsType() throws Exception {
        open(
                there,
                "other",
                "import math",
                "class Own(Exception): pass",
                "def div(a, b): return a // b",
                "def key(): return {}['k']",
                "def own(): raise Own('mine')",
                "def os_error(): raise OSError(2)",
                "def leave(): raise SystemExit(3)");
        ModuleInstance lib = open(
                here,
                "lib",
                "import other",
                "def f():",
                "    try: other.div(1, 0)",
                "    except ZeroDivisionError as e: return [str(e), e.remote_traceback, e.code, e.function]",
                "def g():",
                "    found = []",
                "    for f in (other.key, other.own, other.os_error, other.leave):",
                "        try: f()",
                "        except Exception as e: found.append(type(e).__name__ + ': ' + str(e))",
                "    return found",
                "def errno():",
                "    try: other.os_error()",
                "    except OSError as e: return e.errno",
                "def through(): other.div(1, 0)");

        assertThat(call(lib, "f"))
                .isEqualTo(Value.bracket(
                        text("divide by zero"),
                        text("Traceback (most recent call last):\n"
                                + "  File \"/lib/other.py\", line 3, in div\n"
                                + "ZeroDivisionError: divide by zero"),
                        text("KERNOS-0411"),
                        text("other/div")));
        assertThat(call(lib, "g"))
                .isEqualTo(Value.bracket(
                        text("KeyError: k"),
                        text("KernelError: other/own raised Own: mine"),
                        text("OSError: [Errno 2] ENOENT"),
                        text("KernelError: other/leave raised SystemExit: 3")));
        assertThat(call(lib, "errno")).isEqualTo(number(2));
        KernelException through = catchThrowableOfType(KernelException.class, () -> call(lib, "through"));
        assertThat(through).hasMessageContaining("lib/through raised ZeroDivisionError: divide by zero");
        assertThat(((PythonException) through.getCause()).traceback()).isEqualTo("""
                Traceback (most recent call last):
                  File "/lib/other.py", line 3, in div
                ZeroDivisionError: divide by zero

                The above exception was raised in another interpreter and came out of a call here:

                Traceback (most recent call last):
                  File "/lib/lib.py", line 14, in through
                ZeroDivisionError: divide by zero""");
        assertThat(through.getCause().getCause()).isInstanceOf(KernelException.class);
    }

    @Test
    void aFailureOfAKernelKeepsItsCodeThroughOtherInterpreters() throws Exception {
        container.function("board/set", given -> {
            throw KernelException.raised(3, "no such pin").raisedIn("board/set");
        });
        open(there, "other", "import board", "def f(): board.set(1)");
        ModuleInstance lib = open(
                here,
                "lib",
                "import other",
                "def f():",
                "    try: other.f()",
                "    except KernelError as e:",
                "        return [str(e), e.code, e.raised_code, 'in f' in e.remote_traceback]");

        assertThat(call(lib, "f"))
                .isEqualTo(Value.bracket(
                        text("board/set: no such pin (code 3)"), text("KERNOS-0405"), number(3), number(1)));
    }

    @Test
    void anExceptionThatComesHomeIsTheSameObject() throws Exception {
        open(there, "other", "def f():", "    import lib", "    lib.fail()");
        ModuleInstance home = open(
                here,
                "lib",
                "class Own(Exception): pass",
                "mine = Own('x')",
                "def fail(): raise mine",
                "def f():",
                "    import other",
                "    try: other.f()",
                "    except Exception as e: return type(e).__name__",
                "def g():",
                "    import kernos",
                "    try: kernos.call('lib/fail')",
                "    except Own as e: return e is mine");

        assertThat(call(home, "g")).isEqualTo(number(1));
        assertThat(call(home, "f")).isEqualTo(text("KernelError"));
    }

    @Test
    void memoryThatRunsOutElsewhereIsNoReasonToStartAnewHere() throws Exception {
        open(there, "other", "def f(): return bytearray(1 << 26)");
        ModuleInstance lib = open(
                here,
                "lib",
                "import other",
                "count = 0",
                "def f():",
                "    global count",
                "    count += 1",
                "    if count == 2: return count",
                "    other.f()");

        assertThatThrownBy(() -> call(lib, "f")).hasMessageContaining("MemoryError");

        assertThat(call(lib, "f")).isEqualTo(number(2));
        assertThat(lib.details()).containsEntry("replacements", "0");
    }

    @Test
    void aCallableOfPythonIsCalledByOthersAndComesBackAsItself() throws Exception {
        AtomicReference<Value> kept = new AtomicReference<>();
        container.function("board/twice", (scope, given) -> {
            kept.set(given[0]);
            CallableValue callable = CallableValue.find(given[0]).orElseThrow();
            return callable.call(scope, callable.call(scope, given[1]));
        });
        container.function("board/same", given -> new Value.Aberrant(((Value.Aberrant) given[0]).wrapped()));
        ModuleInstance lib = open(
                here,
                "lib",
                "import board",
                "def adder(n): return lambda x: x + n",
                "def f(): return board.twice(adder(5), 1)",
                "def g():",
                "    a = adder(1)",
                "    return board.same(a) is a and board.same(board.twice)(a, 3)");

        assertThat(call(lib, "f")).isEqualTo(number(11));
        assertThat(call(lib, "g")).isEqualTo(number(5));
        assertThat(CallableValue.find(kept.get()).orElseThrow().call(container::eval, number(7)))
                .isEqualTo(number(8));
        Value adder = call(lib, "adder", number(100));
        assertThat(CallableValue.find(adder).orElseThrow().call(container::eval, number(1)))
                .isEqualTo(number(101));
        assertThatThrownBy(() -> CallableValue.find(adder).orElseThrow().call(container::eval, text("x")))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("a callable of Python raised TypeError");
    }

    @Test
    void aCallableOfJavaIsCalledFromPython() throws Exception {
        ModuleInstance lib = open(
                here,
                "lib",
                "kept = []",
                "def f(g, x):",
                "    kept.append(g)",
                "    return g(x, x)",
                "def again(x): return kept[0](x, 1)",
                "def back(): return kept[0]",
                "def named(g): g(a=1)");
        CallableValue sum = new CallableValue(
                (scope, given) -> number(((Value.Int) given[0]).value() + ((Value.Int) given[1]).value()));

        assertThat(call(lib, "f", sum, number(4))).isEqualTo(number(8));
        assertThat(call(lib, "again", number(4))).isEqualTo(number(5));
        assertThat(call(lib, "back")).isSameAs(sum);
        assertThatThrownBy(() -> call(lib, "named", sum)).hasMessageContaining("takes no keyword arguments");
    }

    @Test
    void aLambdaOfAProgramIsCalledInTheProgram() throws Exception {
        Value lambda = new Value.Aberrant(new Value.Symbol("lambda-1"));
        List<Value> evaluated = new ArrayList<>();
        Evaluator program = expression -> {
            evaluated.add(expression);
            return number(42);
        };
        container.function("board/scope", (scope, given) -> scope.eval(text("asked")));
        ModuleInstance lib = open(
                here,
                "lib",
                "import board",
                "def f(g): return g([1, 'a'], 2)",
                "def h(g): return g",
                "def s(): return board.scope()");

        assertThat(lib.functions().get("f").call(program, new Value[] {lambda})).isEqualTo(number(42));
        assertThat(evaluated).singleElement().hasToString("(?lambda-1 '[1 \"a\"] '2)");
        assertThat(lib.functions().get("h").call(program, new Value[] {lambda})).isSameAs(lambda);
        assertThat(lib.functions().get("s").call(program, new Value[0])).isEqualTo(number(42));
        assertThat(evaluated).last().isEqualTo(text("asked"));
    }

    @Test
    void callablesCrossBetweenInterpreters() throws Exception {
        open(
                there,
                "other",
                "def run(f, x): return f(x) + 1",
                "def make(n): return lambda x: x * n",
                "def fail(): raise ValueError('there')");
        ModuleInstance lib = open(
                here,
                "lib",
                "import other",
                "def f(): return other.run(lambda x: x * 10, 4)",
                "def g(): return other.make(3)(5)",
                "def h(): return other.run(other.make(2), 6)",
                "def bad(x): raise KeyError('here')",
                "def i():",
                "    try: other.run(bad, 1)",
                "    except KeyError as e: return str(e)");

        assertThat(call(lib, "f")).isEqualTo(number(41));
        assertThat(call(lib, "g")).isEqualTo(number(15));
        assertThat(call(lib, "h")).isEqualTo(number(13));
        assertThat(call(lib, "i")).isEqualTo(text("here"));
    }

    @Test
    void recursionThroughKernelsEndsAsAnError() throws Exception {
        container.function("alu/eval", (scope, given) -> container.eval(given[0]));
        container.function(
                "alu/down",
                (scope, given) -> container.eval(
                        Value.paren(new Value.Symbol("lib/down"), number(((Value.Int) given[0]).value() + 1))));
        open(there, "other", "def down(n):", "    import lib", "    return lib.mutual(n + 1)");
        ModuleInstance lib = open(
                here,
                "lib",
                "import alu",
                "def down(n): return alu.down(n)",
                "def mutual(n):",
                "    import other",
                "    return other.down(n)",
                "def one(): return 1");

        for (String function : List.of("down", "mutual")) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread thread = new Thread(
                    null,
                    () -> {
                        try {
                            call(lib, function, number(0));
                        } catch (KernelException e) {
                            thrown.set(e);
                        }
                    },
                    "recursion",
                    1 << 20);
            thread.start();
            thread.join();

            assertThat(thrown.get()).as(function).isInstanceOf(KernelException.class);
            assertThat(call(lib, "one")).isEqualTo(number(1));
        }
    }

    @Test
    void aKernelsProblemIsToldAsItIs() throws Exception {
        container.function("alu/add", given -> {
            throw new KernelException(Problem.of(ProblemCode.ARGUMENT_COUNT, "alu/add: got 1, expected 2"));
        });
        ModuleInstance lib = open(here, "lib", "import alu", "def f(): alu.add(1)");

        assertThatThrownBy(() -> call(lib, "f"))
                .hasMessageContaining("lib/f raised KernelError: alu/add: got 1, expected 2")
                .hasRootCauseInstanceOf(KernelException.class);
    }
}
