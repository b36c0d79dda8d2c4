package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.kernos.api.BootReport;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.Problem;
import org.kernos.api.interfaces.InterfaceId;
import org.kernos.api.value.Value;

/** What docs/python-modules.md promises of modules in Python. */
public abstract class PythonPromises extends SwapPromises {

    /** Writes a module into a directory of its own. */
    private Path write(String module, String manifest, String... source) throws IOException {
        Path directory = temporary.getRoot().toPath().resolve(module);
        Files.createDirectories(directory);
        Files.writeString(
                directory.resolve("manifest.json"),
                "{\"mpy_entry\": \"" + module + ".py\", \"mpy_import_as\": \"" + module + "\"" + manifest + "}");
        Files.writeString(directory.resolve(module + ".py"), String.join("\n", source) + "\n");
        return directory;
    }

    private String loadFrom(Path directory) throws Exception {
        return shell.run("kernel:load '" + directory + "'");
    }

    private String refusedFrom(Path directory) {
        return refusal("kernel:load '" + directory + "'");
    }

    @Test
    public void modulesInPythonAreThereBeforeAnythingElseIsRun() throws Exception {
        assertThat(service(BootReport.class).active())
                .filteredOn(module -> module.descriptor().kind().equals("python"))
                .extracting(ModuleInfo::name)
                .containsExactly("pytext", "pyreport");
        assertThat(shell.run("module:list").lines().filter(line -> line.contains(" pytext ")))
                .singleElement()
                .asString()
                .matches("\\s*[0-9]+  pytext +1\\.0\\.0 +python +Active +4 +[0-9]+ +.*boot/pytext");
    }

    @Test
    public void aModuleThatRaisesAtBootIsReportedWithItsTraceback() {
        Map<String, List<Problem>> refused = service(BootReport.class).refused();

        assertThat(refused.keySet()).filteredOn(name -> name.endsWith("broken")).hasSize(1);
        assertThat(refused.toString())
                .contains("KERNOS-0210 the module raised ZeroDivisionError: ")
                .contains("broken.py\", line 8, in <module>", "broken.py\", line 5, in calibrate");
    }

    @Test
    public void functionsInPythonAreCalledFromEverywhere() throws Exception {
        assertThat(shell.run("kernel:call pytext/words 'Hello, World'")).isEqualTo("[\"hello\" \"world\"]");
        assertThat(function("pytext/slug").call(new Value.Str("A b"))).isEqualTo(new Value.Str("a-b"));
        assertThat(shell.run("sxs:eval '(pytext/slug \"A b\")'")).isEqualTo("\"a-b\"");
        // From C, through its eval.
        assertThat(shell.run("kernel:call calls/map pytext/slug '[\"A b\" \"C d\"]'"))
                .isEqualTo("[\"a-b\" \"c-d\"]");
        Path program = Files.writeString(
                temporary.getRoot().toPath().resolve("program.sxs"),
                "[ #(load \"pytext\") (debug (at 1 (at 0 (pytext/count \"a b a\"))) (at 0 (pytext/wrap \"a b\" 1))) ]");
        assertThat(shell.run("sxs:run '" + program + "'").strip()).isEqualTo("[DEBUG] 2 \"a\"");
    }

    @Test
    public void modulesInPythonImportEachOther() throws Exception {
        assertThat(shell.run("kernel:call pyreport/top 'b a c a b' 2")).isEqualTo("[(\"a\" 2) (\"b\" 2)]");
        assertThat(shell.run("module:graph pyreport")).isEqualTo("pyreport 1.0.0\n  pytext 1.0.0 in [1.0.0,2.0.0)");
        assertThat(refusal("kernel:unload pytext")).startsWith("KERNOS-0303 ").contains("pyreport");
    }

