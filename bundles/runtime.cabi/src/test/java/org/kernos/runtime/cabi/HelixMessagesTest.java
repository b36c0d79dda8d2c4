package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kernos.api.KernelException;
import org.kernos.api.Message;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleFlag;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.runtime.cabi.shim.ShimBackend;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.StateBytes;

/** What a Helix module is told, and the state it hands over. */
final class HelixMessagesTest extends HelixContract {

    @Override
    Backend newBackend() {
        return ShimBackend.open();
    }

    private static byte[] saved(ReloadHooks hooks) throws ModuleException {
        try (StateBytes state = hooks.serializeState()) {
            return state.array();
        }
    }

    private static ReloadHooks hooks(ModuleInstance module) {
        return module.reloadHooks().orElseThrow();
    }

    private static void assertNoAnswerIsLeft(ModuleInstance module) {
        assertThat(send(module, "freed", "").orElseThrow().payload()).isEqualTo(new Value.Str("0"));
    }

    @Test
    void anAnswerIsACopyAndComesFromTheModule() throws ModuleException {
        ModuleInstance module = open(helix(Form.SHARED));
        byte[] bytes = {0, 1, (byte) 0xff, 0};
        Message question = new Message("p\u00e4per", "echo", Value.Str.ofBytes(bytes));
        assertThat(module.handleMessage(question)).hasValue(new Message("helix", "echo", Value.Str.ofBytes(bytes)));
        assertThat(send(module, "echo", "")).hasValue(new Message("helix", "echo", new Value.Str("")));
        Message who = new Message("p\u00e4per", "sender", new Value.Str(""));
        assertThat(module.handleMessage(who).orElseThrow().payload()).isEqualTo(new Value.Str("p\u00e4per"));
        String large = "x".repeat(1 << 20);
        assertThat(send(module, "echo", large).orElseThrow().payload()).isEqualTo(new Value.Str(large));
        assertNoAnswerIsLeft(module);
    }

    @Test
    void aMessageMayHaveNoAnswer() throws ModuleException {
        assertThat(send(open(helix(Form.SHARED)), "quiet", "")).isEmpty();
        assertThat(send(open(helix("deaf", Form.SHARED, "-DNO_MESSAGES")), "echo", ""))
                .isEmpty();
    }

    @Test
    void aFailureHasTheModulesCodeAndText() throws ModuleException {
        ModuleInstance module = open(helix(Form.SHARED));
        assertThatThrownBy(() -> send(module, "fail", "p\u00e4per"))
                .isInstanceOfSatisfying(KernelException.class, e -> {
                    assertThat(e.raisedCode()).hasValue(-3);
                    assertThat(e.problem().message()).isEqualTo("refused p\u00e4per");
                });
        assertThatThrownBy(() -> send(module, "unknown", "")).isInstanceOfSatisfying(KernelException.class, e -> {
            assertThat(e.raisedCode()).hasValue(4);
            assertThat(e.problem().message()).isEqualTo("code 4");
        });
    }

