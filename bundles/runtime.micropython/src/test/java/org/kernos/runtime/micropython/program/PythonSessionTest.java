package org.kernos.runtime.micropython.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramSession;
import org.kernos.api.value.Value;
import org.kernos.runtime.micropython.interpreter.InterpreterLimits;
import org.kernos.runtime.micropython.interpreter.PythonModule;

final class PythonSessionTest {

    private final TestGroup python =
            new TestGroup(InterpreterLimits.DEFAULT.withTimes(Duration.ofSeconds(10), Duration.ofMillis(100)));
    private final ProgramSession session = python.language().open(python.options());

    @AfterEach
    void close() {
        python.close();
    }

    private String answer(String text) throws Exception {
        assertThat(session.eval("input", text)).isEqualTo(Value.NONE);
        return python.printed();
    }

    @Test
    void valuesAreShownAndNamesStay() throws Exception {
        assertThat(answer("x = 'a'\n")).isEmpty();
        assertThat(answer("x\n")).isEqualTo("'a'\n");
        assertThat(answer("def f(y):\n    return [x, y]\n\n")).isEmpty();
        assertThat(answer("f(2)\n")).isEqualTo("['a', 2]\n");
        assertThat(answer("None\n")).isEmpty();
        assertThat(answer("y = 3\nprint(y)\n")).isEqualTo("3\n");
    }

    @Test
    void sessionsDoNotSeeOneAnother() throws Exception {
        ProgramSession other = python.language().open(python.options());
        answer("x = 1\n");
        ProgramException e = catchThrowableOfType(ProgramException.class, () -> other.eval("input", "x\n"));

        assertThat(e.describe()).endsWith("NameError: name 'x' isn't defined");
        assertThat(answer("x\n")).isEqualTo("1\n");
    }

    @Test
    void aValueCanBeDefined() throws Exception {
        session.define("pair", Value.bracket(new Value.Int(1), new Value.Str("b")));

        assertThat(answer("pair\n")).isEqualTo("[1, 'b']\n");
    }

    @Test
    void exitEndsTheSession() throws Exception {
        answer("1\n");
        assertThat(session.isEnded()).isFalse();
        answer("raise SystemExit\n");
        assertThat(session.isEnded()).isTrue();
    }

    @Test
    void namesAndAttributesAreCompleted() throws Exception {
        answer("import sys\n");
        answer("value = 'text'\n");

        assertThat(session.names()).contains("value", "print", "while", "sys").isSorted();
        assertThat(session.complete("value.up")).contains("value.upper", "value.join");
        assertThat(session.complete("sys.stdout.wr")).contains("sys.stdout.write");
        assertThat(session.complete("nowhere.x")).isEmpty();
        assertThat(session.complete("value.nothing.x")).isEmpty();
    }

    @Test
    void aModuleThatIsReplacedIsReplacedInASessionToo(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("helper.py"), "import mylib\ndef g(): return mylib.x");
        ProgramSession session = python.language().open(python.options().withIncludePath(List.of(directory)));
        PythonModule old = python.revision("mylib", "x = 1\ndef f(): return x");
        session.eval("input", "import mylib\nfrom mylib import f, x\nimport helper\ndef own(): return 'own'\n");
        python.revision("mylib", "x = 2\ndef f(): return x");
        python.group.remove(old);

        session.eval("input", "mylib.x, f(), helper.g(), own(), x\n");
        assertThat(python.printed()).isEqualTo("(2, 2, 2, 'own', 1)\n");
    }

    @Test
    void aModuleThatIsGoneStaysInTheSessionThatHasIt() throws Exception {
        PythonModule old = python.revision("mylib", "x = 1");
        answer("import mylib\n");
        python.group.remove(old);

        assertThat(answer("mylib.x\n")).isEqualTo("1\n");
    }

    @Test
    void aReplacedInterpreterIsSaidToBeOne() throws Exception {
        answer("x = 1\n");
        ProgramException e =
                catchThrowableOfType(ProgramException.class, () -> session.eval("input", "big = [0] * 100_000_000\n"));
        assertThat(e.describe()).contains("MemoryError");

        assertThat(answer("'x' in globals()\n")).isEqualTo("False\n");
        assertThat(python.errors()).isEqualTo("the Python interpreter was replaced: the session's names are gone\n");
    }
}
