package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.kernos.api.ModuleException;
import org.kernos.runtime.cabi.shim.ShimBackend;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.StateBytes;

/** The SDK's template of a kernel shows state hooks that work. */
final class TemplateStateTest extends BackendContract {

    private static final String SOURCE = "../../../../../distribution/sdk/template/kernel-c/your_name.c";

    @Override
    Backend newBackend() {
        return ShimBackend.open();
    }

    private ModuleInstance greet(String name) throws ModuleException {
        return open(TestModule.of(base(), name, kernel(SOURCE)));
    }

    private static byte[] saved(ReloadHooks hooks) throws ModuleException {
        try (StateBytes state = hooks.serializeState()) {
            return state.array();
        }
    }

    private static ReloadHooks hooks(ModuleInstance module) {
        return module.reloadHooks().orElseThrow();
    }

    @Test
    void theNextRevisionGoesOnCounting() throws ModuleException {
        ModuleInstance old = greet("old");
        for (int i = 0; i < 300; i++) {
            call(old, "hello", string("Ada"));
        }
        byte[] state = saved(hooks(old));
        assertThat(state).containsExactly(300 & 0xff, 1, 0, 0, 0, 0, 0, 0);
        ModuleInstance renewed = greet("renewed");
        call(renewed, "hello", string("Ada"));
        hooks(renewed).deserializeState(StateBytes.of(state), hooks(old).stateVersion());
        call(renewed, "hello", string("Ada"));
        assertThat(callInt(renewed, "greeted")).isEqualTo(301);
        assertThat(callInt(old, "greeted")).isEqualTo(300);
    }

    @Test
    void aStateThatItDoesNotKnowIsRefusedAndChangesNothing() throws ModuleException {
        ModuleInstance greet = greet("greet");
        call(greet, "hello", string("Ada"));
        assertThatThrownBy(() -> hooks(greet).deserializeState(StateBytes.of(new byte[8]), 2))
                .hasMessageContaining("a state of yourname is 8 bytes of version 1 (code 4)");
        assertThatThrownBy(() -> hooks(greet).deserializeState(StateBytes.of(new byte[7]), 1))
                .hasMessageContaining("a state of yourname is 8 bytes of version 1 (code 4)");
        assertThat(callInt(greet, "greeted")).isEqualTo(1);
    }
}
