package org.kernos.runtime.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelContext;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.RuntimeFunction;

class JavaRuntimeTest {

    private static final Evaluator NOTHING = expression -> expression;

    @TempDir
    Path scratch;

    private final JavaRuntime runtime = new JavaRuntime(property -> null, new ServiceTable());

    private ModuleInstance open(String module) throws ModuleException, IOException {
        return runtime.open(KernelBuild.of("modules/" + module, scratch));
    }

    private static Value call(ModuleInstance module, String function, Value... arguments) {
        return Objects.requireNonNull(module.functions().get(function), function)
                .call(NOTHING, arguments);
    }

    private static Value.Int integer(long value) {
        return new Value.Int(value);
    }

    private static Value.Str text(String text) {
        return new Value.Str(text);
    }

    private static Value.Symbol symbol(String name) {
        return new Value.Symbol(name);
    }

    @Test
    void everyTypeCrossesBothWays() throws Exception {
        ModuleInstance module = open("types");
        Value one = integer(1);

        assertThat(call(module, "longs", integer(Long.MAX_VALUE), integer(-1))).isEqualTo(integer(-Long.MAX_VALUE));
        assertThat(call(module, "small", integer(7))).isEqualTo(integer(-7));
        assertThat(call(module, "truth", integer(-5))).isEqualTo(integer(0));
        assertThat(call(module, "half", new Value.Real(-0.0))).isEqualTo(new Value.Real(-0.0));
        assertThat(call(module, "text", text("é"))).isEqualTo(text("é!"));
        assertThat(call(module, "bytes", Value.Str.ofBytes(new byte[] {(byte) 0xFE, 0})))
                .isEqualTo(Value.Str.ofBytes(new byte[] {(byte) 0xFF, 0}));
        assertThat(call(module, "sum-all", Value.ints(1, 2, 39))).isEqualTo(integer(42));
        assertThat(call(module, "sum_reals", Value.reals(0.5, 0.25))).isEqualTo(new Value.Real(0.75));
        assertThat(call(module, "reversed", Value.brace(one, text("x")))).isEqualTo(Value.brace(text("x"), one));
        assertThat(call(module, "kind", Value.paren())).isEqualTo(symbol("PAREN"));
        assertThat(call(module, "any", Value.NONE)).isEqualTo(Value.NONE);
        assertThat(call(module, "symbol", symbol("a:b"))).isEqualTo(symbol("a:b"));
        assertThat(call(
                        module,
                        "wrapped",
                        new Value.Error(one),
                        new Value.Datum(text("d")),
                        new Value.Aberrant(symbol("l")),
                        new Value.Some(Value.NONE)))
                .isEqualTo(Value.bracket(one, text("d"), symbol("l"), Value.NONE));
        assertThat(call(module, "nothing")).isEqualTo(Value.NONE);
    }

    @Test
    void aVariadicTailIsTheMethodsArray() throws Exception {
        ModuleInstance module = open("types");

        assertThat(call(module, "count", integer(10))).isEqualTo(integer(10));
        assertThat(call(module, "count", integer(10), Value.NONE, text("x"))).isEqualTo(integer(12));
        assertThat(call(module, "join")).isEqualTo(text(""));
        assertThat(call(module, "join", text("a"), text("b"), text("c"))).isEqualTo(text("a-b-c"));
    }

    @Test
    void aMethodMayEvaluateWhereItsCallerIs() throws Exception {
        Evaluator doubling = expression -> integer(
                2 * ((Value.Int) ((Value.ListValue) expression).elements().get(1)).value());
        RuntimeFunction twice = open("types").functions().get("twice");

        assertThat(twice.call(doubling, new Value[] {symbol("f"), integer(3)})).isEqualTo(integer(12));
    }

    @Test
    void theFunctionsOwnNameWinsOverTheTranslatedOne() throws Exception {
        assertThat(call(open("types"), "odd_Name", integer(5))).isEqualTo(integer(5));
    }

    @Test
    void whatIsNotDeclaredIsNoFunction() throws Exception {
        assertThat(open("types").functions()).doesNotContainKeys("helper", "oddName", "toString");
    }