    @Test
    public void argumentsAreCheckedAgainstTheManifest() {
        assertThat(refusal("kernel:call pytext/wrap text wide"))
                .startsWith("KERNOS-0402 pytext/wrap: argument 2 (width) is :str \"wide\", expected :int")
                .endsWith("pytext/manifest.json:11:5");
        assertThat(refusal("kernel:call pytext/wrap text")).startsWith("KERNOS-0403 pytext/wrap: got 1, expected 2");
    }

    @Test
    public void whatPythonRaisesArrivesWithItsType() throws Exception {
        assertThat(refusal("kernel:call pytext/wrap text 0"))
                .startsWith("KERNOS-0411 pytext/wrap raised ValueError: width is 0, expected 1 or more");
        assertThatThrownBy(() -> function("pytext/wrap").call(new Value.Str("text"), new Value.Int(0)))
                .isInstanceOf(KernelException.class)
                .cause()
                .extracting("traceback")
                .asString()
                .contains("pytext.py\", line 28, in wrap");
    }

    @Test
    public void pythonCallsKernelsAndAnObjectInCThatItBrings() throws Exception {
        assertThat(shell.run("kernel:load senslib")).matches("senslib 1\\.0\\.0 revision [0-9]+ active, 4 functions");
        assertThat(activeModules()).contains("board");
        assertThat(shell.run("kernel:call senslib/read 4")).isEqualTo("1.65");
        assertThat(shell.run("kernel:call senslib/total")).isEqualTo("14336");
        assertThat(refusal("kernel:call senslib/read 8")).contains("board/adc: expected a channel from 0 to 7");

        shell.run("kernel:unload senslib");

        assertNothingIsLeftOf("senslib");
        Await.until("the kernel that it brought to go", () -> findBundle("org.kernos.module.board")
                .isEmpty());
        assertNothingIsLeftOf("board");
    }

    @Test
    public void aLibraryOfTheWorldOfMicroPythonWorks() throws Exception {
        assumeTrue("fetched where there is npm", Files.isDirectory(SAMPLES.resolve("flatted")));
        shell.run("kernel:load flatted");

        assertThat(shell.run("kernel:call flatted/parse '[[\"1\", 2], \"abc\"]'"))
                .isEqualTo("[\"abc\" 2]");
        assertThat(shell.run("kernel:call flatted/stringify '[\"abc\" 2 \"abc\"]'"))
                .isEqualTo("\"[[\\\"1\\\", 2, \\\"1\\\"], \\\"abc\\\"]\"");
        Path circle = write(
                "circle",
                ", \"dependencies\": [\"flatted\"]",
                "import flatted",
                "def copy():",
                "    ring = {'name': 'ring'}",
                "    ring['self'] = ring",
                "    again = flatted.parse(flatted.stringify(ring))",
                "    return again['self']['self'] is again and again['name']");
        loadFrom(circle);
        assertThat(shell.run("kernel:call circle/copy")).isEqualTo("\"ring\"");
    }

