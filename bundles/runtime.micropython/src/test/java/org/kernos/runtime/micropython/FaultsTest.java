package org.kernos.runtime.micropython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;

/**
 * What a module may do wrong: it becomes a problem within the limits, and the module beside it and those in other interpreters still
 * answer. The first line of each module below {@code faults} says the problem's code, or several where it depends on the machine which
 * limit is first, and a regular expression for its text.
 */
class FaultsTest {

    private static final Pattern HEAD = Pattern.compile("# (?:([A-Z_ or]+): )?(.*)");

    record Fault(String name, List<ProblemCode> codes, String text, String source) {

        static Fault read(Path file) {
            try {
                String source = Files.readString(file);
                Matcher head = HEAD.matcher(source.lines().findFirst().orElseThrow());
                assertThat(head.matches()).as(file.toString()).isTrue();
                List<ProblemCode> codes = head.group(1) == null
                        ? List.of()
                        : Stream.of(head.group(1).split(" or "))
                                .map(ProblemCode::valueOf)
                                .toList();
                return new Fault(file.getFileName().toString(), codes, head.group(2), source);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Fault> calls() throws Exception {
        return faults("calls");
    }

    static List<Fault> modules() throws Exception {
        return faults("modules");
    }

    static List<Fault> harmless() throws Exception {
        return faults("harmless");
    }

    private static List<Fault> faults(String kind) throws Exception {
        Path directory = Path.of(Objects.requireNonNull(FaultsTest.class.getResource("faults/" + kind))
                .toURI());
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().map(Fault::read).toList();
        }
    }

    private static final Map<String, String> LIMITS = Map.of(
            "kernos.python.heap.bytes", "1048576",
            "kernos.python.call.ms", "300",
            "kernos.python.grace.ms", "300");

    private static final String BESIDE = "import json\ndef f(): return json.dumps([len('ab'), isinstance(1, int)])";

    private static MicroPythonRuntime runtime;
    private static ModuleInstance elsewhere;
    private ModuleInstance beside;

    @BeforeAll
    static void start() throws Exception {
        runtime = new MicroPythonRuntime(LIMITS::get, Map.of());
        elsewhere = runtime.open(patient("elsewhere", "own", "def f(): return 'elsewhere'"));
    }

    @AfterAll
    static void stop() {
        elsewhere.close();
        runtime.close();
    }

    private void openBeside() throws Exception {
        beside = again(() -> runtime.open(TestModule.source("beside", BESIDE)));
    }

    @AfterEach
    void theOthersAnswer() throws Exception {
        assertThat(Thread.interrupted()).isFalse();
        assertThat(again(() -> call(beside, "f"))).isEqualTo(new Value.Str("[2, true]"));
        assertThat(call(elsewhere, "f")).isEqualTo(new Value.Str("elsewhere"));
        beside.close();
    }

    /** In another interpreter, with enough time on any machine. */
    private static TestModule patient(String name, String interpreter, String source) {
        return new TestModule(
                name,
                source.getBytes(StandardCharsets.UTF_8),
                Map.of(
                        "mpy_entry",
                        name + ".py",
                        "mpy_import_as",
                        name,
                        "interpreter",
                        interpreter,
                        "limits.callMillis",
                        "60000"));
    }

    private static Value call(ModuleInstance module, String function) {
        return module.functions().get(function).call(expression -> expression, new Value[0]);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aFaultInACallIsAProblemOfTheCaller(Fault fault) throws Exception {
        openBeside();
        try (Opened bad = again(() -> open(fault))) {
            Problem problem = catchThrowableOfType(KernelException.class, () -> call(bad.module(), "f"))
                    .problem();

            assertThat(fault.codes()).contains(problem.code());
            assertThat(problem.message()).startsWith("bad/f").containsPattern(fault.text());
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aFaultInAModuleIsAProblemOfItsOpening(Fault fault) throws Exception {
        openBeside();

        ModuleException e =
                catchThrowableOfType(ModuleException.class, () -> open(fault).close());

        assertThat(e.problems()).hasSize(1);
        Problem problem = e.problems().get(0);
        assertThat(fault.codes()).contains(problem.code());
        assertThat(problem.message()).containsPattern(fault.text());
        assertThat(problem.place().orElseThrow()).hasToString("modules/bad/bad.py");
    }

    /** What harms only the module itself, or nothing. */
    @ParameterizedTest
    @MethodSource("harmless")
    void whatAModuleDoesToTheInterpreterDoesNotReachTheOthers(Fault fault) throws Exception {
        beside = runtime.open(patient("beside", "patient", BESIDE));
        try (Opened bad = new Opened(runtime.open(patient("bad", "patient", fault.source())));
                Opened late = new Opened(runtime.open(patient("late", "patient", BESIDE)))) {
            assertThat(call(bad.module(), "f").toString()).containsPattern(fault.text());
            assertThat(call(late.module(), "f")).isEqualTo(new Value.Str("[2, true]"));
        }
    }

    /** Where the machine is slow, what is in order may take longer than its short time, too. */
    private static <T> T again(Callable<T> attempt) throws Exception {
        for (int i = 0; i < 10; i++) {
            try {
                return attempt.call();
            } catch (KernelException | ModuleException e) {
                assertThat(e).hasMessageContaining("took longer than");
            }
        }
        return attempt.call();
    }

    private record Opened(ModuleInstance module) implements AutoCloseable {
        @Override
        public void close() {
            module.close();
        }
    }

    private static Opened open(Fault fault) throws ModuleException {
        return new Opened(runtime.open(TestModule.source("bad", fault.source().split("\n"))));
    }

    /** Its allocations fail from then on, also those of the others; the interpreter that this has ended is replaced. */
    @Test
    void aHeapThatIsLeftLockedCostsTheOthersOneCall() throws Exception {
        beside = runtime.open(patient("beside", "patient", BESIDE));
        ModuleInstance bad = runtime.open(
                patient("bad", "patient", "import micropython\ndef f():\n    micropython.heap_lock()\n    return 1"));
        assertThat(call(bad, "f")).isEqualTo(new Value.Int(1));

        assertThatThrownBy(() -> call(beside, "f"))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("beside/f: the Python interpreter has crashed");
        bad.close();
    }

    @Test
    void modulesThatImportEachOtherAreLoaded() throws Exception {
        openBeside();
        ModuleInstance one =
                runtime.open(patient("one", "patient", "x = 1\ndef f():\n    import two\n    return two.f() + x"));
        ModuleInstance two = runtime.open(patient("two", "patient", "import one\ndef f(): return one.x"));
        assertThat(call(one, "f")).isEqualTo(new Value.Int(2));
        assertThat(call(two, "f")).isEqualTo(new Value.Int(1));
        two.close();
        one.close();
    }

    /** Neither is there when the other one is run. */
    @Test
    void modulesThatNeedEachOtherToBeLoadedAreRefused() throws Exception {
        openBeside();

        assertThatThrownBy(() -> runtime.open(patient("one", "patient", "import two\ndef f(): return 1")))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("modules/one/one.py")
                .hasMessageContaining("ImportError: no module named 'two'");
        assertThatThrownBy(() -> runtime.open(patient("two", "patient", "import one\ndef f(): return 1")))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("ImportError: no module named 'one'");
    }

    @Test
    void aHundredMegabytesOfOutputEndAtTheLimit() throws Exception {
        openBeside();
        String hundredMegabytes = "for i in range(1000): print(s)\n";
        ModuleInstance printing = runtime.open(patient(
                "printing", "own", "s = 'x' * 100000\ndef f():\n    " + hundredMegabytes + "def g(): print(s)\n"));

        KernelException e = catchThrowableOfType(KernelException.class, () -> call(printing, "f"));

        assertThat(e.problem().code()).isEqualTo(ProblemCode.CALL_FAILED);
        assertThat(e.problem().message()).isEqualTo("printing/f: the call printed more than 1048576 bytes");
        assertThat(call(printing, "g")).isEqualTo(Value.NONE);
        printing.close();
        assertThatThrownBy(() -> runtime.open(patient("printing", "own", "s = 'x' * 100000\n" + hundredMegabytes)))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("the module could not be run: the call printed more than 1048576 bytes");
    }

    @Test
    void anEntryThatIsMissingIsAProblem() throws Exception {
        openBeside();
        Problem gone = Problem.of(ProblemCode.LIBRARY_MISSING, "there is no file 'bad.py'");

        assertThatThrownBy(() -> runtime.open(new TestModule("bad", new byte[0], Map.of("mpy_import_as", "bad"))))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("the descriptor names no mpy_entry");
        assertThatThrownBy(() -> runtime.open(TestModule.source("bad", "").withoutEntry(gone)))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("there is no file 'bad.py'");
        runtime.open(TestModule.source("bad", "def f(): pass")).close();
    }

    @Test
    void anEntryThatIsNoBytecodeIsAProblem() throws Exception {
        openBeside();
        for (Map.Entry<byte[], String> fault : Map.of(
                        new byte[] {'M', 5, 0, 31, 0}, "version 5, expected 6",
                        new byte[] {'M', 6, 2 << 2, 31, 0}, "native code for architecture 2",
                        new byte[] {'M', 6, 0, 63, 0}, "small integers have 63 bits",
                        new byte[] {'M', 6, 0, 31}, "it ends after 4 bytes",
                        new byte[0], "does not begin as a .mpy file does")
                .entrySet()) {
            TestModule module =
                    new TestModule("bad", fault.getKey(), Map.of("mpy_entry", "bad.mpy", "mpy_import_as", "bad"));

            ModuleException e = catchThrowableOfType(ModuleException.class, () -> runtime.open(module));

            assertThat(e.problems()).hasSize(1);
            assertThat(e.problems().get(0).code()).isEqualTo(ProblemCode.LIBRARY_DAMAGED);
            assertThat(e).hasMessageContaining(fault.getValue()).hasMessageContaining("modules/bad/bad.mpy");
        }
    }
}
