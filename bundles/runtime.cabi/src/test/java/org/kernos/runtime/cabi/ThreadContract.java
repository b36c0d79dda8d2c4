package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;

/** Calls from many threads, and threads of a kernel's own. */
abstract class ThreadContract extends BackendContract {

    private static final Value EXPECTED = Value.bracket(string("value of x"), string("from a thread"));
    private static final Evaluator SCOPE = expression -> string("value of " + expression);

    @Test
    void thirtyTwoThreadsCallOneKernelAtOnce() throws Exception {
        ModuleInstance abi = open(abi());
        inThreads(32, thread -> {
            for (int i = 0; i < 500; i++) {
                Value value = Value.bracket(integer(thread), string("thread " + thread + " call " + i), Value.ints(i));
                assertThat(call(abi, "rebuilt", value)).isEqualTo(value);
                assertThat(callInt(abi, "add", integer(thread), integer(i))).isEqualTo(thread + i);
            }
        });
        assertThat(detail(abi, "stale-handles")).isZero();
    }

    @Test
    void aThreadOfTheKernelsOwnEvaluatesAndMakesObjects() throws ModuleException {
        ModuleInstance abi = open(abi());
        long before = backend().allocatedBytes() - backend().freedBytes();
        for (int i = 0; i < 50; i++) {
            assertThat(callIn(SCOPE, abi, "in_thread", new Value.Symbol("x"))).isEqualTo(EXPECTED);
        }
        assertThat(backend().allocatedBytes() - backend().freedBytes()).isEqualTo(before);
        assertThat(detail(abi, "stale-handles")).isZero();
    }

    @Test
    void threadsOfTheKernelsOwnWorkForManyCallsAtOnce() throws Exception {
        ModuleInstance abi = open(abi());
        inThreads(8, thread -> {
            for (int i = 0; i < 20; i++) {
                assertThat(callIn(SCOPE, abi, "in_thread", new Value.Symbol("x")))
                        .isEqualTo(EXPECTED);
            }
        });
        assertThat(detail(abi, "stale-handles")).isZero();
    }

    @Test
    void aThreadOfTheKernelsOwnFailsTheCallItWorksFor() throws ModuleException {
        ModuleInstance abi = open(abi());
        assertThatThrownBy(() -> call(abi, "raises_in_thread"))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("in a thread");
        Evaluator failing = expression -> {
            throw new IllegalStateException("no value");
        };
        assertThatThrownBy(() -> callIn(failing, abi, "in_thread", new Value.Symbol("x")))
                .hasMessage("no value");
    }

    private interface Work {
        void run(int thread);
    }

    private static void inThreads(int count, Work work) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(count);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int thread = i;
                running.add(pool.submit(() -> work.run(thread)));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } finally {
            pool.shutdown();
        }
    }
}
