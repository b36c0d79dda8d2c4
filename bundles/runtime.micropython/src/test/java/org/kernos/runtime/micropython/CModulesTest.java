package org.kernos.runtime.micropython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;

class CModulesTest {

    private static final String PROGRAM = "import board\ndef f(): return board.pins()\n";

    private final FakeContainer container = new FakeContainer();
    private final MicroPythonRuntime runtime = new MicroPythonRuntime(container::uninstall);
    private final AtomicInteger opened = new AtomicInteger();

    @TempDir
    private Path temp;

    @BeforeEach
    void bind() {
        runtime.bindRegistry(container.registry);
        runtime.bindContainer(container.container);
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    /** A Python module with native ones: their names, each with its path. */
    private TestModule module(String name, String program, Map<String, String> cModules, Map<String, String> files) {
        Map<String, String> properties = new HashMap<>(Map.of("mpy_entry", "main.py", "mpy_import_as", name));
        cModules.forEach((cModule, path) -> properties.put("c_modules." + cModule, path));
        TestModule module = new TestModule(name, program.getBytes(StandardCharsets.UTF_8), properties)
                .withData(temp.resolve("run/" + opened.incrementAndGet()));
        files.forEach(module::withFile);
        return module;
    }

    private TestModule withBoard(String name, String object) {
        return module(name, PROGRAM, Map.of("board", "native/board.o"), Map.of("native/board.o", object));
    }

    private static Value call(ModuleInstance module) {
        return module.functions().get("f").call(expression -> expression, new Value[0]);
    }

    private static Value number(long value) {
        return new Value.Int(value);
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.sleep(5);
        }
    }

    @Test
    void anObjectIsLoadedAsAKernelAndUnloadedWithTheModule() throws Exception {
        TestModule module = withBoard("lib", "pins=40");

        ModuleInstance instance = runtime.open(module);

        assertThat(call(instance)).isEqualTo(number(40));
        assertThat(module.warnings()).isEmpty();
        assertThat(container.loads()).containsExactly(new LoadOptions(Map.of("undeclared", "allowed")));
        assertThat(instance.close()).isEmpty();
        await("that the kernel is unloaded", () -> !container.has("board"));
    }

    @Test
    void aKernelsDirectoryIsLoadedAsItIs() throws Exception {
        TestModule module = module(
                "lib",
                PROGRAM,
                Map.of("board", "native/board"),
                Map.of(
                        "native/board/kernel.sxs",
                        "#(define-kernel board \"deep.o\" [])",
                        "native/board/deep.o",
                        "pins=8",
                        "native/other/x.o",
                        "pins=9"));

        assertThat(call(runtime.open(module))).isEqualTo(number(8));
        assertThat(container.loads()).containsExactly(LoadOptions.NONE);
    }

    @Test
    void anActiveKernelOfTheNameIsTakenAndStays() throws Exception {
        container.function("board/pins", given -> number(3));
        ModuleInstance instance = runtime.open(withBoard("lib", "pins=40"));

        assertThat(call(instance)).isEqualTo(number(3));
        instance.close();
        runtime.close();

        assertThat(container.loads()).isEmpty();
        assertThat(container.has("board")).isTrue();
    }

    @Test
    void oneThatIsNowhereIsAWarningAndAnImportError() throws Exception {
        String program = "def f():\n    try: import rr_sched\n    except ImportError as e: return str(e)\n";
        TestModule module = module("lib", program, Map.of("rr-sched", ""), Map.of());

        ModuleInstance instance = runtime.open(module);

        assertThat(module.warnings()).singleElement().hasToString("""
                        KERNOS-0301 c_modules: there is no native module 'rr-sched', 'import rr_sched' raises ImportError: \
                        no module of this name is active, and the manifest gives no path
                          at  modules/lib/manifest.json
                          fix load it before, or write its path within the module""");
        assertThat(call(instance)).isEqualTo(new Value.Str("no module named 'rr_sched'"));
        container.function("rr-sched/next-id", given -> number(1));
        String late = "def f():\n    import rr_sched\n    return rr_sched.next_id()\n";
        assertThat(call(runtime.open(module("late", late, Map.of("rr-sched", ""), Map.of()))))
                .isEqualTo(number(1));
    }

    @Test
    void whatCannotBeLoadedIsAWarningThatSaysWhy() throws Exception {
        container.lock();
        TestModule locked = withBoard("lib", "pins=40");
        TestModule missing = module("lib2", "x = 1", Map.of("board", "native/none.o"), Map.of());
        TestModule noKernel = module("lib3", "x = 1", Map.of("board", "native"), Map.of("native/a.txt", ""));

        assertThatThrownBy(() -> runtime.open(locked)).isInstanceOf(ModuleException.class);
        runtime.open(missing);
        runtime.open(noKernel);

        assertThat(locked.warnings())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .endsWith("from 'native/board.o': module 'board' was not loaded: loading is locked");
        assertThat(missing.warnings())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .endsWith("from 'native/none.o': the module holds no 'native/none.o'");
        assertThat(noKernel.warnings())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .endsWith("the directory 'native' holds no kernel.sxs");
    }

