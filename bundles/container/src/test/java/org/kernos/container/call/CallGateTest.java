package org.kernos.container.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallGateTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Whether anyone is inside after the gate says that nobody is, over many gates and callers. */
    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 3, 8})
    void nobodyIsInsideOnceItIsClosed(int count) throws InterruptedException {
        for (int round = 0; round < 10; round++) {
            CallGate gate = new CallGate();
            AtomicBoolean gone = new AtomicBoolean();
            AtomicInteger late = new AtomicInteger();
            CountDownLatch entered = new CountDownLatch(count);
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Thread caller = new Thread(() -> callUntilClosed(gate, gone, late, entered));
                callers.add(caller);
                caller.start();
            }
            entered.await();
            assertThat(gate.close(LIMIT)).isTrue();
            gone.set(true);
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(late).hasValue(0);
            assertThat(gate.callsInside()).isZero();
            assertThat(gate.enter()).isEqualTo(CallGate.REFUSED);
        }
    }

    private static void callUntilClosed(CallGate gate, AtomicBoolean gone, AtomicInteger late, CountDownLatch entered) {
        boolean first = true;
        for (int outer = gate.enter(); outer != CallGate.REFUSED; outer = gate.enter()) {
            if (first) {
                entered.countDown();
                first = false;
            }
            if (gone.get()) {
                late.incrementAndGet();
            }
            // A call within a call.
            int inner = gate.enter();
            if (inner != CallGate.REFUSED) {
                gate.exit(inner);
            }
            gate.exit(outer);
        }
    }

    @Test
    void aCallInsideKeepsItFromClosingAndTheLastOneOutRunsTheAction() throws InterruptedException {
        CallGate gate = new CallGate();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread caller = new Thread(() -> {
            int entered = gate.enter();
            assertThat(entered).isNotEqualTo(CallGate.REFUSED);
            inside.countDown();
            await(release);
            gate.exit(entered);
        });
        caller.start();
        inside.await();
        assertThat(gate.callsInside()).isEqualTo(1);
        assertThat(gate.close(Duration.ofMillis(20))).isFalse();
        AtomicInteger runs = new AtomicInteger();
        gate.whenEmpty(runs::incrementAndGet);
        assertThat(runs).hasValue(0);
        release.countDown();
        caller.join();
        assertThat(runs).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void placesOfThreadsThatHaveEndedAreTakenAgain() throws InterruptedException {
        CallGate gate = new CallGate();
        for (int i = 0; i < 1_000; i++) {
            Thread caller = new Thread(() -> {
                int entered = gate.enter();
                assertThat(entered).isNotEqualTo(CallGate.REFUSED);
                gate.exit(entered);
            });
            caller.start();
            caller.join();
        }
        assertThat(gate.callsInside()).isZero();
        assertThat(gate.close(LIMIT)).isTrue();
    }

    @Test
    void aPausedGateLetsCallsInAfterItIsResumedAndNoneAreLost() throws InterruptedException {
        CallGate gate = new CallGate();
        AtomicInteger calls = new AtomicInteger();
        int perThread = 20_000;
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread caller = new Thread(() -> {
                for (int call = 0; call < perThread; call++) {
                    int entered = gate.enter();
                    assertThat(entered).isNotEqualTo(CallGate.REFUSED);
                    // A call within a call goes on although the gate may be paused meanwhile.
                    int inner = gate.enter();
                    calls.incrementAndGet();
                    gate.exit(inner);
                    gate.exit(entered);
                }
            });
            callers.add(caller);
            caller.start();
        }
        while (callers.stream().anyMatch(Thread::isAlive)) {
            gate.pause();
            gate.resume();
        }
        assertThat(calls).hasValue(3 * perThread);
        assertThat(gate.callsInside()).isZero();
        assertThat(gate.close(LIMIT)).isTrue();
    }

    /** There are 64 places, so that at least one of these threads has none. */
    @Test
    void aPausedGateLetsACallWithinACallInOnAnyThread() throws InterruptedException {
        int count = 65;
        CallGate gate = new CallGate();
        CountDownLatch inside = new CountDownLatch(count);
        CountDownLatch paused = new CountDownLatch(1);
        AtomicInteger within = new AtomicInteger();
        AtomicInteger after = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread caller = new Thread(() -> {
                int outer = gate.enter();
                inside.countDown();
                await(paused);
                within.addAndGet(enterAndLeave(gate));
                gate.exit(outer);
                after.addAndGet(enterAndLeave(gate));
            });
            callers.add(caller);
            caller.start();
        }
        inside.await();
        gate.pause();
        paused.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(within).as("calls within calls").hasValue(count);
        assertThat(after).as("calls of their own").hasValue(0);
        assertThat(gate.callsInside()).isZero();
    }

    private static int enterAndLeave(CallGate gate) {
        int entered = gate.enter(1_000_000);
        if (entered == CallGate.TOO_LATE) {
            return 0;
        }
        gate.exit(entered);
        return 1;
    }

    @Test
    void aGateThatIsClosedForGoodIsNeitherPausedNorResumed() {
        CallGate gate = new CallGate();
        gate.pause();
        assertThat(gate.enter(1_000_000)).isEqualTo(CallGate.TOO_LATE);
        assertThat(gate.close(LIMIT)).isTrue();
        gate.resume();
        assertThat(gate.enter()).isEqualTo(CallGate.REFUSED);
        gate.pause();
        assertThat(gate.enter(1_000_000)).isEqualTo(CallGate.REFUSED);
    }
}