    @Test
    void anAnswerThatHasBytesWhereThereAreNoneIsRefusedAndFreed() throws ModuleException {
        ModuleInstance module = open(helix(Form.SHARED));
        assertThatThrownBy(() -> send(module, "null-data", "")).isInstanceOfSatisfying(KernelException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.MESSAGE);
            assertThat(e.problem().message()).isEqualTo("the module 'helix' answers with 5 bytes at NULL");
        });
        assertNoAnswerIsLeft(module);
    }

    @Test
    void aSenderOrTypeThatCWouldCutIsRefused() throws ModuleException {
        ModuleInstance module = open(helix(Form.SHARED));
        assertThatThrownBy(() -> send(module, "echo\0quiet", ""))
                .isInstanceOfSatisfying(
                        KernelException.class, e -> assertThat(e.problem()).hasToString("""
                KERNOS-0413 the message's type 'echo\\0quiet' has a NUL character, which ends a text in C
                  fix put it into the payload, which may hold any bytes"""));
        Message disguised = new Message("admin\0guest", "sender", new Value.Str(""));
        assertThatThrownBy(() -> module.handleMessage(disguised))
                .hasMessageContaining("the message's sender 'admin\\0guest' has a NUL character");
        assertNoAnswerIsLeft(module);
    }

    @ParameterizedTest
    @EnumSource(
            value = Form.class,
            names = {"SHARED", "OBJECT"})
    void theTemplateOfTheSdkWorks(Form form) throws ModuleException {
        byte[] hmod = hmod("../../../../../distribution/sdk/template/helix-c/your_name.c", form, "-Werror");
        ModuleInstance module = open(silent("yourname", hmod));
        call(module, "add", integer(40));
        call(module, "add", integer(2));
        assertThat(callInt(module, "total")).isEqualTo(42);
        assertThat(send(module, "total", "").orElseThrow().payload()).isEqualTo(new Value.Str("42"));
        assertRaised(() -> call(module, "add", integer(-1)), 1, "add: the amount is not in the range of u32");
        assertRaised(() -> call(module, "add", integer(1L << 32)), 1, "add: the amount is not in the range of u32");
        call(module, "add", integer((1L << 32) - 1));
        assertThat(callInt(module, "total")).isEqualTo(41 + (1L << 32));
        assertRaised(() -> send(module, "reset", ""), 3, "the message is not 'total'");
    }

    private static void assertRaised(ThrowingCallable work, int code, String message) {
        assertThatThrownBy(work).isInstanceOfSatisfying(KernelException.class, e -> {
            assertThat(e.raisedCode()).hasValue(code);
            assertThat(e.problem().message()).isEqualTo(message);
        });
    }

    @Test
    void thirtyTwoThreadsSendMessagesWhileFunctionsAreCalled() throws Exception {
        ModuleInstance module = open(helix(Form.SHARED));
        ExecutorService pool = Executors.newFixedThreadPool(32);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                String name = "thread " + i;
                running.add(pool.submit(() -> work(module, name)));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } finally {
            pool.shutdown();
        }
        assertNoAnswerIsLeft(module);
    }

    private static void work(ModuleInstance module, String name) {
        for (int i = 0; i < 300; i++) {
            String text = name + " call " + i;
            assertThat(send(module, "echo", text).orElseThrow().payload()).isEqualTo(new Value.Str(text));
            assertThat(callInt(module, "twice", integer(i))).isEqualTo(2 * i);
            assertThatThrownBy(() -> send(module, "fail", text)).hasMessageContaining("refused " + text);
        }
    }

    @Test
    void stateGoesFromOneRevisionToTheNext() throws ModuleException {
        ModuleInstance old = open(helix(Form.SHARED));
        byte[] state = {1, 2, 0, (byte) 0xff};
        hooks(old).deserializeState(StateBytes.of(state), -1);
        ModuleInstance renewed = open(helix("renewed", Form.OBJECT));
        notes();
        ReloadHooks from = hooks(old);
        assertThat(from.stateSize()).isEqualTo(5_000_000_000L);
        from.prepareReload();
        assertThat(saved(from)).isEqualTo(state);
        assertThat(from.stateVersion()).isEqualTo(3);
        hooks(renewed).deserializeState(StateBytes.of(state), 3);
        hooks(renewed).verifyState();
        assertThat(saved(hooks(renewed))).isEqualTo(state);
        assertThat(notes())
                .containsExactly(
                        "size",
                        "prepare",
                        "serialize",
                        "free",
                        "version",
                        "deserialize 4 bytes of version 3",
                        "verify",
                        "serialize",
                        "free");
    }

    @Test
    void anEmptyStateAndNoneAreNoBytes() throws ModuleException {
        ModuleInstance module = open(helix(Form.SHARED));
        assertThat(saved(hooks(module))).isEmpty();
        hooks(module).deserializeState(StateBytes.of(new byte[0]), 1);
        assertThat(notes()).contains("free", "deserialize 0 bytes of version 1");
        assertThat(saved(hooks(open(helix("none", Form.SHARED, "-DSERIALIZE_NOTHING")))))
                .isEmpty();
        assertThat(notes()).doesNotContain("free");
    }

    @Test
    void aLargeStateKeepsEveryByte() throws ModuleException {
        ModuleInstance module = open(helix(Form.SHARED));
        byte[] state = new byte[10_000_000];
        for (int i = 0; i < state.length; i++) {
            state[i] = (byte) (i * 31 >>> 3 & 0x7f);
        }
        hooks(module).deserializeState(StateBytes.of(state), 1);
        assertThat(saved(hooks(module))).isEqualTo(state);
    }

    @Test
    void hooksThatFailAreProblemsOfTheState() throws ModuleException {
        ReloadHooks hooks = hooks(open(helix(Form.SHARED)));
        assertThatThrownBy(hooks::completeReload)
                .isInstanceOf(ModuleException.class)
                .hasMessage("""
                KERNOS-0501 helix_complete_reload ended with: cannot go on (code 13)
                  at  modules/helix/helix.hmod""");
        assertThatThrownBy(() -> hooks.deserializeState(StateBytes.of(new byte[] {(byte) 0xff}), 1))
                .hasMessageContaining("KERNOS-0501 helix_deserialize_state ended with: state is damaged (code 12)");
        assertThatThrownBy(() -> saved(hooks(open(helix("busy", Form.SHARED, "-DSERIALIZE_FAILS")))))
                .hasMessageContaining("KERNOS-0501 helix_serialize_state ended with: state is in use (code 11)");
        assertThatThrownBy(() -> saved(hooks(open(helix("null", Form.SHARED, "-DSERIALIZE_NULL")))))
                .hasMessageContaining("KERNOS-0501 helix_serialize_state gave 5 bytes at NULL");
    }

    @Test
    void onlySerializeAndDeserializeAreNeeded() throws ModuleException {
        ReloadHooks hooks = hooks(open(helix(Form.SHARED, "-DONLY_STATE")));
        assertThat(hooks.stateSize()).isZero();
        assertThat(hooks.stateVersion()).isEqualTo(1);
        hooks.prepareReload();
        hooks.verifyState();
        hooks.completeReload();
        assertThat(saved(hooks)).isEmpty();
    }

    @Test
    void withoutTheFlagOrTheStateThereIsNoSwapWithState() throws ModuleException {
        assertThat(open(helix("stateless", Form.SHARED, "-DNO_STATE")).reloadHooks())
                .isEmpty();
        TestModule cold = helix("cold", Form.SHARED).helix(ModuleFlag.DRIVER);
        assertThat(Objects.requireNonNull(open(cold)).reloadHooks()).isEmpty();
    }
}
