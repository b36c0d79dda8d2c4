package org.kernos.runtime.micropython.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.runtime.micropython.file.MountedFiles;

class ModulesTest {

    private final Python python = new Python();

    @AfterEach
    void close() {
        python.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"senslib.py", "senslib.mpy"})
    void aModuleWorksAsSourceAndAsBytecode(String file) throws Exception {
        python.interpreter().addModule("senslib", TestFile.read(file), file.endsWith(".mpy"));

        PythonObject module = python.interpreter().importModule("senslib");

        assertThat(((PythonObject) module.attribute("scale")).call(7)).isEqualTo(21L);
        assertThat(((PythonObject) module.attribute("describe")).call(List.of(1)))
                .isEqualTo("list [1]");
        assertThat(((PythonObject) module.attribute("fib")).call(12)).isEqualTo(144L);
        assertThat(module.attribute("__all__")).isEqualTo(PythonTuple.of("scale", "describe", "Counter", "table"));
        python.exec("import senslib", "c = senslib.Counter(5)", "c.next()", "print(c.next(), list(senslib.walk(4)))");
        assertThat(python.printed()).isEqualTo("7 [0, 1, 4, 9]\n");
        assertThat(python.eval("senslib.table['big'] + 1")).hasToString("123456789012345678901234567891");
        assertThat(python.eval("senslib.names[1:]")).isEqualTo(PythonTuple.of("text", null, true));
        assertThatThrownBy(() -> ((PythonObject) module.attribute("divide")).call(6, 0))
                .isInstanceOfSatisfying(PythonException.class, e -> {
                    assertThat(e).hasMessage("ValueError: division of 6");
                    assertThat(e.traceback()).contains("senslib.py\", line ");
                });
    }

    @Test
    void modulesImportEachOtherAndPackagesHaveDots() throws Exception {
        python.module("lib.deep.a", "import base\ndef f(): return base.one() + 1");
        python.module("base", "def one(): return 1");

        python.exec("import lib.deep.a", "from lib.deep import a", "print(lib.deep.a.f(), a.__name__)");

        assertThat(python.printed()).isEqualTo("2 lib.deep.a\n");
        assertThat(((PythonObject)
                                python.interpreter().importModule("lib.deep.a").attribute("f"))
                        .call())
                .isEqualTo(2L);
    }

    @Test
    void aModuleOfTheHostIsARealModule() {
        python.module("alu", Map.of("add", (a, n) -> (Long) a[0] + (Long) a[1]));

        python.exec("import alu", "from alu import add", "print(alu.add(5, 3), add(1, 2), type(alu), dir(alu)[-1])");

        assertThat(python.printed()).isEqualTo("8 3 <class 'module'> add\n");
    }

    @Test
    void aModuleThatIsNowhereIsAnImportError() {
        assertThatThrownBy(() -> python.exec("import nowhere")).isInstanceOfSatisfying(PythonException.class, e -> {
            assertThat(e.type()).isEqualTo("ImportError");
            assertThat(e.pythonMessage()).isEqualTo("no module named 'nowhere'");
        });
        assertThatThrownBy(() -> python.exec("import _kernos", "_kernos('x')"))
                .isInstanceOf(PythonException.class)
                .hasMessage("ImportError: no module named 'x'");
    }

    @Test
    void aModuleThatFailsIsNotThere() throws Exception {
        python.module("broken", "x = 1\nraise ValueError('at import')");

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> python.interpreter().importModule("broken"))
                    .isInstanceOf(PythonException.class)
                    .hasMessage("ValueError: at import");
        }
    }

    @Test
    void everyModuleHasOneDictionaryInCommon() throws Exception {
        python.module("a", "env['x'] = 1");
        python.module("b", "import env\nfrom env import env as e\ndef f(): return env.env is e, e['x']");

        python.exec("import a, b", "env['y'] = 2");

        assertThat(python.eval("b.f()")).isEqualTo(PythonTuple.of(true, 1L));
        assertThat(python.eval("env")).isEqualTo(Map.of("x", 1L, "y", 2L));
        assertThat(new Python().eval("env")).isEqualTo(Map.of());
    }

    @Test
    void mountedFilesAreReadWhereTheyAreAndListed() {
        Map<String, String> content = Map.of("a.txt", "one", "deep/er/b.txt", "two");
        python.interpreter().files().mount("/mods/lib", new MountedFiles() {
            @Override
            public Set<String> paths() {
                return content.keySet();
            }

            @Override
            public Optional<byte[]> read(String path) {
                return Optional.ofNullable(content.get(path)).map(String::getBytes);
            }
        });

        python.exec(
                "import os",
                "print(os.listdir('/mods'), sorted(os.listdir('/mods/lib')), os.listdir('/mods/lib/deep'))",
                "print(open('/mods/lib/a.txt').read(), open('/mods/lib/deep/er/b.txt').read())");

        assertThat(python.printed()).isEqualTo("['lib'] ['a.txt', 'deep'] ['er']\none two\n");
        for (String line :
                List.of("open('/mods/lib/none')", "open('/mods/li/a.txt')", "open('/mods/lib/a.txt', 'w')")) {
            assertThatThrownBy(() -> python.eval(line)).as(line).hasMessageContaining("OSError");
        }
        python.interpreter().files().unmount("/mods/lib");
        assertThatThrownBy(() -> python.eval("open('/mods/lib/a.txt')")).hasMessageContaining("OSError");
        assertThatThrownBy(() -> python.eval("os.listdir('/mods')")).hasMessageContaining("OSError");
    }

    @Test
    void filesAreReadAndNeverWritten() {
        python.interpreter().files().put("/mods/senslib/data.txt", "one\ntwo\n".getBytes());

        python.exec(
                "import os",
                "print(open('/mods/senslib/data.txt').read().split(), os.listdir('/mods'), os.stat('/mods/senslib/data.txt')[6])",
                "f = open('/mods/senslib/data.txt', 'rb')",
                "f.seek(4); print(f.read(2), f.tell())",
                "os.chdir('/mods/senslib'); print(os.getcwd(), open('../senslib/data.txt').readline())");

        assertThat(python.printed()).isEqualTo("['one', 'two'] ['senslib'] 8\nb'tw' 6\n/mods/senslib one\n\n");
        for (String line : List.of(
                "open('/x', 'w')",
                "open('/mods/senslib/data.txt', 'a')",
                "os.mkdir('/y')",
                "os.remove('data.txt')",
                "os.rename('data.txt', 'z')",
                "open('/none')",
                "open('/mods').read()",
                "os.rmdir('/mods')")) {
            assertThatThrownBy(() -> python.eval(line))
                    .as(line)
                    .isInstanceOfSatisfying(
                            PythonException.class, e -> assertThat(e.type()).isEqualTo("OSError"));
        }
    }

    @Test
    void aModuleThatReplacesWhatPythonHasHarmsNoCalls() throws Exception {
        python.module(
                "bad",
                "import builtins, sys\nbuiltins.list = None\nbuiltins.int = 5\nsys.modules = {}\nsys.path = None\n");
        python.module("host", Map.of("big", (a, n) -> 1L << 50));
        python.exec("import host");

        try {
            python.interpreter().importModule("bad");
        } catch (PythonException e) {
            assertThat(e.type()).isEqualTo("AttributeError");
        }

        assertThat(python.eval("host.big()")).isEqualTo(1L << 50);
        assertThat(((PythonObject) python.eval("len")).call(List.of(1, 2))).isEqualTo(2L);
    }
}
