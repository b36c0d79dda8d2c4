package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.spi.ModuleInstance;
import org.slf4j.Logger;

/** Opening, registering, shutting down and unloading (native C-7, section 4). */
abstract class LoadingContract extends BackendContract {

    private static final Signature INT = new Signature(List.of(), new TypeSpec.Exact(ValueType.INT));

    private void assertNothingIsLeftOf(TestModule module) {
        assertThat(filesIn(module.dataDirectory())).as("files left").isZero();
        assertThat(mappingsOf(module.dataDirectory())).as("mappings left").isZero();
        assertThat(backend().freedBytes()).isEqualTo(backend().allocatedBytes());
    }

    @Test
    void aKernelOpensShutsDownAndLeavesNothing() throws ModuleException {
        List<Value> evaluated = new CopyOnWriteArrayList<>();
        TestModule life = life().declare("one", INT).evaluator(e -> {
            evaluated.add(e);
            return e;
        });
        ModuleInstance instance = runtime().open(life);
        assertThat(mappingsOf(life.dataDirectory())).isEqualTo(1);
        assertThat(callInt(instance, "one")).isEqualTo(1);
        assertThat(evaluated).isEmpty();
        instance.shutdown();
        assertThat(evaluated).containsExactly(new Value.Symbol("shutdown-seen"));
        assertThat(instance.close()).isEmpty();
        assertThat(life.warnings()).isEmpty();
        assertNothingIsLeftOf(life);
    }

    @Test
    void onlyAKernelThatExportsAShutdownFunctionHasOne() throws ModuleException {
        assertThat(open(life()).hasShutdown()).isTrue();
        TestModule helper = TestModule.of(base(), "helper", TestKernels.library("helper.c", "-DNUMBER=1"));
        assertThat(open(helper).hasShutdown()).isFalse();
    }

    @Test
    void detailsTellWhatIsOpen() throws ModuleException {
        ModuleInstance instance = open(life().declare("one", INT));
        assertThat(instance.details())
                .containsEntry("library", "libkernel.so")
                .containsEntry("args", "values")
                .containsEntry("retain-objects", "false")
                .containsEntry("registered-functions", "1")
                .containsEntry("objects", "0")
                .containsEntry("bytes", "0")
                .containsEntry("retained", "0")
                .containsEntry("stale-handles", "0")
                .containsEntry("backend", backend().name());
    }

    @Test
    void functionsStandInTheOrderOfRegistration() throws ModuleException {
        assertThat(open(abi()).functions().keySet())
                .startsWith("add", "arguments", "first")
                .endsWith("registers_late");
    }

    @Test
    void withoutShutdownFunctionThereIsNothingToRun() throws ModuleException {
        ModuleInstance instance = open(life("-DNO_SHUTDOWN"));
        instance.shutdown();
        assertThat(callInt(instance, "one")).isEqualTo(1);
    }

    @Test
    void aShutdownFunctionThatRaisesIsAProblem() throws ModuleException {
        TestModule life = life("-DSHUTDOWN_RAISES");
        ModuleInstance instance = runtime().open(life);
        assertThatThrownBy(instance::shutdown).hasMessage("""
                KERNOS-0211 kernel_shutdown ended with: still busy (code 8)
                  at  modules/life/libkernel.so""");
        assertThat(instance.close()).isEmpty();
        assertNothingIsLeftOf(life);
    }

    @Test
    void anInitFunctionThatRaisesLeavesNothing() {
        for (String flag : List.of("-DINIT_RAISES", "-DINIT_RAISES_WITH_REGISTRY")) {
            TestModule life = life(flag);
            ModuleException failure = openFailure(life);
            assertThat(failure.problems()).extracting(Problem::code).containsExactly(ProblemCode.INIT_FAILED);
            assertThat(failure).hasMessageContaining("kernel_init ended with: no device");
            assertThat(failure).hasCauseInstanceOf(KernelException.class);
            assertNothingIsLeftOf(life);
        }
    }

    @Test
    void anEvaluationThatFailsInInitLeavesNothing() {
        TestModule life = life("-DINIT_EVALUATES").evaluator(e -> {
            throw new IllegalStateException("no " + e);
        });
        assertThat(openFailure(life)).hasMessageContaining("no (other/function)");
        assertNothingIsLeftOf(life);
    }

