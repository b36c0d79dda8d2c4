package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleState;
import org.kernos.api.Outcome;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;

@Timeout(60)
final class PauseTest {

    private static final Value ONE = new Value.Int(1);
    private static final Value TWO = new Value.Int(2);

    @TempDir
    Path root;

    private TestContainer kernos;

    @BeforeEach
    void start() throws Exception {
        kernos =
                new TestContainer(root, "kernos.path", root.resolve("modules").toString(), "kernos.async.threads", "1");
        kernos.module("alu");
        kernos.container().load("alu");
    }

    @AfterEach
    void stop() throws Exception {
        kernos.runtime.release.countDown();
        kernos.close();
    }

    private KernelFunction add() {
        return kernos.registry().findFunction("alu/add").orElseThrow();
    }

    private CompletableFuture<Value> callElsewhere(Thread[] caller) {
        CompletableFuture<Value> result = new CompletableFuture<>();
        caller[0] = new Thread(() -> {
            try {
                result.complete(add().call(ONE, TWO));
            } catch (KernelException e) {
                result.completeExceptionally(e);
            }
        });
        caller[0].start();
        TestContainer.await(
                "the call to wait",
                () -> caller[0].getState() == Thread.State.TIMED_WAITING
                        || caller[0].getState() == Thread.State.WAITING);
        return result;
    }

    @Test
    void callsOfAPausedModuleWaitUntilItIsResumed() {
        assertThat(kernos.container().pause("alu")).isInstanceOf(Outcome.Done.class);
        assertThat(kernos.registry().findModule("alu").orElseThrow().state()).isEqualTo(ModuleState.PAUSED);
        assertThat(kernos.registry().activeModules()).isEmpty();
        assertThat(kernos.container().pause("alu")).isInstanceOf(Outcome.Unchanged.class);
        assertThat(kernos.container().load("alu")).isInstanceOf(Outcome.Unchanged.class);
        assertThat(kernos.registry().why("alu"))
                .extracting(Problem::message)
                .containsExactly("module 'alu' is paused: calls of its functions wait");
        CompletableFuture<Value> waiting = callElsewhere(new Thread[1]);
        assertThat(kernos.container().resume("alu")).isInstanceOf(Outcome.Done.class);
        assertThat(waiting.join()).isEqualTo(new Value.Int(3));
        assertThat(kernos.container().resume("alu")).isInstanceOf(Outcome.Unchanged.class);
        assertThat(add().call(ONE, TWO)).isEqualTo(new Value.Int(3));
    }

    @Test
    void stoppingAPausedModuleReleasesWhoWaits() {
        kernos.container().pause("alu");
        CompletableFuture<Value> waiting = callElsewhere(new Thread[1]);
        assertThat(kernos.container().stop("alu", false)).isInstanceOf(Outcome.Done.class);
        assertThat(catchThrowableOfType(CompletionException.class, waiting::join))
                .cause()
                .isInstanceOfSatisfying(
                        KernelException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.NOT_ACTIVE));
    }

    @Test
    void theLimitOfAnAsynchronousCallHoldsWhileItWaits() {
        kernos.container().pause("alu");
        CompletionException failure =
                catchThrowableOfType(CompletionException.class, () -> add().callAsync(Duration.ofMillis(30), ONE, TWO)
                        .toCompletableFuture()
                        .join());
        assertThat(failure).cause().isInstanceOfSatisfying(KernelException.class, e -> assertThat(
                        e.problem().code())
                .isEqualTo(ProblemCode.TIME_LIMIT));
        kernos.container().resume("alu");
    }

    /** With one thread for all, whatever was queued before has been dealt with when this returns. */
    private void callAnother() {
        CompletableFuture<Value> other = kernos.registry()
                .findFunction("other/add")
                .orElseThrow()
                .callAsync(Duration.ofSeconds(5), ONE, TWO)
                .toCompletableFuture();
        assertThat(other.join()).isEqualTo(new Value.Int(3));
    }

    /** The function tells that it runs by counting down {@code inside}. */
    private CompletableFuture<Value> callTelling(Duration limit) {
        return add().callAsync(limit, new Value.Int(-1), TWO).toCompletableFuture();
    }

    @Test
    void anAsynchronousCallThatWasGivenUpIsNeverRunAndFreesItsThread() throws Exception {
        kernos.module("other");
        kernos.container().load("other");
        kernos.container().pause("alu");
        CompletionException failure =
                catchThrowableOfType(CompletionException.class, callTelling(Duration.ofMillis(30))::join);
        assertThat(failure).hasMessageContaining("alu/add had not ended after 30 ms");
        callAnother();
        kernos.container().resume("alu");
        callAnother();
        assertThat(kernos.runtime.inside.getCount()).as("alu/add has not run").isEqualTo(1);
    }

    @Test
    void anAsynchronousCallThatIsCancelledWhileItWaitsIsNotRun() throws Exception {
        kernos.module("other");
        kernos.container().load("other");
        kernos.container().pause("alu");
        CompletableFuture<Value> call = callTelling(Duration.ofSeconds(20));
        TestContainer.await("the call to wait", PauseTest::isSomeoneAtAGate);
        assertThat(call.cancel(false)).isTrue();
        kernos.container().resume("alu");
        callAnother();
        assertThat(kernos.runtime.inside.getCount()).as("alu/add has not run").isEqualTo(1);
    }

    private static boolean isSomeoneAtAGate() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getMethodName().equals("awaitChange"));
    }

    @Test
    void anInterruptedCallGoesOnWaitingAndKeepsItsInterrupt() {
        kernos.container().pause("alu");
        boolean[] kept = new boolean[1];
        Thread caller = new Thread(() -> {
            add().call(ONE, TWO);
            kept[0] = Thread.currentThread().isInterrupted();
        });
        caller.start();
        TestContainer.await("the call to wait", () -> caller.getState() == Thread.State.TIMED_WAITING);
        caller.interrupt();
        kernos.container().resume("alu");
        TestContainer.await("the call to end", () -> !caller.isAlive());
        assertThat(kept[0]).isTrue();
    }

    /** The operation waits for the module, so that the module must be let go without an operation. */
    @Test
    void aModuleCanBeResumedWhileALoadWaitsForIt() throws Exception {
        kernos.module("needy", "calls=alu/add");
        kernos.container().pause("alu");
        CompletableFuture<Outcome> load =
                CompletableFuture.supplyAsync(() -> kernos.container().load("needy"));
        TestContainer.await("the opening", () -> kernos.runtime.events.contains("open needy"));
        kernos.container().resume("alu");
        assertThat(load.join()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatIsNotActiveIsNotPaused() {
        kernos.container().stop("alu", false);
        Outcome outcome = kernos.container().pause("alu");
        assertThat(((Outcome.Refused) outcome).problems())
                .extracting(Problem::message)
                .containsExactly("module 'alu' was not paused: it is Registered");
        assertThat(kernos.container().resume("alu")).isInstanceOf(Outcome.Refused.class);
        assertThat(kernos.container().pause("nowhere")).isInstanceOf(Outcome.Refused.class);
    }
}
