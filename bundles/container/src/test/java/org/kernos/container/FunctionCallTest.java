package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.FunctionProperties;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.Leak;
import org.kernos.api.LeakSource;
import org.kernos.api.ModuleBinding;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;

final class FunctionCallTest {

    private static final Value FIVE = new Value.Int(5);
    private static final Value THREE = new Value.Int(3);

    @TempDir
    Path root;

    private TestContainer kernos;
    private KernelFunction add;

    /** What a user of the module {@code alu} writes. */
    interface Alu {
        long add(long a, long b);

        default long twice(long a) {
            return add(a, a);
        }
    }

    interface WrongAlu {
        double add(long a, String b);

        long pow(long a);
    }

    @BeforeEach
    void start() throws Exception {
        kernos = new TestContainer(
                root,
                "kernos.path",
                root.resolve("modules").toString(),
                "kernos.async.threads",
                "1",
                "kernos.async.queue",
                "1",
                "kernos.drain.limit.ms",
                "50");
        kernos.module("alu");
        kernos.container().load("alu");
        add = kernos.registry().findFunction("alu/add").orElseThrow();
    }

    @AfterEach
    void stop() throws BundleException {
        kernos.runtime.release.countDown();
        kernos.close();
    }

    private static Problem problemOf(Runnable call) {
        return catchThrowableOfType(KernelException.class, call::run).problem();
    }

    @Test
    void aWrongTypeSaysWhichArgumentAndWhereItWasDeclared() {
        assertThat(problemOf(() -> add.call(new Value.Str("x"), THREE)).toString())
                .isEqualTo("KERNOS-0402 alu/add: argument 1 (a) is :str \"x\", expected :int\n"
                        + "  fix pass an integer; the signature is (add a :int b :int) :int, declared in "
                        + root.resolve("modules/alu/test.module") + ":2:5");
    }

    @Test
    void aWrongCountSaysWhatWasExpected() {
        assertThat(problemOf(() -> add.call(FIVE)).message()).isEqualTo("alu/add: got 1, expected 2 arguments");
        assertThat(problemOf(() -> add.call(FIVE, FIVE, FIVE)).code()).isEqualTo(ProblemCode.ARGUMENT_COUNT);
    }

    @Test
    void aResultOfAnotherTypeThanDeclaredIsAProblem() {
        assertThat(problemOf(() -> add.call(new Value.Int(404), THREE)).message())
                .isEqualTo("alu/add: returned :str \"no number\", declared :int");
    }

