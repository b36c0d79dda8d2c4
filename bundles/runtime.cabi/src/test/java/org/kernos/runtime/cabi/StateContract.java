package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.StateBytes;

/** How a kernel's state goes to its next revision (helix W-9). */
abstract class StateContract extends BackendContract {

    private ModuleInstance opened(String name, String... flags) throws ModuleException {
        return open(TestModule.of(base(), name, kernel("state.c", flags)));
    }

    private static byte[] saved(ReloadHooks hooks) throws ModuleException {
        try (StateBytes state = hooks.serializeState()) {
            return state.array();
        }
    }

    private static ReloadHooks hooks(ModuleInstance module) {
        return module.reloadHooks().orElseThrow();
    }

    private static String notes(ModuleInstance module) {
        return ((Value.Str) call(module, "noted")).text().strip();
    }

    @Test
    void stateGoesFromOneRevisionToTheNext() throws ModuleException {
        ModuleInstance old = opened("old");
        Value bytes = Value.Str.ofBytes(new byte[] {1, 0, (byte) 0x80, (byte) 0xff});
        call(old, "set", bytes);
        ReloadHooks from = hooks(old);
        assertThat(from.stateSize()).isEqualTo(5_000_000_000L);
        from.prepareReload();
        byte[] state = saved(from);
        assertThat(state).containsExactly(1, 0, 0x80, 0xff);
        assertThat(from.stateVersion()).isEqualTo(3);
        ModuleInstance renewed = opened("renewed");
        hooks(renewed).deserializeState(StateBytes.of(state), 3);
        hooks(renewed).verifyState();
        assertThat(call(renewed, "get")).isEqualTo(bytes);
        assertThat(saved(hooks(renewed))).isEqualTo(state);
        assertThat(notes(old)).isEqualTo("size prepare save free version");
        assertThat(notes(renewed)).isEqualTo("restore verify save free");
        assertThat(callInt(old, "freed")).isEqualTo(4);
    }

    @Test
    void largeStatesKeepEveryByteAndAreGivenBack() throws ModuleException {
        ModuleInstance old = opened("old");
        long length = 48L << 20;
        call(old, "fill", integer(length));
        byte[] state = saved(hooks(old));
        assertThat(state).hasSize((int) length);
        assertThat(callInt(old, "freed")).isEqualTo(length);
        ModuleInstance renewed = opened("renewed");
        hooks(renewed).deserializeState(StateBytes.of(state), 3);
        assertThat(callInt(renewed, "sound")).isEqualTo(length);
    }

    /** The next kernel reads the memory of the former one, which is not copied. */
    @Test
    void aKernelsStateIsReadWhereItLies() throws ModuleException {
        ModuleInstance old = opened("old");
        ModuleInstance renewed = opened("renewed");
        long length = 3L << 20;
        call(old, "fill", integer(length));
        StateBytes state = hooks(old).serializeState();
        assertThat(state.buffer().isDirect()).isTrue();
        assertThat(state.buffer().remaining()).isEqualTo((int) length);
        hooks(renewed).deserializeState(state, 3);
        assertThat(callInt(renewed, "sound")).isEqualTo(length);
        assertThat(notes(old)).isEqualTo("save");
        state.close();
        state.close();
        assertThat(notes(old)).as("since then").isEqualTo("free");
        assertThat(callInt(old, "freed")).isEqualTo(length);
        assertThatThrownBy(state::buffer)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a state of 3145728 bytes was given back already");
    }

    @Test
    void anEmptyStateAndNoneAreNoBytes() throws ModuleException {
        ModuleInstance module = opened("empty");
        assertThat(saved(hooks(module))).isEmpty();
        hooks(module).deserializeState(StateBytes.of(new byte[0]), 1);
        assertThat(saved(hooks(module))).isEmpty();
        assertThat(notes(module)).isEqualTo("save free restore save free");
        ModuleInstance none = opened("none", "-DSAVE_NOTHING");
        assertThat(saved(hooks(none))).isEmpty();
        assertThat(notes(none)).isEqualTo("save");
    }