    @Test
    void anArgumentOutsideTheRangeOfItsTypeIsNamed() throws Exception {
        ModuleInstance module = open("types");

        assertThatThrownBy(() -> call(module, "small", integer(1L << 40)))
                .hasMessage(
                        "KERNOS-0402 types/small: argument 1 (a) is :int 1099511627776, which its method cannot take as"
                                + " int\n  fix pass a value in the range of that type");
        assertThatThrownBy(() -> call(module, "sum-all", Value.bracket(integer(1), text("x"))))
                .hasMessageStartingWith(
                        "KERNOS-0402 types/sum-all: argument 1 (a) is :list-b [1 \"x\"], which its method"
                                + " cannot take as longs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "checked | KERNOS-0411 types/fail ended with java.io.FileNotFoundException: gone.txt",
                "unchecked | KERNOS-0411 types/fail ended with java.lang.IllegalStateException",
                "error | KERNOS-0411 types/fail ended with java.lang.AssertionError: broken",
                "class | KERNOS-0411 types/fail needs the class 'org/example/Gone', which none of the module's jars has",
            })
    void whateverAMethodThrowsArrivesAsAProblem(String how, String problem) throws Exception {
        ModuleInstance module = open("types");

        KernelException e = catchThrowableOfType(KernelException.class, () -> call(module, "fail", symbol(how)));

        assertThat(e).hasMessageStartingWith(problem + "\n").hasCauseInstanceOf(Throwable.class);
    }

    @Test
    void whatAMethodRaisesKeepsItsCode() throws Exception {
        ModuleInstance module = open("types");

        assertThatThrownBy(() -> call(module, "fail", symbol("raised")))
                .isInstanceOfSatisfying(
                        KernelException.class, e -> assertThat(e.raisedCode()).hasValue(42));
    }

    @Test
    void anInterruptedMethodLeavesTheThreadInterrupted() throws Exception {
        ModuleInstance module = open("types");

        assertThatThrownBy(() -> call(module, "fail", symbol("interrupted"))).hasMessageContaining("stop");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void endlessRecursionIsAProblemAndNoCrash() throws Exception {
        ModuleInstance module = open("types");

        assertThatThrownBy(() -> call(module, "deep", integer(0)))
                .isInstanceOf(KernelException.class)
                .hasMessageStartingWith("KERNOS-0411 types/deep ended with java.lang.StackOverflowError");
        assertThat(call(module, "small", integer(1))).isEqualTo(integer(-1));
    }

    @Test
    void aResultThatIsNoValueIsTheAuthorsMistake() throws Exception {
        ModuleInstance module = open("types");

        assertThatThrownBy(() -> call(module, "no-value"))
                .hasMessageStartingWith("KERNOS-0404 types/no-value: its method returned what is no value: ")
                .hasMessageContaining("java.util.Optional");
    }

    @Test
    void aClassForALaterJavaIsNamedAsSuch() throws Exception {
        TestModule module = KernelBuild.of("modules/types", scratch);
        Path jar = scratch.resolve("modules/types/kernel.jar");
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of())) {
            Path type = zip.getPath("org/example/Kernel.class");
            byte[] bytes = Files.readAllBytes(type);
            bytes[7] = 120;
            Files.write(type, bytes);
        }

        ModuleException e = catchThrowableOfType(ModuleException.class, () -> runtime.open(module));

