package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.api.value.Value;
import org.kernos.runtime.cabi.shim.ShimBackend;
import org.kernos.spi.ModuleInstance;

/** Calls in a kernel's own scope, of two integers above all: C finds their frames itself. */
final class UsualScopeTest extends BackendContract {

    @Override
    Backend newBackend() {
        return ShimBackend.open();
    }

    /** Evaluates (abi/countdown n) as a call with two integers in the kernel's own scope. */
    private static final class Countdown implements Evaluator {
        private @Nullable ModuleInstance abi;

        @Override
        public Value eval(Value expression) {
            return call(((Value.ListValue) expression).elements().get(1));
        }

        Value call(Value from) {
            return callIn(this, Objects.requireNonNull(abi), "countdown", from, integer(99));
        }
    }

    private Countdown countdown() throws ModuleException {
        Countdown countdown = new Countdown();
        countdown.abi = open(abi().evaluator(countdown));
        return countdown;
    }

    @Test
    void callsWithinCallsHaveFramesOfTheirOwn() throws Exception {
        Countdown countdown = countdown();
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            List<Future<Value>> running = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                Value depth = integer(i % 7);
                running.add(pool.submit(() -> countdown.call(depth)));
            }
            for (int i = 0; i < running.size(); i++) {
                assertThat(running.get(i).get()).isEqualTo(integer(i % 7));
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void virtualThreadsHaveFramesToo() throws Exception {
        Method factory;
        try {
            factory = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
        } catch (NoSuchMethodException e) {
            assumeTrue(false, "this JDK has no virtual threads");
            return;
        }
        Countdown countdown = countdown();
        ExecutorService pool = (ExecutorService) factory.invoke(null);
        try {
            List<Future<Value>> running = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                Value depth = integer(i % 5);
                running.add(pool.submit(() -> countdown.call(depth)));
            }
            for (int i = 0; i < running.size(); i++) {
                assertThat(running.get(i).get()).isEqualTo(integer(i % 5));
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aRecursionWithoutEndIsAProblem() throws ModuleException {
        Countdown countdown = countdown();
        assertThatThrownBy(() -> countdown.call(integer(Long.MAX_VALUE)))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("no room for another call");
        assertThat(countdown.call(integer(3))).isEqualTo(integer(3));
    }

    @Test
    void whatEndsACallDoesNotReachTheNext() throws ModuleException {
        ModuleInstance abi = open(abi());
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> call(abi, "raises_twice", integer(1), integer(2)))
                    .isInstanceOf(KernelException.class)
                    .hasMessageContaining("first");
            assertThat(call(abi, "arguments", integer(1), integer(2))).isEqualTo(Value.paren(integer(1), integer(2)));
            assertThat(callInt(abi, "add", integer(1), integer(2))).isEqualTo(3);
            assertThat(call(abi, "nothing", integer(1), integer(2))).isEqualTo(Value.NONE);
        }
    }

    @Test
    void whatTheScopeThrowsIsThrown() throws ModuleException {
        Evaluator failing = expression -> {
            throw new IllegalStateException("no " + expression);
        };
        ModuleInstance abi = open(abi().evaluator(failing));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> callIn(failing, abi, "countdown", integer(2), integer(0)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("(abi/countdown 1)");
            assertThat(callIn(failing, abi, "countdown", integer(0), integer(0)))
                    .isEqualTo(integer(0));
        }
    }

    @Test
    void anotherScopeIsForgottenWithItsCall() throws ModuleException {
        Countdown countdown = countdown();
        assertThat(callIn(
                        expression -> integer(40),
                        Objects.requireNonNull(countdown.abi),
                        "countdown",
                        integer(2),
                        integer(0)))
                .isEqualTo(integer(41));
        assertThat(countdown.call(integer(2))).isEqualTo(integer(2));
    }

    @Test
    void framesServeTheKernelsOfEveryBackend() throws ModuleException {
        ModuleInstance abi = open(abi());
        Backend second = ShimBackend.open();
        CabiRuntime other = new CabiRuntime(second);
        ModuleInstance again = other.open(
                TestModule.of(base().resolve("other"), "abi", kernel("abi.c")).evaluator(NOTHING));
        try {
            for (int i = 0; i < 3; i++) {
                assertThat(callInt(abi, "add", integer(i), integer(2))).isEqualTo(i + 2);
                assertThat(call(again, "arguments", integer(i), integer(2)))
                        .isEqualTo(Value.paren(integer(i), integer(2)));
                assertThat(callInt(again, "add", integer(i), integer(3))).isEqualTo(i + 3);
            }
        } finally {
            again.close();
            other.deactivate();
        }
        assertThat(callInt(abi, "add", integer(1), integer(2))).isEqualTo(3);
    }
}