    @Test
    void whatIsDeclaredHasToBeRegistered() {
        TestModule life = life().declare("two", INT).declare("one", INT).declare("three", INT);
        assertThat(openFailure(life)).hasMessage("""
                KERNOS-0208 the descriptor declares 'life/two', 'life/three', which kernel_init did not register
                  at  modules/life/kernel.sxs:1:3
                  fix register each declared function in kernel_init, or remove its declaration""");
        assertNothingIsLeftOf(life);
    }

    @Test
    void aKernelThatFailsBehindItsInitIsShutDown() {
        List<Value> evaluated = new CopyOnWriteArrayList<>();
        TestModule life = life().declare("two", INT).evaluator(e -> {
            evaluated.add(e);
            return e;
        });
        assertThat(openFailure(life).problems()).hasSize(1);
        assertThat(evaluated).containsExactly(new Value.Symbol("shutdown-seen"));
    }

    @Test
    void aKernelMayRegisterNothingWhenItDeclaresNothing() throws ModuleException {
        assertThat(open(life("-DREGISTERS_NOTHING")).functions()).isEmpty();
    }

    @Test
    void oddRegistrationsAreWarningsAndNeverHarm() throws ModuleException {
        TestModule life = life("-DODD_REGISTRATIONS").declare("one", INT);
        ModuleInstance instance = open(life);
        assertThat(callInt(instance, "one")).isEqualTo(2);
        assertThat(instance.functions()).containsOnlyKeys("one");
        assertThat(life.warnings()).hasSize(7);
        assertThat(life.warningText())
                .contains("kernel_init registers 'life/one' twice; the later function is called")
                .contains("a function under the name 'a b', which is no function name")
                .contains("a function whose name is NULL")
                .contains("'life/null' with NULL for its function")
                .contains("'life/unregistered' with a registry that no running kernel_init was given")
                .contains("'life/garbage' with a registry that no running kernel_init was given");
    }

    @Test
    void aRegistrationBehindInitIsRefused() throws ModuleException {
        TestModule abi = abi();
        ModuleInstance instance = open(abi);
        assertThat(call(instance, "registers_late")).isEqualTo(Value.NONE);
        assertThat(instance.functions()).doesNotContainKey("late");
        assertThat(abi.warningText())
                .contains("'abi/late' with a registry that no running kernel_init was given; it cannot be called");
    }

    @Test
    void whatDisagreesWithTheDeclarationIsAWarning() throws ModuleException {
        TestModule life = life("-DDISAGREES").declare("one", INT);
        open(life);
        assertThat(life.warningText()).isEqualTo("""
                KERNOS-0209 kernel_init registers 'life/extra', which the descriptor does not declare: its arguments are not checked
                  at  modules/life
                  fix declare it in the descriptor, a Helix module as a method of an interface it provides
                KERNOS-0209 kernel_init registers 'life/one' returning :real as variadic, but it is declared as '(one) :int'; the declaration is enforced
                  at  modules/life/kernel.sxs:1:3
                  fix make the declaration and the registration agree""");
    }

    @Test
    void whoLoadsALibraryAloneAllowsItFunctionsWithoutDeclarations() throws ModuleException {
        TestModule life = life("-DDISAGREES").setting("undeclared", "allowed");
        assertThat(open(life).functions()).containsKeys("one", "extra");
        assertThat(life.warnings()).isEmpty();
    }

    @Test
    void aVariadicDeclarationThatAgreesIsNoWarning() throws ModuleException {
        Parameter tail = new Parameter("args", TypeSpec.ANY, true);
        TestModule life = life("-DDISAGREES")
                .declare("one", new Signature(List.of(tail), new TypeSpec.Exact(ValueType.REAL)))
                .declare("extra", new Signature(List.of(), TypeSpec.ANY));
        open(life);
        assertThat(life.warnings()).isEmpty();
    }

    @Test
    void twoKernelsWithEqualHelperNamesKeepTheirOwn() throws ModuleException {
        ModuleInstance first = open(TestModule.of(base(), "first", TestKernels.library("helper.c", "-DNUMBER=1")));
        ModuleInstance second = open(TestModule.of(base(), "second", TestKernels.library("helper.c", "-DNUMBER=2")));
        assertThat(callInt(first, "number")).isEqualTo(1);
        assertThat(callInt(second, "number")).isEqualTo(2);
    }