    @Test
    void aModuleThatFailsLeavesNoKernel() throws Exception {
        TestModule module =
                module("lib", "import board\nraise ValueError()", Map.of("board", "b.o"), Map.of("b.o", "pins=1"));

        assertThatThrownBy(() -> runtime.open(module)).hasMessageContaining("ValueError");

        await("that the kernel is unloaded", () -> !container.has("board"));
    }

    @Test
    void twoModulesShareAKernelUntilTheLastIsClosed() throws Exception {
        ModuleInstance first = runtime.open(withBoard("one", "pins=40"));
        ModuleInstance second = runtime.open(withBoard("two", "pins=40"));
        assertThat(container.loads()).hasSize(1);

        first.close();
        ModuleInstance probe = runtime.open(module("probe", "x = 1", Map.of("other", "o.o"), Map.of("o.o", "a=1")));
        probe.close();
        // Unloaded in turn: when the other one is gone, the first had its turn.
        await("that the other kernel is unloaded", () -> !container.has("other"));
        assertThat(call(second)).isEqualTo(number(40));

        second.close();
        await("that the kernel is unloaded", () -> !container.has("board"));
    }

    @Test
    void aNewRevisionKeepsTheKernelOfTheOldOne() throws Exception {
        ModuleInstance old = runtime.open(withBoard("lib", "pins=40"));
        CModuleKernels kernels = new CModuleKernels(container::uninstall);
        kernels.use(container.container);
        CModules revision = CModules.open(withBoard("lib", "pins=40"), kernels);
        CModules changed = CModules.open(withBoard("lib", "pins=41"), kernels);

        assertThat(container.loads()).hasSize(1);
        revision.close();
        await("that the changed one is loaded", () -> container.loads().size() == 2);
        assertThat(call(old)).isEqualTo(number(41));
        changed.close();
        kernels.close();
        assertThat(container.has("board")).isFalse();
    }

    @Test
    void aKernelLeftByAnEarlierRunIsKnownAgainByItsContent() throws Exception {
        runtime.open(withBoard("lib", "pins=40"));
        CModuleKernels next = new CModuleKernels(container::uninstall);
        next.use(container.container);

        CModules same = CModules.open(withBoard("lib", "pins=40"), next);
        assertThat(container.loads()).hasSize(1);
        same.close();
        await("that it is unloaded", () -> !container.has("board"));

        CModules.open(withBoard("lib", "pins=40"), next);
        CModuleKernels afterwards = new CModuleKernels(container::uninstall);
        afterwards.use(container.container);
        CModules.open(withBoard("lib", "pins=41"), afterwards);
        assertThat(container.loads()).hasSize(3);
        next.close();
        afterwards.close();
    }

    @Test
    void aKernelThatOthersDependOnStays() throws Exception {
        ModuleInstance instance = runtime.open(withBoard("lib", "pins=40"));
        container.needAll();

        instance.close();
        runtime.close();

        assertThat(container.has("board")).isTrue();
    }

    @Test
    void aModuleMayForbidItsInterpreterAllOtherKernels() throws Exception {
        container.function("alu/one", given -> number(1)).function("board/pins", given -> number(2));
        KernelModules modules = new KernelModules();
        modules.use(container.registry);
        KernelModules.Imports imports = modules.new Imports();
        assertThat(imports.find("alu")).isPresent();
        CModules named = CModules.open(
                module("lib", PROGRAM, Map.of("board", ""), Map.of()), new CModuleKernels(container::uninstall));

        Runnable permission = imports.add(named, false);

        assertThat(imports.find("alu")).isEmpty();
        assertThat(imports.find("board")).isPresent();
        permission.run();
        assertThat(imports.find("alu")).isPresent();
    }

    @Test
    void whoSharesItsInterpreterWithAllCannotForbidImports() {
        TestModule module = TestModule.source("lib", "x = 1").with("import_kernels", "false");

        assertThatThrownBy(() -> runtime.open(module))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("import_kernels is false, but the interpreter 'main' also runs")
                .hasMessageContaining("at  modules/lib/manifest.json")
                .hasMessageContaining("fix write \"interpreter\": \"own\" beside it");
    }

    @Test
    void namesOfPythonsLibraryAreNoNamesOfModules() throws Exception {
        container.function("random/next", given -> number(4));

        assertThatThrownBy(() -> runtime.open(TestModule.source("json", "x = 1")))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("'json', which is a module of Python's own library");
        assertThat(call(runtime.open(
                        TestModule.source("lib", "import random, time", "def f(): return hasattr(random, 'next')"))))
                .isEqualTo(number(0));
        assertThat(List.of("asyncio.core", "os", "_kernos_wait", "board").stream()
                        .map(StandardModules::has))
                .containsExactly(true, true, true, false);
    }
}
