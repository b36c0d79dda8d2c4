package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kernos.api.ModuleException;
import org.kernos.api.value.Value;
import org.kernos.runtime.cabi.shim.ShimBackend;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.Reconfiguration;

/** How a changed configuration reaches a native Helix module (ADR 25). */
final class HelixConfigurationTest extends HelixContract {

    @Override
    Backend newBackend() {
        return ShimBackend.open();
    }

    @ParameterizedTest
    @EnumSource(
            value = Form.class,
            names = {"SHARED", "OBJECT"})
    void aModuleWithTheHookIsToldAChangedConfigurationAsAWhole(Form form) throws ModuleException {
        TestModule helix = helix(form, "-DLIVE").property("config.speed", "1");
        ModuleInstance instance = open(helix);
        notes();
        String large = "x".repeat(1 << 20);
        Map<String, String> changed = Map.of("log", log().toString(), "speed", "2 \u00fc", "large", large);
        instance.reconfiguration().orElseThrow().reconfigure(changed);
        assertThat(notes())
                .containsExactly("reconfigure 3", "large=" + "x".repeat(40) + " of 1048576", "speed=2 \u00fc of 4");
        assertThat(call(instance, "setting", string("speed"))).isEqualTo(string("2 \u00fc"));
        assertThat(call(instance, "setting", string("large"))).isEqualTo(string(large));
    }

    @Test
    void aChangeThatTheModuleRefusesOrCCannotHoldIsAProblem() throws ModuleException {
        ModuleInstance instance = open(helix(Form.SHARED, "-DLIVE").property("config.speed", "1"));
        notes();
        Reconfiguration hook = instance.reconfiguration().orElseThrow();
        assertThatThrownBy(() -> hook.reconfigure(Map.of("bad", "x", "speed", "2")))
                .hasMessage("""
                KERNOS-0217 the module does not take its changed configuration: no such key (code 9)
                  at  modules/helix/helix.hmod""");
        assertThat(notes()).startsWith("reconfigure 2");
        assertThatThrownBy(() -> hook.reconfigure(Map.of("a", "x\0y"))).hasMessage("""
                KERNOS-0217 the setting 'a' = 'x\\0y' has a NUL character, which ends a text in C
                  at  modules/helix/helix.hmod
                  fix leave the character out, or write what it stands for in another way""");
        assertThat(notes()).isEmpty();
        assertThat(call(instance, "setting", string("speed"))).isEqualTo(string("1"));
        hook.reconfigure(Map.of());
        assertThat(notes()).containsExactly("reconfigure 0");
        assertThat(call(instance, "setting", string("speed"))).isEqualTo(Value.None.NONE);
    }

    @Test
    void aModuleWithoutTheHookTakesNoChange() throws ModuleException {
        assertThat(open(helix(Form.SHARED)).reconfiguration()).isEmpty();
    }
}
