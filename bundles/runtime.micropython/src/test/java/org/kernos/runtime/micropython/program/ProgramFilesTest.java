package org.kernos.runtime.micropython.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramOptions;
import org.kernos.runtime.micropython.file.Grant;

@DisabledOnOs(OS.WINDOWS)
final class ProgramFilesTest {

    @TempDir
    Path temporary;

    private final TestGroup python = new TestGroup();
    private Path root;

    @BeforeEach
    void make() throws IOException {
        root = Files.createDirectory(temporary.resolve("root"));
        Files.writeString(temporary.resolve("secret.txt"), "secret");
        Files.writeString(root.resolve("a.txt"), "first\nsecond\n");
    }

    @AfterEach
    void close() {
        python.close();
    }

    private ProgramOptions options() {
        return python.options().withRoots(List.of(root)).withWorkingDirectory(root);
    }

    private String run(ProgramOptions options, String... lines) {
        python.language().parse("test", String.join("\n", lines)).run(options);
        return python.printed();
    }

    private String run(String... lines) {
        return run(options(), lines);
    }

    private String failure(ProgramOptions options, String... lines) {
        return catchThrowableOfType(ProgramException.class, () -> run(options, lines))
                .problem()
                .message();
    }

    @Test
    void filesAreReadAtThePathThatTheyHave() {
        assertThat(run("with open('" + root + "/a.txt') as f: print(f.readlines())"))
                .isEqualTo("['first\\n', 'second\\n']\n");
        assertThat(run("import os", "print(os.getcwd(), open('./a.txt').read(5), open('a.txt', 'rb').read(2))"))
                .isEqualTo(root + " first b'fi'\n");
        assertThat(run("f = open('a.txt')", "f.seek(6)", "print(f.read(3), f.tell(), f.seek(0, 2))"))
                .isEqualTo("sec 9 13\n");
    }

    @Test
    void filesAreWritten() throws IOException {
        run("with open('b.txt', 'w') as f: print(f.write('ü1\\n'))", "with open('b.txt', 'a') as f: f.write('2\\n')");
        assertThat(root.resolve("b.txt")).hasContent("ü1\n2\n");
        run("f = open('b.txt', 'r+')", "f.seek(2)", "f.write('x')", "f.close()");
        assertThat(Files.readString(root.resolve("b.txt"))).isEqualTo("üx\n2\n");
        run("open('b.txt', 'w').close()", "open('c.bin', 'wb').write(bytes(range(256)) * 1000)");
        assertThat(root.resolve("b.txt")).isEmptyFile();
        assertThat(Files.size(root.resolve("c.bin"))).isEqualTo(256_000);
    }

    @Test
    void directoriesAreMadeListedRenamedAndRemoved() {
        assertThat(run(
                        "import os",
                        "os.mkdir('d')",
                        "open('d/x', 'w').close()",
                        "print(os.listdir(), os.listdir('d'), [hex(e[1]) for e in os.ilistdir('.')])",
                        "os.rename('d/x', 'y')",
                        "os.rmdir('d')",
                        "os.chdir('/')",
                        "print(os.stat('" + root + "/a.txt')[6], os.stat('" + root + "')[0] & 0x4000 != 0)",
                        "os.unlink('" + root + "/a.txt')",
                        "print(os.listdir('" + root + "'))"))
                .isEqualTo("['a.txt', 'd'] ['x'] ['0x8000', '0x4000']\n13 True\n['y']\n");
        assertThat(root).isDirectoryNotContaining("glob:**.new-*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open('../secret.txt')",
                "open('d/../../secret.txt')",
                "open('%s/secret.txt')",
                "open('/etc/passwd')",
                "open('link')",
                "open('linked/secret.txt')",
                "open('%s/root/../secret.txt')",
                "os.listdir('linked')",
                "os.stat('link')",
                "os.stat('/etc/passwd')",
                "open('../new.txt', 'w')",
                "open('link', 'w')",
                "open('link', 'a')",
                "open('linked/new.txt', 'w')",
                "os.mkdir('../new')",
                "os.mkdir('linked/new')",
                "os.rename('a.txt', '../new.txt')",
                "os.rename('../secret.txt', 'b.txt')",
                "os.rename('linked/secret.txt', 'b.txt')",
                "os.unlink('../secret.txt')",
                "os.unlink('linked/secret.txt')",
                "os.rmdir('../empty')",
                "os.rmdir('')",
                "os.chdir('linked')",
                "open('pipe')"
            })
    void nothingLeadsOut(String escape) throws Exception {
        Files.createSymbolicLink(root.resolve("link"), temporary.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("linked"), temporary);
        Files.createDirectory(temporary.resolve("empty"));
        Files.createDirectory(root.resolve("d"));
        new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start().waitFor();

        assertThat(failure(options(), "import os", escape.formatted(temporary)))
                .startsWith("the program raised OSError");

        assertThat(temporary.resolve("secret.txt")).hasContent("secret");
        assertThat(temporary).isDirectoryNotContaining("glob:**/new*").isDirectoryContaining("glob:**/empty");
        assertThat(root.resolve("a.txt")).exists();
    }