    @Test
    void newContentUnderTheSamePathIsNewCodeWhileTheOldOneRuns() throws ModuleException {
        TestModule module = TestModule.of(base(), "helper", TestKernels.library("helper.c", "-DNUMBER=1"));
        ModuleInstance old = open(module);
        ModuleInstance renewed = open(module.file("libkernel.so", TestKernels.library("helper.c", "-DNUMBER=2")));
        assertThat(callInt(old, "number")).isEqualTo(1);
        assertThat(callInt(renewed, "number")).isEqualTo(2);
    }

    @Test
    void aLibraryBesideTheKernelIsFoundThroughOrigin() throws ModuleException {
        Path dependency = TestKernels.library("dependency.c", "-Wl,-soname,libdependency.so");
        TestModule module = TestModule.of(
                        base(),
                        "dependent",
                        TestKernels.library("dependent.c", "-Wl,-rpath,$ORIGIN", dependency.toString()))
                .file("libdependency.so", dependency)
                .declare("number", INT);
        ModuleInstance instance = runtime().open(module);
        assertThat(callInt(instance, "number")).isEqualTo(77);
        assertThat(mappingsOf(module.dataDirectory())).isEqualTo(2);
        assertThat(module.warnings()).isEmpty();
        TestModule twin = TestModule.of(
                        base(), "twin", TestKernels.library("dependent.c", "-Wl,-rpath,$ORIGIN", dependency.toString()))
                .file("libdependency.so", dependency);
        open(twin);
        assertThat(twin.warningText())
                .contains("the library 'libdependency.so' beside 'libkernel.so' is not used:"
                        + " the system gives the kernel another library of this name");
        assertThat(instance.close()).singleElement().satisfies(left -> assertThat(left.message())
                .isEqualTo("the dependency 'libdependency.so' is still mapped after unloading: its file shows no"
                        + " cause; another library that uses it, or a thread that is to run a thread_local"
                        + " destructor of it has this effect"));
    }

