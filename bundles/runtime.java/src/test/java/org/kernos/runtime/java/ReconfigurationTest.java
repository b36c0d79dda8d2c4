package org.kernos.runtime.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.ModuleException;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.Reconfiguration;

/** How kernels and Helix modules in Java learn of their configuration, and of a change (ADR 25). */
class ReconfigurationTest {

    @TempDir
    Path scratch;

    private ModuleInstance open(String module, Map<String, String> settings) throws Exception {
        return new JavaRuntime(property -> null, new ServiceTable())
                .open(KernelBuild.of(module, scratch.resolve(module.replace("/", "-")))
                        .withSettings(settings));
    }

    private static String call(ModuleInstance module, String function, Value... arguments) {
        Value result = Objects.requireNonNull(module.functions().get(function), function)
                .call(expression -> expression, arguments);
        return ((Value.Str) result).text();
    }

    private static Reconfiguration hook(ModuleInstance module) {
        return module.reconfiguration().orElseThrow();
    }

    @Test
    void aKernelHasItsConfigurationFromTheBeginningAndWhatItTakesLater() throws Exception {
        ModuleInstance module = open("modules/configured", Map.of("config.colour", "red"));
        assertThat(call(module, "seen")).isEqualTo("{colour=red, speed=10}");
        hook(module).reconfigure(Map.of("speed", "30"));
        assertThat(call(module, "seen")).isEqualTo("{speed=30} in place of {colour=red, speed=10}");
        assertThat(call(module, "in-force")).isEqualTo("{speed=30}");
    }

    @Test
    void whatAKernelDoesNotTakeIsNotInForce() throws Exception {
        ModuleInstance module = open("modules/configured", Map.of());
        assertThatThrownBy(() -> hook(module).reconfigure(Map.of("speed", "99", "fail", "yes")))
                .isInstanceOf(ModuleException.class)
                .hasMessage("KERNOS-0217 reconfigure() of module 'configured' ended with: too fast (code 21)"
                        + "\n  at  modules/configured/kernel.jar");
        assertThatThrownBy(() -> hook(module).reconfigure(Map.of("change", "no")))
                .hasMessageContaining("ended with: java.lang.UnsupportedOperationException");
        assertThat(call(module, "in-force")).isEqualTo("{speed=10}");
    }

    @Test
    void aHelixModuleIsConfiguredBeforeItsInitAndReconfiguredBehindIt() throws Exception {
        ModuleInstance module = open("helix/live", Map.of("config.speed", "20"));
        assertThat(call(module, "seen")).isEqualTo("configured {speed=20}, initialised");
        hook(module).reconfigure(Map.of("speed", "30"));
        assertThat(call(module, "seen")).isEqualTo("reconfigured {speed=30}");
        assertThatThrownBy(() -> hook(module).reconfigure(Map.of("fail", "yes")))
                .hasMessage(
                        "KERNOS-0217 reconfigure() of module 'live' ended with: java.io.IOException: the disk is gone"
                                + "\n  at  modules/live/kernel.jar");
        assertThat(call(module, "seen")).isEqualTo("reconfigured {speed=30}");
    }

    @Test
    void oneThatDoesNotSayThatItTakesChangesHasNoHook() throws Exception {
        assertThat(open("modules/stateful", Map.of()).reconfiguration()).isEmpty();
        assertThat(open("helix/full", Map.of()).reconfiguration()).isEmpty();
    }

    @Test
    void theHookIsNoFunctionButOneOfItsNameMayBe() throws Exception {
        ModuleInstance module = open("modules/configured", Map.of());
        assertThat(call(module, "reconfigure", new Value.Str("x"))).isEqualTo("as x");
        assertThat(call(module, "seen")).isEqualTo("{speed=10}");
    }

    @Test
    void aClosedModuleTakesNothing() throws Exception {
        ModuleInstance module = open("modules/configured", Map.of());
        Reconfiguration hook = hook(module);
        assertThat(module.close()).isEmpty();
        assertThatThrownBy(() -> hook.reconfigure(Map.of("speed", "30")))
                .hasMessageContaining("reconfigure() of module 'configured' ended with: ")
                .hasMessageContaining("it is closed");
    }
}
