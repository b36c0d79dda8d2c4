package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.FunctionProperties;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleState;
import org.kernos.api.ProblemCode;
import org.kernos.api.SwapReport;
import org.kernos.api.SwapReport.Result;
import org.kernos.api.SwapReport.Step;
import org.kernos.api.value.Value;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** The promises of a swap (helix W-1 to W-5), by our own operation and by the framework's update. */
class SwapTest {

    @TempDir
    Path root;

    private TestContainer kernos;

    @BeforeEach
    void start() throws Exception {
        kernos = new TestContainer(root, "kernos.drain.limit.ms", "300");
    }

    @AfterEach
    void stop() throws Exception {
        kernos.close();
    }

    interface Counter {
        long add(long a, long b);
    }

    private KernelFunction function(String name) {
        return kernos.registry().findFunction(name).orElseThrow();
    }

    private static long call(KernelFunction function, long... arguments) {
        Value[] values = new Value[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = new Value.Int(arguments[i]);
        }
        return ((Value.Int) function.call(values)).value();
    }

    private void load(String name, String... lines) throws Exception {
        kernos.module(name, lines);
        kernos.container().load(root.resolve("modules").resolve(name).toString());
        assertThat(kernos.registry().findModule(name).orElseThrow().state()).isEqualTo(ModuleState.ACTIVE);
    }

    private static List<String> names(SwapReport report) {
        return report.steps().stream().map(Step::name).toList();
    }

    @Test
    void whatWasTakenBeforeReachesTheNewRevision() throws Exception {
        load("alu", "version=1.0.0");
        KernelFunction add = function("alu/add");
        ServiceReference<KernelFunction> reference = kernos.context()
                .getServiceReferences(KernelFunction.class, "(kernos.function=alu/add)")
                .iterator()
                .next();
        Counter bound = kernos.registry().bind(Counter.class, "alu");
        assertThat(bound.add(1, 2)).isEqualTo(3);
        Bundle bundle = kernos.bundles().get(0);

        kernos.module("alu", "version=1.1.0", "bonus=100");
        SwapReport report = kernos.container().swap("alu");

        assertThat(report.result()).as("%s", report).isEqualTo(Result.SWITCHED);
        assertThat(report.oldRevision()).isEqualTo(1);
        assertThat(report.newRevision()).isEqualTo(2);
        assertThat(report.oldVersion()).hasToString("1.0.0");
        assertThat(report.newVersion()).hasToString("1.1.0");
        assertThat(names(report)).containsExactly("check", "load", "switch", "clean");
        assertThat(report.gateClosed()).isZero();
        assertThat(call(add, 1, 2)).isEqualTo(103);
        assertThat(bound.add(1, 2)).isEqualTo(103);
        assertThat(call(kernos.context().getService(reference), 1, 2)).isEqualTo(103);
        assertThat(reference.getProperty(FunctionProperties.REVISION)).isEqualTo(2L);
        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(bundle.getVersion()).hasToString("1.1.0");
        assertThat(kernos.bundles()).containsExactly(bundle);
        assertThat(kernos.runtime.events).containsExactly("open alu", "open alu", "shutdown alu", "close alu");
        assertThat(kernos.container().swap("alu").result()).isEqualTo(Result.UNCHANGED);
    }

