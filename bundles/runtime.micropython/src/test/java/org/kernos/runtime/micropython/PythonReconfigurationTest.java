package org.kernos.runtime.micropython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.Reconfiguration;

/** How a module in Python learns of its configuration, and of a change (ADR 25). */
class PythonReconfigurationTest {

    private final MicroPythonRuntime runtime = new MicroPythonRuntime();

    @AfterEach
    void close() {
        runtime.close();
    }

    private ModuleInstance open(TestModule module) throws ModuleException {
        return runtime.open(module);
    }

    private static Value call(ModuleInstance module, String function, Value... arguments) {
        return Objects.requireNonNull(module.functions().get(function), function)
                .call(expression -> expression, arguments);
    }

    private static Value text(String text) {
        return new Value.Str(text);
    }

    private static Reconfiguration hook(ModuleInstance module) {
        return module.reconfiguration().orElseThrow();
    }

    /** Its last functions end the interpreter, so that the next call gets a new one. */
    private static TestModule module(String name, String... first) {
        String[] lines = new String[first.length + 5];
        System.arraycopy(first, 0, lines, 0, first.length);
        lines[first.length] = "at_load = str(sorted(__config__.items()))";
        lines[first.length + 1] = "def loaded(): return at_load";
        lines[first.length + 2] = "def now(): return str(sorted(__config__.items()))";
        lines[first.length + 3] = "def get(key): return __config__.get(key)";
        lines[first.length + 4] = "def exhaust(): return len(bytearray(100000000))";
        return TestModule.source(name, lines);
    }

    private static final String[] TAKING = {
        "seen = []",
        "def __configure__(config):",
        "    seen.append('%s for %s' % (sorted(config.items()), sorted(__config__.items())))",
        "    if 'fail' in config: raise ValueError('too ' + config['fail'])",
        "def notes(): return ', '.join(seen)"
    };

    @Test
    void aModuleFindsItsSettingsBeforeItsBodyRuns() throws Exception {
        ModuleInstance module = open(
                module("lib").with("config.speed", "10", "config.fair", "true").withSetting("config.speed", "20"));
        assertThat(call(module, "loaded")).isEqualTo(text("[('fair', 'true'), ('speed', '20')]"));
        assertThat(call(module, "now")).isEqualTo(text("[('fair', 'true'), ('speed', '20')]"));
        assertThat(module.reconfiguration()).isEmpty();
    }

    @Test
    void withoutSettingsThereIsAnEmptyDictionaryOfTheModulesOwn() throws Exception {
        ModuleInstance module = open(TestModule.source(
                "lib",
                "__config__['mine'] = 1",
                "def now(): return str(__config__)",
                "def own(): return '__config__' in globals()"));
        assertThat(call(module, "now")).isEqualTo(text("{'mine': 1}"));
        assertThat(call(module, "own")).isEqualTo(new Value.Int(1));
        assertThat(call(open(module("other")), "now")).isEqualTo(text("[]"));
    }

    @Test
    void oddAndLargeSettingsArriveWhole() throws Exception {
        String large = "0123456789abcdef".repeat(1 << 16);
        ModuleInstance module = open(TestModule.source("lib", "def get(key): return __config__.get(key)")
                .with("config.a key, = \n", "h\u00e9llo \ud83d\ude00", "config.large", large, "config.n", "a\0b"));
        assertThat(call(module, "get", text("a key, = \n"))).isEqualTo(text("h\u00e9llo \ud83d\ude00"));
        assertThat(call(module, "get", text("large"))).isEqualTo(text(large));
        assertThat(call(module, "get", text("n"))).isEqualTo(text("a\0b"));
    }

    @Test
    void aModuleWithTheFunctionTakesAChangeWhole() throws Exception {
        ModuleInstance module = open(module("lib", TAKING).with("config.speed", "10"));
        hook(module).reconfigure(Map.of("speed", "30", "new", "x"));
        assertThat(call(module, "notes")).isEqualTo(text("[('new', 'x'), ('speed', '30')] for [('speed', '10')]"));
        assertThat(call(module, "now")).isEqualTo(text("[('new', 'x'), ('speed', '30')]"));
        assertThat(call(module, "loaded")).isEqualTo(text("[('speed', '10')]"));
        hook(module).reconfigure(Map.of());
        assertThat(call(module, "now")).isEqualTo(text("[]"));
    }

    @Test
    void aModuleThatRaisesKeepsWhatItHad() throws Exception {
        ModuleInstance module = open(module("lib", TAKING).with("config.speed", "10"));
        assertThatThrownBy(() -> hook(module).reconfigure(Map.of("speed", "99", "fail", "fast")))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("KERNOS-0217 __configure__ raised ValueError: too fast\nTraceback")
                .hasMessageContaining("  at  modules/lib/lib.py");
        assertThat(call(module, "now")).isEqualTo(text("[('speed', '10')]"));
    }

    @Test
    void aNewInterpreterHasTheModulesWithWhatTheyTookLast() throws Exception {
        ModuleInstance module = open(module("lib", TAKING).with("config.speed", "10"));
        hook(module).reconfigure(Map.of("speed", "30"));
        assertThatThrownBy(() -> hook(module).reconfigure(Map.of("fail", "late")))
                .isInstanceOf(ModuleException.class);
        assertThatThrownBy(() -> call(module, "exhaust")).isInstanceOf(KernelException.class);
        assertThat(call(module, "loaded")).isEqualTo(text("[('speed', '30')]"));
        assertThat(call(module, "now")).isEqualTo(text("[('speed', '30')]"));
    }

    /** When all are loaded again, the second is run by the import of the first. */
    @Test
    void aModuleThatIsImportedWhileAnotherOneIsLoadedFindsItsOwnSettings() throws Exception {
        ModuleInstance first = open(module("first", "try: import second", "except ImportError: second = None")
                .with("config.of", "first"));
        ModuleInstance second = open(module("second").with("config.of", "second"));
        assertThatThrownBy(() -> call(first, "exhaust")).isInstanceOf(KernelException.class);
        assertThat(call(first, "loaded")).isEqualTo(text("[('of', 'first')]"));
        assertThat(call(second, "loaded")).isEqualTo(text("[('of', 'second')]"));
        assertThat(call(second, "now")).isEqualTo(text("[('of', 'second')]"));
    }
}