        assertThat(e.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.LIBRARY_PLATFORM);
            assertThat(problem.message()).contains("is compiled for a later Java than this one");
        });
    }

    @Test
    void twoRevisionsHaveClassesOfTheirOwn() throws Exception {
        Object first = kernelOf(runtime.open(KernelBuild.of("modules/stateful", scratch.resolve("1"))));
        Object second = kernelOf(runtime.open(KernelBuild.of("modules/stateful", scratch.resolve("2"))));

        assertThat(first.getClass().getName()).isEqualTo(second.getClass().getName());
        assertThat(first.getClass()).isNotSameAs(second.getClass());
    }

    /** The function {@code self} leaves its object in a system property's table, which any object may stand in. */
    private static Object kernelOf(ModuleInstance module) {
        call(module, "self");
        return System.getProperties().remove("kernos.test.self");
    }

    @Test
    void aKernelSeesTheJdkAndTheApiAndNothingOfItsHost() throws Exception {
        ModuleInstance module = open("stateful");

        assertThat(call(module, "sees", text("org.kernos.api.codec.Codec"))).isEqualTo(integer(1));
        assertThat(call(module, "sees", text("java.sql.Driver"))).isEqualTo(integer(1));
        assertThat(call(module, "sees", text("org.osgi.framework.Version"))).isEqualTo(integer(1));
        for (String hidden : List.of(
                "org.kernos.spi.ModuleRuntime",
                "org.kernos.runtime.java.JavaRuntime",
                "org.osgi.framework.Bundle",
                "org.junit.jupiter.api.Test",
                "org.slf4j.Logger")) {
            assertThat(call(module, "sees", text(hidden))).as(hidden).isEqualTo(integer(0));
        }
    }

    @Test
    void settingsAreThoseOfTheModule() throws Exception {
        JavaRuntime with = new JavaRuntime(
                property -> property.equals("kernos.module.stateful.size") ? "5" : null, new ServiceTable());
        ModuleInstance module = with.open(KernelBuild.of("modules/stateful", scratch));

        assertThat(call(module, "setting", text("size"))).isEqualTo(text("stateful: Optional[5]"));
        assertThat(call(module, "setting", text("colour"))).isEqualTo(text("stateful: Optional.empty"));
    }

    @Test
    void anEmptySettingIsNoSetting() throws Exception {
        TestModule module = KernelBuild.of("modules/types", scratch);
        KernelContext context = ((Settings) property -> "").of(module, new ConfigurationInForce(module));

        assertThat(context.setting("root")).isEmpty();
    }

    @Test
    void shutdownClosesTheKernelOnce() throws Exception {
        ModuleInstance module = open("stateful");
        System.getProperties().remove("kernos.test.closed");

        module.shutdown();

        assertThat(System.getProperties().remove("kernos.test.closed")).isEqualTo("once");
        assertThat(module.close()).isEmpty();
        assertThat(System.getProperties().remove("kernos.test.closed")).isNull();
    }

    @Test
    void aClosedModulesClassesAreCollectedThoughItsFunctionsAreHeld() throws Exception {
        ModuleInstance module = open("stateful");
        RuntimeFunction held = module.functions().get("setting");
        for (int i = 0; i < 20_000; i++) {
            held.call(NOTHING, new Value[] {text("x")});
        }
        WeakReference<ClassLoader> loader = loaderOf(module);

        module.shutdown();
        assertThat(module.close()).isEmpty();

        for (int i = 0; i < 100 && loader.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(loader.get()).as("the class loader of a closed module").isNull();
        assertThatThrownBy(() -> held.call(NOTHING, new Value[] {text("x")}))
                .hasMessageStartingWith("KERNOS-0406 stateful/setting was not run: its module is closed");
    }

    private static WeakReference<ClassLoader> loaderOf(ModuleInstance module) {
        return new WeakReference<>(kernelOf(module).getClass().getClassLoader());
    }

    @Test
    void aModuleThatWasRefusedOrClosedHoldsNoFileOpen() throws Exception {
        assertThatThrownBy(() -> open("methods")).isInstanceOf(ModuleException.class);
        assertThatThrownBy(() -> open("constructor-unlinked")).isInstanceOf(ModuleException.class);
        ModuleInstance module = runtime.open(KernelBuild.of("modules/stateful", scratch.resolve("open")));
        if (Files.isDirectory(Path.of("/proc/self/fd"))) {
            assertThat(openJars()).hasSize(1);
        }

        module.close();

        assertThat(openJars()).isEmpty();
    }

    private List<String> openJars() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.map(JavaRuntimeTest::target)
                    .filter(target -> target.startsWith(scratch.toString()) && target.contains(".jar"))
                    .toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void bytesOfAStringThatAreNoTextSurvive() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        Value.Str given = (Value.Str) call(open("types"), "any", Value.Str.ofBytes(all));

        assertThat(given.bytes()).isEqualTo(all).isNotEqualTo(given.text().getBytes(StandardCharsets.UTF_8));
    }
}
