package org.kernos.runtime.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.ModuleException;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.StateBytes;

/** How the state of a kernel in Java goes to its next revision (helix W-9). */
class StatefulKernelTest {

    private static final String PLACE = "\n  at  modules/state-hooks/kernel.jar";

    @TempDir
    Path scratch;

    private ModuleInstance open(String module, String scratchName) throws Exception {
        return new JavaRuntime(property -> null, new ServiceTable())
                .open(KernelBuild.of("modules/" + module, scratch.resolve(scratchName)));
    }

    private static ReloadHooks hooks(ModuleInstance module) {
        return module.reloadHooks().orElseThrow();
    }

    private static Value call(ModuleInstance module, String function, Value... arguments) {
        return Objects.requireNonNull(module.functions().get(function), function)
                .call(expression -> expression, arguments);
    }

    @Test
    void stateGoesFromOneRevisionToTheNext() throws Exception {
        ModuleInstance old = open("state-hooks", "old");
        ModuleInstance renewed = open("state-hooks", "new");
        call(old, "next");
        call(old, "next");
        hooks(old).prepareReload();
        byte[] state = hooks(old).serializeState().array();
        assertThat(state).containsExactly(2);
        assertThat(hooks(old).stateSize()).isEqualTo(1);
        assertThat(hooks(old).stateVersion()).isEqualTo(4);
        hooks(renewed).deserializeState(StateBytes.of(state), 4);
        hooks(renewed).verifyState();
        hooks(renewed).completeReload();
        assertThat(call(renewed, "next")).isEqualTo(new Value.Int(3));
        assertThat(call(old, "notes")).isEqualTo(new Value.Str("prepare"));
        assertThat(call(renewed, "notes")).isEqualTo(new Value.Str("verify complete"));
    }

    @Test
    void aHookIsNoFunctionButOneOfItsNameMayBe() throws Exception {
        ModuleInstance module = open("state-hooks", "one");
        assertThat(call(module, "save-state", new Value.Str("x"))).isEqualTo(new Value.Str("saved as x"));
    }

    @Test
    void aHookThatFailsIsNamedWithWhatItSaid() throws Exception {
        ModuleInstance module = open("state-hooks", "one");
        ReloadHooks hooks = hooks(module);
        assertThatThrownBy(() -> hooks.deserializeState(StateBytes.of(new byte[] {1}), 3))
                .isInstanceOf(ModuleException.class)
                .hasMessage(
                        "KERNOS-0501 restoreState() of module 'state-hooks' ended with: state of version 3 is too old"
                                + " (code 5)" + PLACE);
        hooks.deserializeState(StateBytes.of(new byte[] {-1}), 4);
        assertThatThrownBy(hooks::verifyState)
                .hasMessage(
                        "KERNOS-0501 verifyState() of module 'state-hooks' ended with: java.io.IOException: count is"
                                + " -1" + PLACE);
        hooks.deserializeState(StateBytes.of(new byte[] {101}), 4);
        assertThatThrownBy(hooks::serializeState)
                .hasMessage("KERNOS-0501 saveState() of module 'state-hooks' gave null, which its interface does not"
                        + " allow" + PLACE);
        assertThat(hooks.stateSize()).isZero();
    }

    @Test
    void aVersionThatIsNotToldKeepsTheKernelFromBeingOpenedAndItIsClosed() {
        ModuleException refused = Objects.requireNonNull(
                catchThrowableOfType(ModuleException.class, () -> open("state-version-fails", "one")));
        assertThat(refused)
                .hasMessageContaining("KERNOS-0210 stateVersion() of module 'state-version-fails' ended with:"
                        + " java.lang.IllegalStateException: not yet");
        assertThat(refused.getSuppressed())
                .singleElement()
                .hasToString("java.lang.IllegalStateException: closed although it has no version");
    }

    @Test
    void aKernelWithoutStateHasNoHooks() throws Exception {
        assertThat(open("stateful", "one").reloadHooks()).isEmpty();
    }

    @Test
    void aClosedKernelSaysSoAndItsClassesAreCollectedThoughItsHooksAreHeld() throws Exception {
        ModuleInstance module = open("state-hooks", "one");
        ReloadHooks hooks = hooks(module);
        call(module, "self");
        WeakReference<ClassLoader> loader = new WeakReference<>(
                Objects.requireNonNull(System.getProperties().remove("kernos.test.self"))
                        .getClass()
                        .getClassLoader());
        assertThat(module.close()).isEmpty();
        assertThatThrownBy(hooks::serializeState)
                .hasMessage("KERNOS-0406 kernel 'state-hooks' was not asked: it is closed");
        assertCollected(loader);
    }

    private static void assertCollected(WeakReference<ClassLoader> loader) throws Exception {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (loader.get() != null) {
            if (System.nanoTime() > limit) {
                throw new TimeoutException("the kernel's class loader was not collected");
            }
            System.gc();
            Thread.yield();
        }
    }
}