    @Test
    void logLinesReachTheKernelsLoggerWithTheirLevels() throws IOException, ModuleException {
        List<String> lines = new CopyOnWriteArrayList<>();
        Logger log = (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    lines.add(method.getName() + " " + arguments[1]);
                    return null;
                });
        Map<String, Long> functions = new HashMap<>();
        Registrar registrar = (isOpen, name, function, type, variadic) -> functions.put(name, function);
        TestModule abi = abi();
        try (PrivateCopy copy = PrivateCopy.of(abi, "libkernel.so", abi.dataDirectory());
                KernelLibrary library = KernelLibrary.open(copy.library());
                BackendKernel kernel = backend()
                        .connect(new KernelEnvironment(
                                "abi",
                                NOTHING,
                                NOTHING,
                                false,
                                false,
                                registrar,
                                new KernelConfiguration(Map.of()),
                                log))) {
            kernel.init(library.find(KernelLibrary.INIT));
            long logs = Objects.requireNonNull(functions.get("logs"));
            kernel.function(logs).call(NOTHING, new Value[] {string("h\u00e9llo {}")});
        }
        assertThat(lines)
                .containsExactly(
                        "error h\u00e9llo {}",
                        "debug h\u00e9llo {}",
                        "info h\u00e9llo {}",
                        "warn h\u00e9llo {}",
                        "error h\u00e9llo {}",
                        "error h\u00e9llo {}",
                        "error h\u00e9llo {}",
                        "info ");
    }

    @Test
    void aKernelThatIsStillOpenWhenTheBackendClosesCanBeUsedAndClosedAndNoOtherConnects() throws ModuleException {
        Backend closing = newBackend();
        CabiRuntime stopping = new CabiRuntime(closing);
        ModuleInstance left = stopping.open(life());
        closing.close();
        assertThat(callInt(left, "one")).isEqualTo(1);
        assertThatThrownBy(() -> stopping.open(life()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the runtime is stopping");
        left.shutdown();
        assertThat(left.close()).isEmpty();
        assertThatThrownBy(() -> call(left, "one"))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("the kernel 'life' is closed");
    }

    @Test
    void theSystemsOwnWordsAreUsedWhenItRefuses() {
        Path dependency = TestKernels.library("dependency.c", "-Wl,-soname,libunfound.so");
        TestModule module = TestModule.of(
                        base(), "dependent", TestKernels.library("dependent.c", dependency.toString()))
                .file("libunfound.so", dependency);
        assertThat(openFailure(module)).hasMessage("""
                KERNOS-0207 the system refuses the library: libunfound.so: cannot open shared object file: No such file or directory
                  at  modules/dependent/libkernel.so
                  fix check it with 'ldd -r modules/dependent/libkernel.so'""");
        assertNothingIsLeftOf(module);
    }

    @Test
    void whatTheCheckFindsKeepsTheLibraryFromBeingOpened() {
        TestModule module = TestModule.of(base(), "none", TestKernels.library("no_init.c"));
        assertThat(openFailure(module).problems())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.ENTRY_POINT_MISSING);
        assertNothingIsLeftOf(module);
    }

    @Test
    void twoHundredCyclesLeaveNoMappingAndNoFile() throws Exception {
        TestModule abi = abi();
        for (int i = 0; i < 5; i++) {
            cycle(abi);
        }
        System.gc();
        int mappings = ProcessMaps.files().size();
        long descriptors = descriptors();
        for (int i = 0; i < 200; i++) {
            cycle(abi);
        }
        assertThat(mappingsOf(base())).isZero();
        assertThat(ProcessMaps.files().size()).isLessThanOrEqualTo(mappings);
        assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 2);
        assertNothingIsLeftOf(abi);
    }

    private void cycle(TestModule module) throws ModuleException {
        ModuleInstance instance = runtime().open(module);
        assertThat(callInt(instance, "add", integer(1), integer(2))).isEqualTo(3);
        instance.shutdown();
        assertThat(instance.close()).isEmpty();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    @Test
    void uniqueSymbolsAreAWarningBeforeAndTheCauseAfterwards() throws ModuleException {
        assumeTrue(TestKernels.hasCpp(), "g++ is not installed");
        // One for the whole process: the tests of another backend must have another one.
        String counter = "counter_" + backend().name();
        String symbol = "'_ZZ" + counter.length() + counter + "vE5value'";
        String define = "-Dcounter=" + counter;
        TestModule unique = TestModule.of(base(), "unique", TestKernels.library("unique.cpp", define, "-fgnu-unique"));
        ModuleInstance instance = runtime().open(unique);
        assertThat(unique.warnings().get(0)).satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(ProblemCode.UNIQUE_SYMBOLS);
            assertThat(warning.message()).contains(symbol);
            assertThat(warning.fix()).hasValue("compile with -fno-gnu-unique");
        });
        assertThat(callInt(instance, "count")).isEqualTo(1);
        assertThat(instance.close()).singleElement().satisfies(left -> {
            assertThat(left.code()).isEqualTo(ProblemCode.STILL_MAPPED);
            assertThat(left.message()).contains("one for the whole process, such as " + symbol);
        });
        assertThat(filesIn(unique.dataDirectory())).isZero();
        assertThat(runtime().leaks()).singleElement().satisfies(leak -> {
            assertThat(leak.module()).isEqualTo("unique");
            assertThat(leak.what()).isEqualTo("libkernel.so");
            assertThat(leak.bytes()).isPositive();
            assertThat(leak.cause().message()).contains(symbol);
        });

        TestModule cured = TestModule.of(base(), "cured", TestKernels.library("unique.cpp", define, "-fno-gnu-unique"));
        assertThat(runtime().open(cured).close()).isEmpty();
        assertThat(cured.warnings()).extracting(Problem::code).doesNotContain(ProblemCode.UNIQUE_SYMBOLS);
    }

    @Test
    void aLibraryThatAsksToStayIsReported() throws ModuleException {
        TestModule module = life("-Wl,-z,nodelete");
        assertThat(runtime().open(module).close()).singleElement().satisfies(left -> assertThat(left)
                .hasToString("""
                        KERNOS-0212 the library is still mapped after unloading: it was linked with -z nodelete
                          at  modules/life/libkernel.so
                          fix link without -z nodelete"""));
    }

    @Test
    void aThreadLocalDestructorThatIsStillToRunIsReported() throws ModuleException {
        assumeTrue(TestKernels.hasCpp(), "g++ is not installed");
        TestModule module = TestModule.of(base(), "noted", TestKernels.library("thread_local.cpp", "-fno-gnu-unique"));
        ModuleInstance instance = runtime().open(module);
        assertThat(callInt(instance, "touch")).isEqualTo(7);
        assertThat(instance.close()).singleElement().satisfies(left -> assertThat(left.message())
                .isEqualTo("the library is still mapped after unloading: its file shows no cause;"
                        + " a thread that is to run a thread_local destructor of it has this effect"));
    }
}