    @Test
    void theStateGoesOver() throws Exception {
        load("tally", "state=1");
        KernelFunction count = function("tally/count");
        assertThat(call(count)).isEqualTo(1);
        kernos.module("tally", "state=1", "version=2.0.0");

        SwapReport report = kernos.container().swap("tally");

        assertThat(report.result()).as("%s", report).isEqualTo(Result.SWITCHED);
        assertThat(names(report))
                .containsExactly(
                        "check",
                        "load",
                        "prepare",
                        "drain",
                        "serialize",
                        "deserialize",
                        "verify",
                        "switch",
                        "complete",
                        "clean");
        assertThat(report.stateBytes()).isEqualTo(8);
        assertThat(report.gateClosed()).isPositive();
        assertThat(call(count)).isEqualTo(2);
        assertThat(kernos.runtime.events)
                .containsExactly(
                        "open tally",
                        "open tally",
                        "prepare tally 1",
                        "serialize tally 1",
                        "deserialize tally 2",
                        "verify tally 2",
                        "complete tally 2",
                        "give-back tally 1",
                        "shutdown tally",
                        "close tally");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fail.init=1", "fail=deserialize", "fail=verify", "fail=crash deserialize", "needs=nowhere"})
    void aNewRevisionThatFailsLeavesTheOldOneServing(String fault) throws Exception {
        load("tally", "state=1");
        KernelFunction count = function("tally/count");
        call(count);
        kernos.module("tally", "state=1", "version=2.0.0", fault);

        SwapReport report = kernos.container().swap("tally");

        assertThat(report.result()).as("%s", report).isEqualTo(Result.ROLLED_BACK);
        assertThat(report.problems()).isNotEmpty();
        assertThat(call(count)).isEqualTo(2);
        Bundle bundle = kernos.bundles().get(0);
        assertThat(bundle.getVersion()).hasToString("1.0.0");
        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(kernos.registry().findModule("tally").orElseThrow().revision())
                .isEqualTo(1);
        long opened =
                kernos.runtime.events.stream().filter("open tally"::equals).count();
        assertThat(kernos.runtime.events.stream().filter("close tally"::equals))
                .as("what was initialised is closed")
                .hasSize(fault.startsWith("fail.init") ? 0 : (int) opened - 1);

        kernos.module("tally", "state=1", "version=2.0.0");
        assertThat(kernos.container().swap("tally").result()).isEqualTo(Result.SWITCHED);
        assertThat(call(count)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prepare", "serialize", "crash serialize"})
    void anOldRevisionThatFailsServesOn(String fault) throws Exception {
        load("tally", "state=1", "fail=" + fault);
        KernelFunction count = function("tally/count");
        call(count);
        kernos.module("tally", "state=1", "version=2.0.0");
        assertThat(kernos.container().swap("tally").result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(call(count)).isEqualTo(2);
        assertThat(kernos.runtime.events).contains("complete tally 1");
    }

    @Test
    void whatWasLentIsGivenBackBeforeAnOldRevisionGoesOn() throws Exception {
        load("tally", "state=1");
        kernos.module("tally", "state=1", "version=2.0.0", "fail=verify");
        assertThat(kernos.container().swap("tally").result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(kernos.runtime.events)
                .containsSubsequence("verify tally 2", "give-back tally 1", "complete tally 1")
                .containsOnlyOnce("give-back tally 1");
    }

    @Test
    void aStateThatIsNotTakenBackIsAWarning() throws Exception {
        load("tally", "state=1", "fail=give-back");
        KernelFunction count = function("tally/count");
        call(count);
        kernos.module("tally", "state=1", "version=2.0.0");
        SwapReport report = kernos.container().swap("tally");
        assertThat(report.result()).isEqualTo(Result.SWITCHED);
        assertThat(report.problems().toString()).contains("give-back of tally failed");
        assertThat(call(count)).isEqualTo(2);
    }

    /** Its calls wait for it to end, and so must not wait themselves. */
    @ParameterizedTest
    @ValueSource(strings = {"prepare", "serialize", "deserialize", "verify", "complete"})
    void aHookMayCallItsOwnModule(String hook) throws Exception {
        load("tally", "state=1", "self=" + hook);
        assertThat(call(function("tally/count"))).isEqualTo(1);
        kernos.module("tally", "state=1", "self=" + hook, "version=2.0.0");
        assertThat(kernos.container().swap("tally").result()).isEqualTo(Result.SWITCHED);
        assertThat(call(function("tally/count"))).isEqualTo(2);
    }

    @Test
    void whoResumesAModuleLetsNoCallIntoAStateThatIsMoving() throws Exception {
        load("tally", "state=1");
        KernelFunction count = function("tally/count");
        assertThat(call(count)).isEqualTo(1);
        kernos.module("tally", "state=1", "version=2.0.0");
        try (Threads threads = new Threads()) {
            List<Future<Long>> called = new ArrayList<>();
            kernos.runtime.duringStep = step -> {
                if (step.equals("serialize")) {
                    kernos.container().pause("tally");
                    kernos.container().resume("tally");
                    called.add(threads.service.submit(() -> call(count)));
                }
            };
            assertThat(kernos.container().swap("tally").result()).isEqualTo(Result.SWITCHED);
            assertThat(called.get(0).get()).isEqualTo(2);
            assertThat(call(count)).isEqualTo(3);
        }
    }

    @Test
    void aModuleThatIsPausedMeanwhileStaysPaused() throws Exception {
        load("tally", "state=1");
        kernos.module("tally", "state=1", "version=2.0.0");
        kernos.runtime.duringStep = step -> {
            if (step.equals("verify")) {
                kernos.container().pause("tally");
            }
        };
        assertThat(kernos.container().swap("tally").result()).isEqualTo(Result.SWITCHED);
        assertThat(kernos.registry().findModule("tally").orElseThrow().state()).isEqualTo(ModuleState.PAUSED);
        kernos.container().resume("tally");
        assertThat(call(function("tally/count"))).isEqualTo(1);
    }

    @Test
    void afterTheSwitchNothingFailsTheSwap() throws Exception {
        load("tally", "state=1", "fail.shutdown=1");
        kernos.module("tally", "state=1", "version=2.0.0", "fail=complete");
        SwapReport report = kernos.container().swap("tally");
        assertThat(report.result()).isEqualTo(Result.SWITCHED);
        assertThat(report.problems())
                .extracting(problem -> problem.code())
                .containsExactlyInAnyOrder(ProblemCode.SHUTDOWN_FAILED, ProblemCode.STATE);
        assertThat(call(function("tally/count"))).isEqualTo(1);
    }

    @Test
    void aCallThatDoesNotEndKeepsAModuleWithStateFromBeingSwapped() throws Exception {
        load("tally", "state=1");
        try (Threads threads = new Threads()) {
            Future<Long> hanging = threads.service.submit(() -> call(function("tally/add"), -1, 2));
            kernos.runtime.inside.await();
            kernos.module("tally", "state=1", "version=2.0.0");
            SwapReport report = kernos.container().swap("tally");
            assertThat(report.result()).isEqualTo(Result.ROLLED_BACK);
            assertThat(report.problems()).extracting(problem -> problem.code()).containsExactly(ProblemCode.SWAP_BUSY);
            assertThat(call(function("tally/count"))).isEqualTo(1);
            kernos.runtime.release.countDown();
            assertThat(hanging.get()).isEqualTo(1);
        }
    }

    @Test
    void aDependentThatNeedsMoreIsNamedAndTheSwapRefused() throws Exception {
        load("alu", "version=1.2.0");
        load("math", "needs=alu 1.0.0-1.9.0");
        kernos.module("alu", "version=2.0.0");
        SwapReport report = kernos.container().swap("alu");
        assertThat(report.result()).isEqualTo(Result.REFUSED);
        assertThat(report.problems().get(0).toString()).contains("KERNOS-0502", "'math'", "2.0.0");
        assertThat(kernos.runtime.events).containsExactly("open alu", "open math");

        kernos.module("alu", "version=1.3.0", "bonus=5");
        assertThat(kernos.container().swap("alu").result()).isEqualTo(Result.SWITCHED);
        assertThat(kernos.runtime.events)
                .endsWith("open alu", "shutdown alu", "close alu")
                .doesNotContain("close math");
        assertThat(call(function("alu/add"), 1, 1)).isEqualTo(7);
        assertThat(kernos.registry().dependents("alu"))
                .extracting(module -> module.name())
                .containsExactly("math");
        assertThat(kernos.container().stop("alu", true)).isInstanceOf(org.kernos.api.Outcome.Done.class);
        assertThat(kernos.runtime.events).endsWith("shutdown math", "close math", "shutdown alu", "close alu");
    }

    @Test
    void whatCannotBeSwappedIsRefusedWithTheReason() throws Exception {
        assertThat(kernos.container().swap("nowhere").problems())
                .extracting(problem -> problem.code())
                .containsExactly(ProblemCode.MODULE_NOT_FOUND);
        load("fixed", "no.reload=1");
        kernos.module("fixed", "version=2.0.0");
        assertThat(kernos.container().swap("fixed").problems().get(0).message()).contains("hot-reload");
        load("linked", "linked=user");
        kernos.module("linked", "version=2.0.0");
        assertThat(kernos.container().swap("linked").problems().get(0).message())
                .contains("'user'");
        load("alu", "version=1.0.0");
        Path other = kernos.module("other", "version=1.0.0");
        assertThat(kernos.container().swap("alu", other).problems().get(0).message())
                .contains("module 'other'");
        kernos.container().stop("alu", false);
        assertThat(kernos.container().swap("alu", other).result()).isEqualTo(Result.REFUSED);
    }

    @Test
    void theFrameworksUpdateIsASwap() throws Exception {
        load("tally", "state=1");
        KernelFunction count = function("tally/count");
        call(count);
        kernos.module("tally", "state=1", "version=2.0.0");
        Bundle bundle = kernos.bundles().get(0);

        bundle.update();

        assertThat(call(count)).isEqualTo(2);
        assertThat(bundle.getVersion()).hasToString("2.0.0");
        assertThat(kernos.registry().findModule("tally").orElseThrow().revision())
                .isEqualTo(2);
        assertThat(kernos.runtime.events)
                .contains("serialize tally 1", "deserialize tally 2")
                .endsWith("close tally");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail.init=1", "fail=deserialize", "needs=nowhere", "broken=1"})
    void aFailedUpdateOfTheFrameworksIsTakenBack(String fault) throws Exception {
        load("tally", "state=1");
        KernelFunction count = function("tally/count");
        call(count);
        kernos.module("tally", "state=1", "version=2.0.0", fault);
        Bundle bundle = kernos.bundles().get(0);

        assertThatThrownBy(bundle::update).isInstanceOf(BundleException.class);

        assertThat(call(count)).isEqualTo(2);
        TestContainer.await(
                "the former content",
                () -> bundle.getState() == Bundle.ACTIVE
                        && bundle.getVersion().toString().equals("1.0.0"));
        assertThat(call(count)).isEqualTo(3);
        assertThat(kernos.registry().findModule("tally").orElseThrow().revision())
                .isEqualTo(1);
        kernos.module("tally", "state=1", "version=2.0.0");
        assertThat(kernos.container().swap("tally").result()).isEqualTo(Result.SWITCHED);
        assertThat(call(count)).isEqualTo(4);
    }

    @Test
    void whatTheNewRevisionLacksGoes() throws Exception {
        load("alu", "version=1.0.0", "counts=1");
        KernelFunction count = function("alu/count");
        kernos.module("alu", "version=1.1.0");
        assertThat(kernos.container().swap("alu").result()).isEqualTo(Result.SWITCHED);
        assertThat(kernos.registry().findFunction("alu/count")).isEmpty();
        assertThat(kernos.count(KernelFunction.class, "(kernos.function=alu/count)"))
                .isZero();
        assertThatThrownBy(count::call).isInstanceOfSatisfying(KernelException.class, e -> assertThat(
                        e.problem().code())
                .isEqualTo(ProblemCode.NOT_ACTIVE));
        kernos.module("alu", "version=1.2.0", "counts=1");
        assertThat(kernos.container().swap("alu").result()).isEqualTo(Result.SWITCHED);
        assertThat(call(function("alu/count"))).isEqualTo(1);
    }

    /** Each call takes a ticket of the state: one that is served by a half-moved state takes one twice or leaves one out. */
    @Test
    void noCallIsLostUnderLoad() throws Exception {
        load("tally", "state=1", "version=1.0.0");
        Path[] contents = new Path[2];
        for (int i = 0; i < 2; i++) {
            contents[i] =
                    TestContainer.moduleIn(root.resolve("next" + i), "tally", "state=1", "version=1.1", "x".repeat(i));
        }
        KernelFunction count = function("tally/count");
        Counter bound = kernos.registry().bind(Counter.class, "tally");
        AtomicBoolean done = new AtomicBoolean();
        Collection<Throwable> failures = new ConcurrentLinkedQueue<>();
        AtomicLong sum = new AtomicLong();
        List<Future<Long>> callers = new ArrayList<>();
        long served = 0;
        try (Threads threads = new Threads()) {
            for (int i = 0; i < 4; i++) {
                callers.add(threads.service.submit(() -> {
                    long calls = 0;
                    long last = 0;
                    while (!done.get()) {
                        try {
                            long ticket = call(count);
                            if (ticket <= last || bound.add(1, 1) != 2) {
                                throw new AssertionError("ticket " + ticket + " came after " + last);
                            }
                            sum.addAndGet(ticket);
                            last = ticket;
                            calls++;
                        } catch (Throwable e) {
                            failures.add(e);
                            return calls;
                        }
                    }
                    return calls;
                }));
            }
            try {
                for (int i = 0; i < 60; i++) {
                    SwapReport report = kernos.container().swap("tally", contents[i % 2]);
                    assertThat(report.result()).as("%s", report).isEqualTo(Result.SWITCHED);
                }
            } finally {
                done.set(true);
            }
            for (Future<Long> caller : callers) {
                served += caller.get();
            }
        }
        assertThat(failures).isEmpty();
        assertThat(call(count)).isEqualTo(served + 1);
        assertThat(sum).as("of all tickets, each of them once").hasValue(served * (served + 1) / 2);
    }

    /** Ends its threads, which an executor of Java 17 does not by itself. */
    private static final class Threads implements AutoCloseable {
        private final ExecutorService service = Executors.newCachedThreadPool();

        @Override
        public void close() {
            service.shutdownNow();
        }
    }
}
