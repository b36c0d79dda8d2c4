package org.kernos.runtime.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.Message;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.StateBytes;

class HelixModuleTest {

    private static final Evaluator NOTHING = expression -> expression;

    @TempDir
    Path scratch;

    private final JavaRuntime runtime = new JavaRuntime(property -> null, new ServiceTable());

    private TestModule built(String module) throws ModuleException, IOException {
        return KernelBuild.of("helix/" + module, scratch);
    }

    private ModuleInstance open(String module) throws ModuleException, IOException {
        return runtime.open(built(module));
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

    private static Message message(String type, String payload) {
        return new Message("shell", type, text(payload));
    }

    @Test
    void aModuleIsMadeConfiguredInitialisedCalledAndCleanedUpOnce() throws Exception {
        ModuleInstance module = open("full");
        Value record = call(module, "record");
        assertThat(record)
                .isEqualTo(Value.bracket(text("made as full"), text("configure {colour=red, depth=3}"), text("init")));

        module.shutdown();
        assertThat(module.close()).isEmpty();

        assertThat(System.getProperties().remove("kernos.test.record"))
                .isEqualTo("[\"made as full\", \"configure {colour=red, depth=3}\", \"init\", \"cleanup\"]");
    }

    @Test
    void whatAModuleIsLoadedWithWinsOverItsManifest() throws Exception {
        TestModule module = built("full").withSettings(Map.of("config.depth", "5", "config.new", "", "args", "form"));

        assertThat(call(runtime.open(module), "record").toString()).contains("{colour=red, depth=5, new=}");
    }

    @Test
    void everyTypeOfAnInterfaceCrossesBothWays() throws Exception {
        ModuleInstance module = open("full");

        assertThat(call(module, "unsigned", integer(255), integer(65_535), integer(4_294_967_295L), integer(-1)))
                .isEqualTo(integer(255 + 65_535 + 4_294_967_295L - 1));
        assertThat(call(module, "signed_numbers", integer(-128), integer(-32_768), integer(1), integer(2)))
                .isEqualTo(integer(-128 - 32_768 + 3));
        assertThat(call(module, "not", integer(0))).isEqualTo(integer(1));
        assertThat(call(module, "not", integer(1))).isEqualTo(integer(0));
        assertThat(call(module, "half", new Value.Real(0.5))).isEqualTo(new Value.Real(0.25));
        assertThat(call(module, "doubled", new Value.Real(1e300))).isEqualTo(new Value.Real(2e300));
        assertThat(call(module, "address", integer(-1))).isEqualTo(integer(-1));
        assertThat(call(module, "upper", text("straße"))).isEqualTo(text("STRASSE"));
        assertThat(call(module, "reversed", Value.Str.ofBytes(new byte[] {0, (byte) 0xFF})))
                .isEqualTo(Value.Str.ofBytes(new byte[] {(byte) 0xFF, 0}));
        assertThat(call(module, "same", Value.paren(integer(7), integer(3))))
                .isEqualTo(Value.paren(integer(7), integer(3)));
        assertThat(call(module, "nothing")).isEqualTo(Value.NONE);
    }

    @ParameterizedTest
    @CsvSource({"signed_numbers, 128, 0, byte", "signed_numbers, 0, 32768, short", "unsigned, -32769, 0, short"})
    void aNumberThatTheMethodsTypeCannotHoldIsNamed(String function, long first, long second, String type)
            throws Exception {
        ModuleInstance module = open("full");

        assertThatThrownBy(() -> call(module, function, integer(first), integer(second), integer(0), integer(0)))
                .isInstanceOf(KernelException.class)
                .hasMessageStartingWith("KERNOS-0402 full/" + function + ": argument ")
                .hasMessageContaining("which its method cannot take as " + type);
    }

    @Test
    void aMethodMayEvaluateWhereItsCallerIs() throws Exception {
        List<Value> evaluated = new ArrayList<>();
        Evaluator caller = expression -> {
            evaluated.add(expression);
            return integer(evaluated.size());
        };

        Value given = Objects.requireNonNull(open("full").functions().get("twice"))
                .call(caller, new Value[] {Value.paren(text("f"))});

        assertThat(given).isEqualTo(Value.bracket(integer(1), integer(2)));
        assertThat(evaluated).containsOnly(Value.paren(text("f"))).hasSize(2);
    }

    @Test
    void whatAFunctionOrTheAnswerToAMessageRaisesKeepsItsCode() throws Exception {
        ModuleInstance module = open("full");

        assertThat(catchThrowableOfType(KernelException.class, () -> call(module, "fail", integer(9)))
                        .raisedCode())
                .hasValue(9);
        assertThat(catchThrowableOfType(KernelException.class, () -> module.handleMessage(message("raise", "")))
                        .raisedCode())
                .hasValue(3);
    }

    @Test
    void aMessageIsAnsweredOrNot() throws Exception {
        ModuleInstance module = open("full");

        assertThat(module.handleMessage(message("echo", "hello")))
                .contains(new Message("full", "echoed", text("hello")));
        assertThat(module.handleMessage(message("other", ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fail | ended with: java.io.IOException: the disk is gone",
                "interrupt | ended with: java.lang.InterruptedException: stop",
                "null | gave null, which its interface does not allow",
            })
    void aMessageThatAModuleCannotDealWithIsAProblem(String type, String what) throws Exception {
        ModuleInstance module = open("full");

        assertThatThrownBy(() -> module.handleMessage(message(type, "")))
                .isInstanceOfSatisfying(
                        KernelException.class, e -> assertThat(e.raisedCode()).isEmpty())
                .hasMessage("KERNOS-0413 handleMessage() of module 'full' with '" + type + "' from 'shell' " + what
                        + "\n  fix if the message is right, report it to the module's author");
        assertThat(Thread.interrupted()).isEqualTo(type.equals("interrupt"));
    }

    @Test
    void messagesComeFromManyThreadsAtOnce() throws Exception {
        ModuleInstance module = open("full");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> answered = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                String payload = "thread " + thread;
                answered.add(threads.submit(() -> answers(module, payload)));
            }
            for (Future<Integer> each : answered) {
                assertThat(each.get()).isEqualTo(1_000);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int answers(ModuleInstance module, String payload) {
        int right = 0;
        for (int i = 0; i < 1_000; i++) {
            Optional<Message> answer = module.handleMessage(message("echo", payload));
            right += answer.orElseThrow().payload().equals(text(payload)) ? 1 : 0;
        }
        return right;
    }

    @Test
    void stateGoesFromOneRevisionToTheNext() throws Exception {
        byte[] state = {1, 2};
        ReloadHooks hooks = open("full").reloadHooks().orElseThrow();

        assertThat(hooks.stateVersion()).isEqualTo(4);
        assertThat(hooks.serializeState().array()).isEmpty();
        hooks.prepareReload();
        hooks.deserializeState(StateBytes.of(state), 4);
        hooks.verifyState();
        hooks.completeReload();
        assertThat(hooks.serializeState().array()).isEqualTo(state);
        assertThat(hooks.stateSize()).isEqualTo(2);
    }

    @Test
    void aModuleWithoutHotReloadHasNoHooks() throws Exception {
        assertThat(open("lacks-methods").reloadHooks()).isEmpty();
    }

    @Test
    void aModuleThatIsNotHotReloadableGoesWithoutTheFurtherSteps() throws Exception {
        ReloadHooks hooks = open("flag-missing").reloadHooks().orElseThrow();

        hooks.prepareReload();
        hooks.deserializeState(StateBytes.of(new byte[] {1}), 1);
        hooks.verifyState();
        hooks.completeReload();
        assertThat(hooks.serializeState().array()).isEmpty();
        assertThat(hooks.stateVersion()).isEqualTo(1);
        assertThat(hooks.stateSize()).isZero();
    }

    @Test
    void aHookThatFailsIsNamedWithWhatItSaid() throws Exception {
        ReloadHooks hooks = open("full").reloadHooks().orElseThrow();
        String place = "\n  at  modules/full/kernel.jar";

        assertThatThrownBy(() -> hooks.deserializeState(StateBytes.of(new byte[0]), 3))
                .isInstanceOf(ModuleException.class)
                .hasMessage("KERNOS-0501 deserializeState() of module 'full' ended with: state of version 3 is too old"
                        + " (code 5)" + place);
        assertThatThrownBy(hooks::verifyState)
                .hasMessage("KERNOS-0501 verifyState() of module 'full' ended with: java.io.IOException: expected 2"
                        + " bytes, found 0" + place);
    }

    @Test
    void detailsAskNothingOfTheModule() throws Exception {
        ModuleInstance module = open("full");
        ReloadHooks hooks = module.reloadHooks().orElseThrow();
        Map<String, String> opened = module.details();

        // From now on its stateSize() throws.
        hooks.deserializeState(StateBytes.of(new byte[9]), 4);

        assertThat(module.details()).isEqualTo(opened).doesNotContainKey("state size");
        assertThat(hooks.stateSize()).isZero();
    }

    @Test
    void aClosedModuleSaysSoAndItsClassesAreCollectedThoughItIsHeld() throws Exception {
        ModuleInstance module = open("full");
        ReloadHooks hooks = module.reloadHooks().orElseThrow();
        call(module, "self");
        WeakReference<ClassLoader> loader = loaderOfSelf();

        module.shutdown();
        assertThat(module.close()).isEmpty();
        System.getProperties().remove("kernos.test.record");

        assertCollected(loader);
        assertThat(module.details()).containsEntry("author", "Helix Team");
        assertThatThrownBy(() -> module.handleMessage(message("echo", "")))
                .hasMessage("KERNOS-0406 module 'full' was not asked: it is closed");
        assertThatThrownBy(hooks::serializeState).hasMessageStartingWith("KERNOS-0406");
        assertThatThrownBy(() -> call(module, "nothing"))
                .hasMessageStartingWith("KERNOS-0406 full/nothing was not run");
    }

    @Test
    void anInitThatThrowsIsNotCleanedUpAndLeavesNothing() throws Exception {
        System.getProperties().remove("kernos.test.cleaned");

        assertThat(problemsOf("init-leaves-trace")).singleElement().satisfies(problem -> assertThat(problem.message())
                .isEqualTo("init() of module 'init-leaves-trace' ended with: one of its own classes"));

        assertCollected(loaderOfSelf());
        assertThat(System.getProperties().remove("kernos.test.cleaned")).isNull();
    }

    /** Without the exception, whose cause is of one of the module's classes. */
    private List<Problem> problemsOf(String module) {
        return catchThrowableOfType(ModuleException.class, () -> open(module)).problems();
    }

    private static WeakReference<ClassLoader> loaderOfSelf() {
        Object self = System.getProperties().remove("kernos.test.self");
        return new WeakReference<>(self.getClass().getClassLoader());
    }

    private static void assertCollected(WeakReference<ClassLoader> loader) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (loader.get() != null && System.nanoTime() < deadline) {
            System.gc();
        }
        assertThat(loader.get()).as("the class loader of a closed module").isNull();
    }

    @Test
    void bytesOfAPayloadThatAreNoTextSurvive() throws Exception {
        byte[] bytes = {(byte) 0xFE, 0, (byte) 0x80};
        Message given = new Message("shell", "echo", Value.Str.ofBytes(bytes));

        Message answer = open("full").handleMessage(given).orElseThrow();

        assertThat(answer.payload().bytes()).isEqualTo(bytes);
        assertThat(new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
                .isNotEqualTo(bytes);
    }

    @Test
    void anOriginThatNoOneKnowsIsNamed() throws Exception {
        TestModule module = built("full").withProperty("helix", "wasm");

        ModuleException e = catchThrowableOfType(ModuleException.class, () -> runtime.open(module));

        assertThat(e.problems())
                .containsExactly(Problem.of(
                                ProblemCode.MANIFEST,
                                "the descriptor's property 'helix' is 'wasm', expected 'java' or 'service'")
                        .at(Place.of("modules/full")));
    }
}