    @Test
    void aFaultOfTheRuntimeBecomesAProblemWithItsCause() {
        KernelFunction wrong = kernos.registry().findFunction("alu/wrong").orElseThrow();
        KernelException e = catchThrowableOfType(KernelException.class, wrong::call);
        assertThat(e.problem().toString())
                .isEqualTo("KERNOS-0411 alu/wrong ended with java.lang.IllegalStateException: a fault of the runtime\n"
                        + "  fix if the arguments are right, report it to the module's author");
        assertThat(e).hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void evaluationOutsideAProgramCallsActiveFunctionsAndKeepsTheRest() {
        KernelFunction eval = kernos.registry().findFunction("alu/eval").orElseThrow();
        Value nested =
                Value.paren(new Value.Symbol("alu/add"), Value.paren(new Value.Symbol("alu/add"), FIVE, THREE), THREE);
        assertThat(eval.call(nested)).isEqualTo(new Value.Int(11));
        assertThat(eval.call(new Value.Some(nested))).isEqualTo(nested);
        assertThat(eval.call(Value.bracket(FIVE, THREE))).isEqualTo(THREE);
        assertThat(eval.call(Value.bracket())).isEqualTo(Value.NONE);
        assertThat(eval.call(Value.paren())).isEqualTo(Value.paren());
        assertThat(eval.call(new Value.Symbol("unbound"))).isEqualTo(new Value.Symbol("unbound"));
        assertThat(problemOf(() -> eval.call(Value.paren(new Value.Symbol("no/such"))))
                        .message())
                .isEqualTo("Unknown callable symbol: no/such");
        assertThat(problemOf(() -> eval.call(Value.paren(FIVE))).message()).isEqualTo("Cannot call non-symbol type: 9");
    }

    @Test
    void endlessEvaluationEndsWithAProblem() {
        Value endless = FIVE;
        for (int i = 0; i < 1_000; i++) {
            endless = Value.paren(new Value.Symbol("alu/eval"), new Value.Some(endless));
        }
        Value deep = endless;
        KernelFunction eval = kernos.registry().findFunction("alu/eval").orElseThrow();
        assertThat(problemOf(() -> eval.call(deep)).message()).contains("nested deeper than");
    }

    @Test
    void anAsynchronousCallCompletesWithItsResult() {
        assertThat(add.callAsync(Duration.ofSeconds(20), FIVE, THREE)
                        .toCompletableFuture()
                        .join())
                .isEqualTo(new Value.Int(8));
    }

    @Test
    void theTimeLimitFreesTheCallerWhileTheCallGoesOn() {
        CompletableFuture<Value> slow =
                add.callAsync(Duration.ofMillis(30), new Value.Int(-1), THREE).toCompletableFuture();
        CompletionException e = catchThrowableOfType(CompletionException.class, slow::join);
        assertThat(e.getCause()).isInstanceOf(KernelException.class);
        assertThat(((KernelException) e.getCause()).problem().code()).isEqualTo(ProblemCode.TIME_LIMIT);
    }

    @Test
    void aWaitingCallCanBeCancelledAndABusyPoolRefuses() throws Exception {
        CompletableFuture<Value> running =
                add.callAsync(Duration.ofSeconds(20), new Value.Int(-1), THREE).toCompletableFuture();
        kernos.runtime.inside.await();
        CompletableFuture<Value> waiting =
                add.callAsync(Duration.ofSeconds(20), FIVE, THREE).toCompletableFuture();
        CompletableFuture<Value> refused =
                add.callAsync(Duration.ofSeconds(20), FIVE, THREE).toCompletableFuture();
        CompletionException e = catchThrowableOfType(CompletionException.class, refused::join);
        assertThat(((KernelException) e.getCause()).problem().code()).isEqualTo(ProblemCode.BUSY);
        assertThat(waiting.cancel(true)).isTrue();
        CompletableFuture<Value> next =
                add.callAsync(Duration.ofSeconds(20), FIVE, FIVE).toCompletableFuture();
        kernos.runtime.release.countDown();
        assertThat(running.join()).isEqualTo(new Value.Int(2));
        assertThat(next.join()).isEqualTo(new Value.Int(10));
    }

    @Test
    void aCallThatDoesNotEndKeepsTheCodeUntilItHas() throws Exception {
        Thread caller = new Thread(() -> add.call(new Value.Int(-1), THREE));
        caller.start();
        kernos.runtime.inside.await();
        kernos.runtime.events.clear();
        kernos.container().stop("alu", false);
        assertThat(kernos.registry()
                        .findModule("alu")
                        .orElseThrow()
                        .problems()
                        .get(0)
                        .message())
                .contains("1 calls have not ended within 50 ms");
        assertThat(kernos.runtime.events).isEmpty();
        assertThat(leaks()).singleElement().satisfies(leak -> {
            assertThat(leak.module()).isEqualTo("alu");
            assertThat(leak.what()).isEqualTo("1 call");
            assertThat(leak.cause().message()).contains("its code stays until 1 call inside it has ended");
        });
        kernos.runtime.release.countDown();
        caller.join();
        assertThat(kernos.runtime.events).containsExactly("shutdown alu", "close alu");
        assertThat(leaks()).isEmpty();
    }

    private List<Leak> leaks() {
        BundleContext context = kernos.context();
        return context.getService(context.getServiceReference(LeakSource.class)).leaks();
    }

    @Test
    void anInterfaceIsBoundToAModuleAndFollowsItThroughARestart() {
        Alu alu = kernos.registry().bind(Alu.class, "alu");
        assertThat(alu.add(5, 3)).isEqualTo(8);
        assertThat(alu.twice(5)).isEqualTo(10);
        assertThat(alu).hasToString("Alu bound to module alu").isEqualTo(alu);
        kernos.container().stop("alu", false);
        assertThat(problemOf(() -> alu.add(5, 3)).code()).isEqualTo(ProblemCode.NOT_ACTIVE);
        kernos.container().start("alu");
        assertThat(alu.add(5, 3)).isEqualTo(8);
    }

    @Test
    void anInterfaceThatDoesNotFitNamesEveryDifference() {
        assertThat(problemOf(() -> kernos.registry().bind(WrongAlu.class, "alu"))
                        .message())
                .contains("add: it returns double, the function returns :int")
                .contains("add: parameter 2 is String, the function's is b :int")
                .contains("pow: module 'alu' has no function of this name");
    }

    @Test
    void aBindingOnTheWhiteboardIsAServiceWhileTheModuleIsActive() {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(FunctionProperties.MODULE, "alu");
        ServiceRegistration<ModuleBinding> registration =
                kernos.context().registerService(ModuleBinding.class, () -> Alu.class, properties);
        assertThat(kernos.service(Alu.class).add(2, 2)).isEqualTo(4);
        kernos.container().stop("alu", false);
        assertThat(kernos.context().getServiceReference(Alu.class)).isNull();
        kernos.container().start("alu");
        assertThat(kernos.count(Alu.class, "(kernos.module=alu)")).isEqualTo(1);
        registration.unregister();
        assertThat(kernos.context().getServiceReference(Alu.class)).isNull();
    }

    @Test
    void aFunctionThatIsNotThereIsExplained() {
        assertThat(kernos.registry().why("alu/add")).isEmpty();
        assertThat(kernos.registry().why("alu/adt").get(0).toString())
                .isEqualTo("KERNOS-0401 no function 'adt' in module 'alu' (active, revision 1)\n"
                        + "  did you mean  add\n"
                        + "  fix kernel:functions alu lists what it registers");
        kernos.container().stop("alu", false);
        assertThat(kernos.registry().why("alu/add"))
                .extracting(Problem::code)
                .containsExactly(ProblemCode.NO_SUCH_FUNCTION, ProblemCode.NOT_ACTIVE);
    }

    @Test
    void aBindingOfSomethingThatIsNoInterfaceHarmsNoModule() {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(FunctionProperties.MODULE, "alu");
        kernos.context().registerService(ModuleBinding.class, () -> String.class, properties);
        kernos.container().stop("alu", false);
        kernos.container().start("alu");
        assertThat(kernos.registry().hasFunction("alu/add")).isTrue();
    }

    @Test
    void closingTheContainerFreesWhoWaitsForACall() throws Exception {
        CompletableFuture<Value> running =
                add.callAsync(Duration.ofSeconds(60), new Value.Int(-1), THREE).toCompletableFuture();
        kernos.runtime.inside.await();
        CompletableFuture<Value> waiting = add.callAsync(Duration.ofSeconds(Long.MAX_VALUE / 2), FIVE, THREE)
                .toCompletableFuture();
        kernos.close();
        for (CompletableFuture<Value> call : java.util.List.of(running, waiting)) {
            CompletionException e = catchThrowableOfType(CompletionException.class, call::join);
            assertThat(((KernelException) e.getCause()).problem().code()).isEqualTo(ProblemCode.NOT_ACTIVE);
        }
    }
}