    @Test
    void aLinkThatIsSwappedInIsNotFollowedEither() throws Exception {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("f"), "secret");
        Path inside = Files.createDirectory(root.resolve("d"));
        Files.writeString(inside.resolve("f"), "inside");
        AtomicBoolean done = new AtomicBoolean();
        Thread swapping = new Thread(() -> {
            try {
                while (!done.get()) {
                    Files.move(inside, root.resolve("e"));
                    Files.createSymbolicLink(inside, outside);
                    Files.delete(inside);
                    Files.move(root.resolve("e"), inside);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        swapping.start();
        try {
            String seen = run(
                    "seen = set()",
                    "for i in range(2000):",
                    "    try:",
                    "        seen.add(open('d/f').read())",
                    "    except OSError: pass",
                    "print(seen)");
            assertThat(seen).doesNotContain("secret");
        } finally {
            done.set(true);
            swapping.join();
        }
    }

    @Test
    void aboveARootOnlyTheWayToItIsSeen() {
        assertThat(run("import os", "print(os.listdir('..'))")).isEqualTo("['root']\n");
    }

    @Test
    void withoutARootThereAreNoFiles() {
        ProgramOptions none = python.options().withWorkingDirectory(root);
        assertThat(failure(none, "open('a.txt')")).contains("OSError");
        assertThat(run(none, "import os", "print(os.listdir('/'))")).doesNotContain("root");
    }

    @Test
    void aRootIsOfOneRunOnly() throws Exception {
        python.module(
                "keeper",
                "kept = []",
                "def look(path): return open(path).read()",
                "def again(): return kept[0].read()");
        run("import keeper", "keeper.kept.append(open('a.txt'))", "import os", "os.chdir('/')");

        assertThatThrownBy(() -> python.call("keeper", "look", root + "/a.txt")).hasMessageContaining("OSError");
        assertThatThrownBy(() -> python.call("keeper", "again")).hasMessageContaining("OSError");
        assertThatThrownBy(() -> python.call("keeper", "look", "a.txt")).hasMessageContaining("OSError");
        assertThat(run("print(open('a.txt').readline())")).isEqualTo("first\n\n");
    }

    @Test
    void theInterpretersOwnRootsAreForAll() throws Exception {
        python.module("reader", "def look(path): return open(path).read()");
        python.group.interpreter().files().grant(Grant.of(root, Grant.Right.WRITE));

        assertThat(python.call("reader", "look", root + "/a.txt")).isEqualTo("first\nsecond\n");
        assertThat(run(python.options(), "print(open('" + root + "/a.txt').readline())"))
                .isEqualTo("first\n\n");
    }

    @Test
    void sourcesBesideAProgramAreImportedAndNothingElseIsSeenThere() throws Exception {
        Path file = Files.writeString(root.resolve("main.py"), """
                import os, helper, package.inner
                print(helper.value, package.inner.value, helper.__file__)
                print(sorted(os.listdir(os.getcwd())))
                for mode in 'r', 'w':
                    for name in 'a.txt', 'helper.py':
                        try:
                            open(name, mode).close()
                            print(mode, name)
                        except OSError: pass
                """);
        Files.writeString(root.resolve("helper.py"), "value = 1");
        Files.createDirectory(root.resolve("package"));
        Files.writeString(root.resolve("package/inner.py"), "value = 2");

        python.language().parse(file).run(python.options().withWorkingDirectory(root));

        assertThat(python.printed())
                .isEqualTo("1 2 " + root + "/helper.py\n['helper.py', 'main.py', 'package']\nr helper.py\n");
    }

    @Test
    void whatAProgramImportsIsItsOwn() throws Exception {
        Path one = Files.createDirectory(temporary.resolve("one"));
        Path other = Files.createDirectory(temporary.resolve("other"));
        Files.writeString(one.resolve("helper.py"), "value = 'one'");
        Files.writeString(other.resolve("helper.py"), "value = 'other'");
        String program = "import helper\nprint(helper.value)";

        assertThat(run(python.options().withIncludePath(List.of(one)), program)).isEqualTo("one\n");
        assertThat(run(python.options().withIncludePath(List.of(other)), program))
                .isEqualTo("other\n");
        assertThat(failure(python.options(), program)).contains("ImportError");
    }

    @Test
    void bytecodeBelowARootIsImportedAsMicroPythonTakesIt() throws Exception {
        Path source = Files.writeString(root.resolve("value.py"), "value = 'bytecode'");
        byte[] bytecode = new PythonCompiler().compile(source);
        Files.delete(source);
        String program = "import sys\nsys.path.append('" + root + "')\nimport value\nprint(value.value)";

        Files.write(root.resolve("value.mpy"), bytecode);
        assertThat(run(program)).isEqualTo("bytecode\n");
        bytecode[1] = 5;
        Files.write(root.resolve("value.mpy"), bytecode);
        assertThat(failure(options(), program)).contains("ValueError: incompatible .mpy file");
    }

    @Test
    void modulesOfTheContainerComeBeforeThoseOfAProgram() throws Exception {
        python.module("helper", "value = 'module'");
        Files.writeString(root.resolve("helper.py"), "value = 'file'");

        assertThat(run(python.options().withIncludePath(List.of(root)), "import helper", "print(helper.value)"))
                .isEqualTo("module\n");
    }

    @Test
    void aRootThatIsNoneIsRefused() {
        ProgramOptions options = python.options().withRoots(List.of(temporary.resolve("nowhere")));

        assertThat(failure(options, "pass")).isEqualTo("the directory cannot be granted to the program: there is none");
    }

    @Test
    void manyFilesCanBeOpenedOneAfterTheOther() {
        assertThat(run("for i in range(3000):", "    open('a.txt').close()", "print('done')"))
                .isEqualTo("done\n");
        assertThat(failure(options(), "files = [open('a.txt') for i in range(300)]"))
                .contains("OSError: 24");
    }
}
