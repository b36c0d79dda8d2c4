package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.runtime.cabi.shim.ShimBackend;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.StateBytes;

/** What only the table in C can do: catch what a kernel throws (native H-6). */
final class CppExceptionTest extends BackendContract {

    @Override
    Backend newBackend() {
        return ShimBackend.open();
    }

    @BeforeEach
    void requireCompiler() {
        assumeTrue(TestKernels.hasCpp(), "g++ is not installed");
    }

    private TestModule throwing(String... flags) {
        return TestModule.of(base(), "throwing", TestKernels.library("throws.cpp", flags));
    }

    @Test
    void anExceptionThatLeavesAFunctionFailsTheCallWithItsText() throws ModuleException {
        ModuleInstance module = open(throwing());
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> call(module, "throws", string("out of p\u00e4per")))
                    .isInstanceOfSatisfying(
                            KernelException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CALL_FAILED))
                    .hasMessageContaining("the kernel threw a C++ exception: out of p\u00e4per");
        }
        assertThatThrownBy(() -> call(module, "throws_int"))
                .hasMessageContaining("an exception that is no std::exception");
        assertThat(callInt(module, "throws_after_eval", integer(1))).isEqualTo(1);
    }

    @Test
    void theFailedEvaluationBeforeItIsWhatCounts() throws ModuleException {
        ModuleInstance module = open(throwing());
        Evaluator failing = expression -> {
            throw KernelException.raised(3, "the cause");
        };
        assertThatThrownBy(() -> callIn(failing, module, "throws_after_eval", new Value.Symbol("x")))
                .hasMessageContaining("the cause");
    }

    @Test
    void initAndShutdownAreGuardedToo() throws ModuleException {
        assertThat(openFailure(throwing("-DINIT_THROWS")))
                .hasMessageContaining("kernel_init ended with: the kernel threw a C++ exception: no device");
        ModuleInstance module = open(throwing());
        assertThatThrownBy(module::shutdown)
                .hasMessageContaining("kernel_shutdown ended with: the kernel threw a C++ exception: still busy");
    }

    @Test
    void stateHooksAreGuardedTooWithAllTheirArguments() throws ModuleException {
        ReloadHooks hooks = open(TestModule.of(base(), "throwing", TestKernels.library("state_throws.cpp")))
                .reloadHooks()
                .orElseThrow();
        assertThatThrownBy(hooks::serializeState)
                .hasMessageContaining(
                        "KERNOS-0501 kernel_save_state ended with: the kernel threw a C++ exception: out of paper");
        hooks.deserializeState(StateBytes.of(new byte[3]), 2);
        assertThatThrownBy(() -> hooks.deserializeState(StateBytes.of(new byte[3]), 1))
                .hasMessageContaining("other arguments");
    }
}
