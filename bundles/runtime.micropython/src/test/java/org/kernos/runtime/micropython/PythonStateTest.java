package org.kernos.runtime.micropython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kernos.api.ModuleException;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.StateBytes;

class PythonStateTest {

    private final MicroPythonRuntime runtime = new MicroPythonRuntime();

    @AfterEach
    void close() {
        runtime.close();
    }

    private ModuleInstance open(String... lines) throws ModuleException {
        return runtime.open(TestModule.source("lib", lines));
    }

    private static ReloadHooks hooks(ModuleInstance module) {
        return module.reloadHooks().orElseThrow();
    }

    private static Value call(ModuleInstance module, String function) {
        return module.functions().get(function).call(expression -> expression, new Value[0]);
    }

    @Test
    void stateGoesToARevisionBesideTheOldOne() throws Exception {
        ModuleInstance old = open(
                "data = {'n': 2 ** 70, 'f': 0.5, 'l': [True, None, b'\\xff'], (1, 2): 'text'}",
                "def show(): return repr(sorted(data.items(), key=str))",
                "def __getstate__(): return data");
        ModuleInstance young = open(
                "data = {}",
                "def show(): return repr(sorted(data.items(), key=str))",
                "def __setstate__(state):",
                "    global data",
                "    data = state");
        ReloadHooks from = hooks(old);
        ReloadHooks to = hooks(young);

        from.prepareReload();
        byte[] state = from.serializeState().array();
        to.deserializeState(StateBytes.of(state), from.stateVersion());
        to.verifyState();
        to.completeReload();

        assertThat(from.stateVersion()).isEqualTo(1);
        assertThat(from.stateSize()).isZero();
        assertThat(call(young, "show")).isEqualTo(call(old, "show"));
        assertThat(call(young, "show").toString())
                .contains("1180591620717411303424")
                .contains("True");
        assertThat(old.close()).isEmpty();
        assertThat(call(young, "show").toString()).contains("1180591620717411303424");
    }

    @Test
    void aModuleWithAVersionOfItsOwnIsGivenThatOfTheState() throws Exception {
        ReloadHooks old = hooks(open("__state_version__ = 3", "def __getstate__(): return 5"));
        ModuleInstance young = open(
                "__state_version__ = 4",
                "got = None",
                "def __setstate__(state, version):",
                "    global got",
                "    got = (state, version)",
                "def show(): return repr(got)");

        hooks(young).deserializeState(old.serializeState(), old.stateVersion());

        assertThat(call(young, "show")).isEqualTo(new Value.Str("(5, 3)"));
        assertThat(hooks(young).stateVersion()).isEqualTo(4);
    }

    @Test
    void aModuleWithoutTheFunctionsHasNoState() throws Exception {
        assertThat(open("__getstate__ = 5", "def f(): return 1").reloadHooks()).isEmpty();
    }

    @Test
    void oneThatOnlyGivesTakesNothingAndTheOtherWayRound() throws Exception {
        ReloadHooks gives = hooks(open("def __getstate__(): return 1"));
        ReloadHooks takes = hooks(open("def __setstate__(state): raise ValueError(state)"));

        gives.deserializeState(StateBytes.of(new byte[] {1, 'N'}), 1);
        assertThat(takes.serializeState().array()).isEmpty();
        takes.deserializeState(StateBytes.of(new byte[0]), 1);
        assertThatThrownBy(() -> takes.deserializeState(gives.serializeState(), 1))
                .isInstanceOf(ModuleException.class);
    }

    @Test
    void whatFailsSaysSoWithItsTraceback() throws Exception {
        ReloadHooks hooks = hooks(open(
                "def __getstate__():", "    raise ValueError('not now')", "def __setstate__(state):", "    state.x"));

        assertThatThrownBy(hooks::serializeState)
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("KERNOS-0501 __getstate__ raised ValueError: not now")
                .hasMessageContaining("lib.py\", line 2, in __getstate__")
                .hasMessageContaining("at  modules/lib/lib.py");
        assertThatThrownBy(() -> hooks.deserializeState(StateBytes.of(new byte[] {1, 'N'}), 1))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("__setstate__ raised AttributeError");
        assertThatThrownBy(() -> hooks.deserializeState(StateBytes.of(new byte[] {7}), 1))
                .hasMessageContaining("the state cannot be read: its form is 7, expected 1");
    }

    @Test
    void stateThatIsNoDataIsRefused() throws Exception {
        ReloadHooks hooks = hooks(open("class C: pass", "def __getstate__(): return [C()]"));

        assertThatThrownBy(hooks::serializeState)
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("__getstate__() returned what cannot be handed over: an object that is none of");
    }

    @Test
    void aVersionThatIsNoNumberIsRefusedAndTheModuleIsNotThere() throws Exception {
        for (String version : new String[] {"'x'", "0", "2 ** 31", "2 ** 80"}) {
            assertThatThrownBy(() -> open("__state_version__ = " + version, "def __getstate__(): return 1"))
                    .isInstanceOf(ModuleException.class)
                    .hasMessageContaining("__state_version__ is '");
        }
        assertThatThrownBy(() -> runtime.open(TestModule.source("user", "import lib")))
                .hasMessageContaining("no module named 'lib'");
    }
}
