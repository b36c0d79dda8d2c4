package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.ModuleState;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** The framework stops a provider while a module that needs it is inside its kernel_init. */
@Timeout(60)
final class ProviderLeavesTest {

    private static final Set<Thread.State> WAITS_OR_ENDED =
            EnumSet.of(Thread.State.TIMED_WAITING, Thread.State.TERMINATED);

    @TempDir
    Path root;

    /** Active alu, stopped user and other that need it. */
    private TestContainer modules(String... settings) throws Exception {
        TestContainer kernos = new TestContainer(root, settings);
        kernos.container()
                .loadAll(List.of(
                        kernos.module("alu"), kernos.module("user", "needs=alu"), kernos.module("other", "needs=alu")));
        kernos.container().stop("user", false);
        kernos.container().stop("other", false);
        kernos.runtime.events.clear();
        return kernos;
    }

    private Bundle bundle(TestContainer kernos, String name) {
        return Objects.requireNonNull(kernos.context().getBundle("kernos:" + root.resolve("modules/" + name)));
    }

    private static CompletableFuture<Void> started(Bundle bundle) {
        return CompletableFuture.runAsync(() -> {
            try {
                bundle.start();
            } catch (BundleException e) {
                throw new CompletionException(e);
            }
        });
    }

    private static Thread stopping(Bundle bundle) {
        Thread stopper = new Thread(() -> {
            try {
                bundle.stop();
            } catch (BundleException e) {
                throw new AssertionError(e);
            }
        });
        stopper.start();
        return stopper;
    }

    private static ModuleState state(TestContainer kernos, String module) {
        return kernos.registry().findModule(module).orElseThrow().state();
    }

    @Test
    void aDependentThatIsBeingOpenedIsStoppedBeforeItsProviderAndComesBackWithIt() throws Exception {
        try (TestContainer kernos = modules("kernos.drain.limit.ms", "60000")) {
            kernos.runtime.heldInit = "user";
            CompletableFuture<Void> opening = started(bundle(kernos, "user"));
            kernos.runtime.insideInit.await();
            Thread stopper = stopping(bundle(kernos, "alu"));
            TestContainer.await("the stop to wait", () -> WAITS_OR_ENDED.contains(stopper.getState()));
            kernos.runtime.releaseInit.countDown();
            opening.get(20, TimeUnit.SECONDS);
            stopper.join();
            assertThat(kernos.runtime.events)
                    .containsExactly("open user", "shutdown user", "close user", "shutdown alu", "close alu");
            assertThat(state(kernos, "user")).isEqualTo(ModuleState.REGISTERED);

            bundle(kernos, "alu").start();
            assertThat(state(kernos, "user")).isEqualTo(ModuleState.ACTIVE);
        }
    }

    @Test
    void aDependentThatTakesTooLongIsClosedAtItsEnd() throws Exception {
        try (TestContainer kernos = modules("kernos.drain.limit.ms", "0")) {
            kernos.runtime.heldInit = "user";
            CompletableFuture<Void> opening = started(bundle(kernos, "user"));
            kernos.runtime.insideInit.await();
            bundle(kernos, "alu").stop();
            assertThat(kernos.runtime.events).containsExactly("open user", "shutdown alu", "close alu");
            kernos.runtime.releaseInit.countDown();
            assertThatThrownBy(() -> opening.get(20, TimeUnit.SECONDS))
                    .hasStackTraceContaining("module 'user' was closed again: a module it needs was stopped");
            assertThat(kernos.runtime.events).endsWith("shutdown user", "close user");
            assertThat(kernos.registry().functions()).isEmpty();

            bundle(kernos, "alu").start();
            assertThat(state(kernos, "user")).isEqualTo(ModuleState.ACTIVE);
        }
    }

    @Test
    void aModuleDoesNotBeginToCountOnAProviderThatIsBeingStopped() throws Exception {
        try (TestContainer kernos = modules("kernos.drain.limit.ms", "60000")) {
            kernos.runtime.heldInit = "user";
            CompletableFuture<Void> opening = started(bundle(kernos, "user"));
            kernos.runtime.insideInit.await();
            Thread stopper = stopping(bundle(kernos, "alu"));
            TestContainer.await("the stop to wait", () -> WAITS_OR_ENDED.contains(stopper.getState()));
            assertThatThrownBy(() -> bundle(kernos, "other").start())
                    .hasStackTraceContaining(
                            "module 'other' needs 'alu', which could not be started: it is being stopped");
            kernos.runtime.releaseInit.countDown();
            opening.get(20, TimeUnit.SECONDS);
            stopper.join();
            assertThat(kernos.registry().functions()).isEmpty();
        }
    }
}