    @Test
    void versionsAreUnsigned() throws ModuleException {
        ModuleInstance module = opened("version");
        hooks(module).deserializeState(StateBytes.of(new byte[] {1}), (int) 4_000_000_000L);
        assertThat(notes(module)).isEqualTo("restore of-4000000000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-DSAVE_RAISES   | kernel_save_state ended with: state is in use (code 11)",
                "-DSAVE_RETURNS  | kernel_save_state ended with: code -7",
                "-DSAVE_NULL     | kernel_save_state gave 5 bytes at NULL, expected at most 2147483647",
                "-DSAVE_NEGATIVE | kernel_save_state gave 18446744073709551613 bytes at an address, expected at most 2147483647",
                "-DSAVE_TOO_LONG | kernel_save_state gave 2147483648 bytes at an address, expected at most 2147483647",
                "-DFREE_RAISES   | kernel_free_state ended with: not mine (code 13)"
            })
    void whatCannotBeSavedIsAProblemOfTheState(String flag, String message) throws ModuleException {
        TestModule module = TestModule.of(base(), "odd", kernel("state.c", flag));
        ModuleInstance instance = open(module);
        String place = "modules/odd/" + instance.details().get("library");
        assertThatThrownBy(() -> saved(hooks(instance)))
                .isInstanceOf(ModuleException.class)
                .hasMessage("KERNOS-0501 " + message + "\n  at  " + place);
        call(instance, "set", string("still there"));
        assertThat(call(instance, "get")).isEqualTo(string("still there"));
    }

    @Test
    void whatCannotBeTakenOverIsAProblemOfTheState() throws ModuleException {
        ModuleInstance module = opened("refuses");
        call(module, "set", string("mine"));
        assertThatThrownBy(() -> hooks(module).deserializeState(StateBytes.of(new byte[] {(byte) 0xff}), 1))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("KERNOS-0501 kernel_restore_state ended with: state is damaged (code 12)")
                .hasCauseInstanceOf(KernelException.class);
        assertThat(call(module, "get")).isEqualTo(string("mine"));
        assertThatThrownBy(hooks(module)::completeReload)
                .hasMessageContaining("KERNOS-0501 kernel_complete_reload ended with: cannot go on (code 15)");
    }

    @Test
    void aSizeThatIsNotToldIsNone() throws ModuleException {
        assertThat(hooks(opened("size", "-DSIZE_RAISES")).stateSize()).isZero();
    }

    @Test
    void onlySaveAndRestoreAreNeeded() throws ModuleException {
        ModuleInstance module = opened("only", "-DONLY_STATE");
        ReloadHooks hooks = hooks(module);
        assertThat(hooks.stateSize()).isZero();
        assertThat(hooks.stateVersion()).isEqualTo(1);
        hooks.prepareReload();
        hooks.verifyState();
        hooks.completeReload();
        assertThat(saved(hooks)).isEmpty();
        assertThat(notes(module)).isEqualTo("save");
    }

    @Test
    void aKernelWithoutStateHasNoHooks() throws ModuleException {
        TestModule module = life();
        assertThat(open(module).reloadHooks()).isEmpty();
        assertThat(module.warningText()).doesNotContain("state");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-DNO_SAVE", "-DNO_SAVE -DONLY_STATE"})
    void oneOfTheTwoIsAWarningAndNoState(String flags) throws ModuleException {
        TestModule module = TestModule.of(base(), "half", kernel("state.c", flags.split(" ")));
        ModuleInstance instance = open(module);
        assertThat(instance.reloadHooks()).isEmpty();
        String library = instance.details().get("library");
        String others = flags.contains("ONLY")
                ? ""
                : ", 'kernel_free_state', 'kernel_state_version', 'kernel_state_size', 'kernel_prepare_reload',"
                        + " 'kernel_complete_reload', 'kernel_verify_state'";
        assertThat(module.warningText()).endsWith("""
                KERNOS-0501 '%s' exports 'kernel_restore_state'%s, but no 'kernel_save_state': a swap does not move its state
                  at  modules/half/%s
                  fix export both kernel_save_state and kernel_restore_state (sxs/kernel_api.h), or none of these""".formatted(library, others, library));
    }

    @Test
    void aClosedKernelRefusesItsHooks() throws ModuleException {
        ModuleInstance module = runtime().open(TestModule.of(base(), "closed", kernel("state.c")));
        ReloadHooks hooks = hooks(module);
        assertThat(module.close()).isEmpty();
        assertThatThrownBy(() -> saved(hooks))
                .hasMessageContaining("KERNOS-0501 kernel_save_state ended with: the kernel 'closed' is closed");
        assertThatThrownBy(() -> hooks.deserializeState(StateBytes.of(new byte[1]), 1))
                .hasMessageContaining("KERNOS-0501 kernel_restore_state ended with: the kernel 'closed' is closed");
    }
}
