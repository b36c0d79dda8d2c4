package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.kernos.api.ModuleException;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.Reconfiguration;

/** How a kernel learns of its configuration, and of a change (ADR 25). */
abstract class ConfigurationContract extends BackendContract {

    private TestModule module(String name, String... flags) {
        return TestModule.of(base(), name, kernel("config.c", flags));
    }

    private static Value setting(ModuleInstance module, String key) {
        return call(module, "setting", string(key));
    }

    private static Value seen(Value... elements) {
        return new Value.ListValue(ListKind.BRACKET, List.of(elements));
    }

    private static Reconfiguration hook(ModuleInstance module) {
        return module.reconfiguration().orElseThrow();
    }

    @Test
    void aKernelFindsItsSettingsFromItsInitOn() throws ModuleException {
        ModuleInstance module = open(module("config")
                .property("config.speed", "10")
                .property("config.a key, and = a sign", "h\u00e9llo\nworld \ud83d\ude00")
                .property("config.", "no name")
                .setting("config.speed", "20"));
        assertThat(call(module, "seen")).isEqualTo(seen(string("20"), string(""), integer(0)));
        assertThat(setting(module, "speed")).isEqualTo(string("20"));
        assertThat(setting(module, "a key, and = a sign")).isEqualTo(string("h\u00e9llo\nworld \ud83d\ude00"));
        assertThat(setting(module, "")).isEqualTo(string("no name"));
        assertThat(setting(module, "Speed")).isEqualTo(Value.None.NONE);
        assertThat(setting(module, "library")).isEqualTo(Value.None.NONE);
    }

    @Test
    void largeSettingsAndOnesWithANulArriveWhole() throws ModuleException {
        String large = "0123456789abcdef".repeat(1 << 16);
        ModuleInstance module =
                open(module("config").property("config.large", large).property("config.nul", "a\0b"));
        assertThat(setting(module, "large")).isEqualTo(string(large));
        assertThat(setting(module, "nul")).isEqualTo(string("a\0b"));
    }

    @Test
    void whatIsAskedWithoutAKeyOrOutsideACallIsNoSetting() throws ModuleException {
        ModuleInstance module = open(module("config").property("config.speed", "10"));
        call(module, "odd");
        // None, an error, a text; and the table says that it has the entry.
        assertThat(call(module, "odd")).isEqualTo(seen(integer(0), integer(12), integer(5), integer(1)));
    }

    @Test
    void aKernelWithTheHookTakesAChangeWhole() throws ModuleException {
        ModuleInstance module =
                open(module("config").property("config.speed", "10").property("config.other", "1"));
        hook(module).reconfigure(Map.of("speed", "30", "new", "x"));
        assertThat(call(module, "seen")).isEqualTo(seen(string("10"), string("30"), integer(1)));
        assertThat(setting(module, "speed")).isEqualTo(string("30"));
        assertThat(setting(module, "new")).isEqualTo(string("x"));
        assertThat(setting(module, "other")).isEqualTo(Value.None.NONE);
        hook(module).reconfigure(Map.of());
        assertThat(setting(module, "speed")).isEqualTo(Value.None.NONE);
        assertThat(call(module, "seen")).isEqualTo(seen(string("10"), string("-"), integer(2)));
    }

    @Test
    void aKernelThatRefusesAChangeKeepsWhatItHad() throws ModuleException {
        ModuleInstance module = open(module("config").property("config.speed", "10"));
        String place = "modules/config/" + module.details().get("library");
        assertThatThrownBy(() -> hook(module).reconfigure(Map.of("speed", "99", "fail", "raise")))
                .isInstanceOf(ModuleException.class)
                .hasMessage("KERNOS-0217 the changed configuration of module 'config' was not taken: "
                        + "kernel_reconfigure ended with: too fast (code 21)\n  at  " + place);
        assertThatThrownBy(() -> hook(module).reconfigure(Map.of("speed", "98", "fail", "code")))
                .hasMessageContaining("kernel_reconfigure ended with: code 22");
        assertThat(call(module, "seen")).isEqualTo(seen(string("10"), string("98"), integer(2)));
        assertThat(setting(module, "speed")).isEqualTo(string("10"));
        assertThat(setting(module, "fail")).isEqualTo(Value.None.NONE);
    }

    @Test
    void otherThreadsSeeAChangeOnlyOnceItIsTaken() throws ModuleException {
        List<Value> beside = new ArrayList<>();
        Map<String, ModuleInstance> opened = new HashMap<>();
        ModuleInstance module =
                open(module("config").property("config.speed", "10").evaluator(expression -> {
                    beside.add(CompletableFuture.supplyAsync(
                                    () -> setting(Objects.requireNonNull(opened.get("it")), "speed"))
                            .join());
                    return expression;
                }));
        opened.put("it", module);
        hook(module).reconfigure(Map.of("speed", "30", "fail", "eval"));
        assertThat(beside).containsExactly(string("10"));
        assertThat(setting(module, "speed")).isEqualTo(string("30"));
    }

    @Test
    void aKernelWithoutTheHookTakesNoChange() throws ModuleException {
        ModuleInstance module = open(module("config", "-DNO_HOOK").property("config.speed", "10"));
        assertThat(module.reconfiguration()).isEmpty();
        assertThat(setting(module, "speed")).isEqualTo(string("10"));
    }
}