    @Test
    public void aModuleInJavaDependsOnOneInPython() throws Exception {
        Path directory = temporary.newFolder("rr-sched-java").toPath();
        copy(SAMPLES.resolve("rr-sched-java"), directory);
        Path manifest = directory.resolve("manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replaceFirst("\\{", "{\"dependencies\": [{\"name\": \"tally\", \"version\": \"1.0.0\"}],"));
        assertThat(refusedFrom(directory))
                .startsWith("KERNOS-0301 module 'rr-sched-java' needs tally [1.0.0,2.0.0), installed: none");

        Path tally = write("tally", ", \"version\": \"1.0.0\"", "def one(): return 1");
        loadFrom(tally);
        loadFrom(directory);

        ModuleRegistry registry = service(ModuleRegistry.class);
        assertThat(registry.canUnload("tally")).isFalse();
        assertThat(refusal("kernel:unload tally")).startsWith("KERNOS-0303 ").contains("rr-sched-java");
        shell.run("kernel:unload rr-sched-java");
        assertThat(registry.canUnload("tally")).isTrue();
        shell.run("kernel:unload tally");
        assertNothingIsLeftOf("tally");
    }

    @Test
    public void versionsOfModulesInPythonCount() throws Exception {
        loadFrom(write("tally", ", \"version\": \"1.4.0\"", "def one(): return 1"));

        assertThat(refusedFrom(write(
                        "user", ", \"dependencies\": [{\"name\": \"tally\", \"version\": \"2.0.0\"}]", "import tally")))
                .startsWith("KERNOS-0310 module 'user' needs tally [2.0.0,3.0.0), installed: 1.4.0");
        loadFrom(write(
                "user",
                ", \"dependencies\": [{\"name\": \"tally\", \"version\": \"1.2.0\"}]",
                "import tally",
                "def two(): return tally.one() + tally.one()"));
        assertThat(shell.run("kernel:call user/two")).isEqualTo("2");
    }

    @Test
    public void aModuleInPythonHasWhatItProvides() throws Exception {
        String provides =
                ", \"provides\": [{\"name\": \"Tally\", \"version\": \"1.0.0\", \"methods\": [\"one() -> u32\"]}]";
        Path directory = write("tally", provides, "def two(): return 2");
        assertThat(refusedFrom(directory))
                .startsWith("KERNOS-0312 module 'tally' does not have what it provides: one() -> u32");
        assertNothingIsLeftOf("tally");

        loadFrom(write("tally", provides, "def one(): return 1"));
        assertThat(service(ModuleRegistry.class).findByInterface(InterfaceId.of("Tally")))
                .extracting(ModuleInfo::name)
                .containsExactly("tally");
    }

    @Test
    public void aModuleThatCannotBeLoadedLeavesNothingAndHarmsNoOther() throws Exception {
        assertThat(refusedFrom(write("bad", "", "import pytext", "def f(:")))
                .startsWith("KERNOS-0210 the module raised SyntaxError")
                .contains("bad.py\", line 2");
        assertNothingIsLeftOf("bad");
        assertThat(refusedFrom(write("bad", "", "import nowhere")))
                .startsWith("KERNOS-0210 the module raised ImportError: no module named 'nowhere'");
        assertThat(refusedFrom(write("bad", ", \"functions\": [\"g\"]", "def f(): pass")))
                .startsWith("KERNOS-0208 ")
                .contains("'g'");
        assertThat(refusedFrom(write("bad", ", \"interpreter\": \"main\", \"limits\": {}", "")))
                .startsWith("KERNOS-0107 /limits: ")
                .contains("bad/manifest.json:1:");
        assertNothingIsLeftOf("bad");

        assertThat(shell.run("kernel:call pyreport/report 'a b a'")).isEqualTo("\"a 2\\nb 1\"");
        assertThat(loadFrom(write("bad", "", "def f(): return 3"))).contains("active, 1 functions");
    }

    @Test
    public void theFrameworksCommandsWorkOnModulesInPython() throws Exception {
        Path directory = write("tally", ", \"version\": \"1.0.0\"", "def one(): return 1");
        loadFrom(directory);
        shell.runOnBundle("stop", bundle("org.kernos.module.tally"));
        assertThat(refusal("kernel:call tally/one")).startsWith("KERNOS-0401 ");
        shell.runOnBundle("start", bundle("org.kernos.module.tally"));
        assertThat(shell.run("kernel:call tally/one")).isEqualTo("1");

        write("tally", ", \"version\": \"1.1.0\"", "def one(): return 100");
        shell.runOnBundle("update", bundle("org.kernos.module.tally"));
        assertThat(shell.run("kernel:call tally/one")).isEqualTo("100");
        assertThat(bundle("org.kernos.module.tally").getVersion()).hasToString("1.1.0");

        shell.runOnBundle("uninstall", bundle("org.kernos.module.tally"));
        assertNothingIsLeftOf("tally");
        loadFrom(write(
                "user",
                "",
                "def f():",
                "    try:",
                "        import tally",
                "    except ImportError:",
                "        return 0"));
        assertThat(shell.run("kernel:call user/f")).isEqualTo("0");
    }
}
