package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;

/** What docs/python.md promises of programs in Python, typed into the shell. */
public abstract class PythonProgramPromises extends PythonPromises {

    private Path program(String... lines) throws IOException {
        return Files.writeString(temporary.getRoot().toPath().resolve("program.py"), String.join("\n", lines) + "\n");
    }

    @Test
    public void aTextInPythonCallsKernelsAndImportsModules() throws Exception {
        assertThat(shell.run("py:exec 'import alu; print(alu.add(5, 3))'").strip())
                .isEqualTo("8");
        assertThat(shell.run("py:exec 'import pytext; print(pytext.slug(\"A b\"))'")
                        .strip())
                .isEqualTo("a-b");
    }

    @Test
    public void whatAKernelRaisesEndsAProgramWithItsTraceback() throws Exception {
        assertThat(refusal("py:exec 'import alu; alu.div(1, 0)'"))
                .contains("Traceback (most recent call last):", "File \"<exec>\", line 1")
                .contains("KernelError: alu/div: division by zero (code 1)");
        assertThat(shell.run("py:exec 'print(1)'").strip()).isEqualTo("1");
    }

    @Test
    public void aProgramInPythonHasItsArgumentsAndTheSourcesBesideIt() throws Exception {
        Path file = program("import sys, helper", "print(helper.twice(sys.argv[1]), sys.argv[2:])");
        Files.writeString(file.resolveSibling("helper.py"), "def twice(x): return x + x\n");

        assertThat(shell.run("py:run '" + file + "' ab 'two words' -x").strip()).isEqualTo("abab ['two words', '-x']");
    }

    @Test
    public void aProgramInPythonReadsAndWritesBelowItsRootsOnly() throws Exception {
        Path root = temporary.newFolder("root").toPath();
        Path file = program(
                "import sys",
                "with open(sys.argv[1] + '/a.txt', 'w') as f: f.write('written')",
                "open(sys.argv[1] + '/../outside.txt', 'w')");

        assertThat(refusal("py:run -r '" + root + "' '" + file + "' '" + root + "'"))
                .contains("OSError");
        assertThat(root.resolve("a.txt")).hasContent("written");
        assertThat(root.resolveSibling("outside.txt")).doesNotExist();
    }

    @Test
    public void anEventLoopRunsUntilItsProgramIsDone() throws Exception {
        Path file = program(
                "import asyncio, alu",
                "async def adds(a, b):",
                "    await asyncio.sleep(0.01 * a)",
                "    return alu.add(a, b)",
                "async def main():",
                "    print(await asyncio.gather(adds(2, 1), adds(1, 1)))",
                "asyncio.run(main())");

        assertThat(shell.run("py:run '" + file + "'").strip()).isEqualTo("[3, 2]");
    }

    @Test
    public void aCompiledProgramIsTheEntryOfAModule() throws Exception {
        Path module = temporary.newFolder("greeting").toPath();
        Path source = Files.writeString(module.resolve("greeting.py"), "def hello(name): return 'Hello, ' + name\n");
        Files.writeString(
                module.resolve("manifest.json"), "{\"mpy_entry\": \"greeting.mpy\", \"mpy_import_as\": \"greeting\"}");

        assertThat(shell.run("py:compile '" + source + "'").strip()).matches(".*greeting\\.mpy: [0-9]+ bytes");
        shell.run("kernel:load '" + module + "'");

        assertThat(shell.run("kernel:call greeting/hello you")).isEqualTo("\"Hello, you\"");
        assertThat(shell.run("py:modules").lines().map(String::strip).toList())
                .anyMatch(line -> line.matches("greeting +greeting +0\\.0\\.0 +main +1 +Active"));
    }

    @Test
    public void anEntryThatIsMissingOrOutsideIsRefused() throws Exception {
        Path module = temporary.newFolder("bad").toPath();
        Path manifest = module.resolve("manifest.json");
        Files.writeString(module.resolveSibling("outside.py"), "print('run')\n");

        Files.writeString(manifest, "{\"mpy_entry\": \"bad.py\", \"mpy_import_as\": \"bad\"}");
        assertThat(refusal("kernel:load '" + module + "'"))
                .startsWith("KERNOS-0203 /mpy_entry: the module has no file 'bad.py'")
                .contains("bad/manifest.json:1:");
        Files.writeString(manifest, "{\"mpy_entry\": \"../outside.py\", \"mpy_import_as\": \"bad\"}");
        assertThat(refusal("kernel:load '" + module + "'"))
                .startsWith("KERNOS-0202 /mpy_entry: ")
                .contains("'../outside.py'");
        Files.createSymbolicLink(module.resolve("bad.py"), module.resolveSibling("outside.py"));
        Files.writeString(manifest, "{\"mpy_entry\": \"bad.py\", \"mpy_import_as\": \"bad\"}");
        assertThat(refusal("kernel:load '" + module + "'")).startsWith("KERNOS-0202 'bad.py' is a symbolic link to ");

        assertNothingIsLeftOf("bad");
        assertThat(shell.run("kernel:call pytext/slug 'A b'")).isEqualTo("\"a-b\"");
    }
}
