package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.KernelException;
import org.kernos.api.LoadOptions;
import org.kernos.api.Message;
import org.kernos.api.ModuleState;
import org.kernos.api.Outcome;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;

@Timeout(60)
final class MessagesTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path root;

    private TestContainer kernos;

    @BeforeEach
    void start() throws Exception {
        kernos = new TestContainer(root, "kernos.path", root.resolve("modules").toString());
        kernos.module("alu");
        kernos.module("helix", "capabilities=scheduling");
        kernos.container().load("alu");
        kernos.container().load("helix");
    }

    @AfterEach
    void stop() throws Exception {
        kernos.runtime.release.countDown();
        kernos.close();
    }

    private Optional<Message> send(String module, String type, String payload, Duration limit) {
        return kernos.container().send(module, new Message("shell", type, new Value.Str(payload)), limit);
    }

    private Problem refusal(String module, String type, Duration limit) {
        return catchThrowableOfType(KernelException.class, () -> send(module, type, "", limit))
                .problem();
    }

    private Value eval(String module, Value... form) {
        return kernos.registry().findFunction(module + "/eval").orElseThrow().call(Value.paren(form));
    }

    private static Value text(String text) {
        return new Value.Str(text);
    }

    private static Value symbol(String name) {
        return new Value.Symbol(name);
    }

    @Test
    void aMessageIsAnsweredOrNot() {
        assertThat(send("alu", "echo", "5 3", LIMIT))
                .contains(new Message("alu", "echo for shell", new Value.Str("5 3")));
        assertThat(send("alu", "silence", "", LIMIT)).isEmpty();
        assertThat(kernos.runtime.events).contains("alu got echo from shell, 3 bytes");
    }

    @Test
    void whatTheModuleSaysAgainstItReachesTheSenderWithItsCode() {
        KernelException raised = catchThrowableOfType(KernelException.class, () -> send("alu", "raise", "", LIMIT));
        assertThat(raised.problem())
                .hasToString("KERNOS-0413 message 'raise' from shell was not dealt with: alu: unknown message 'raise'"
                        + " (code 3)");
        assertThat(raised.raisedCode()).hasValue(3);
        assertThat(refusal("alu", "crash", LIMIT).message())
                .isEqualTo("message 'crash' from shell was not dealt with: module 'alu' ended with"
                        + " java.lang.IllegalStateException: a fault of the runtime");
    }

    @Test
    void onlyActiveModulesTakeMessages() {
        kernos.container().stop("alu", false);
        Problem stopped = refusal("alu", "echo", LIMIT);
        assertThat(stopped.code()).isEqualTo(ProblemCode.NOT_ACTIVE);
        assertThat(stopped.message()).isEqualTo("message 'echo' was not sent: module 'alu' is Registered");
        Problem unknown = refusal("halix", "echo", LIMIT);
        assertThat(unknown.code()).isEqualTo(ProblemCode.MODULE_NOT_FOUND);
        assertThat(unknown.suggestions()).containsExactly("helix");
        assertThatIllegalArgumentException().isThrownBy(() -> send("alu", "echo", "", Duration.ZERO));
    }

    @Test
    void theLimitFreesTheSenderAndTheModuleIsDrainedAllTheSame() throws Exception {
        Problem overrun = refusal("alu", "wait", Duration.ofMillis(30));
        assertThat(overrun.code()).isEqualTo(ProblemCode.TIME_LIMIT);
        assertThat(overrun.message())
                .isEqualTo("module 'alu' had not dealt with message 'wait' after 30 ms; its answer will be dropped");
        kernos.runtime.inside.await();
        CompletableFuture<Outcome> stopped =
                CompletableFuture.supplyAsync(() -> kernos.container().stop("alu", false));
        TestContainer.await(
                "the module to be leaving",
                () -> kernos.registry().findModule("alu").orElseThrow().state() == ModuleState.UNLOADING);
        assertThat(refusal("alu", "echo", LIMIT).code()).isEqualTo(ProblemCode.NOT_ACTIVE);
        assertThat(kernos.runtime.events).doesNotContain("shutdown alu");
        kernos.runtime.release.countDown();
        assertThat(stopped.join()).isInstanceOf(Outcome.Done.class);
        assertThat(kernos.runtime.events).contains("shutdown alu");
    }

    @Test
    void aModuleThatHangsHasNoMoreThanItsShareOfTheThreads() throws Exception {
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            Thread sender = new Thread(() -> send("alu", "wait", "", LIMIT));
            senders.add(sender);
            sender.start();
        }
        TestContainer.await(
                "32 messages to be dealt with",
                () -> List.copyOf(kernos.runtime.events).stream()
                                .filter(event -> event.startsWith("alu got wait"))
                                .count()
                        == 32);
        Problem busy = refusal("alu", "echo", LIMIT);
        assertThat(busy.code()).isEqualTo(ProblemCode.BUSY);
        assertThat(busy.message())
                .isEqualTo("message 'echo' was not sent to module 'alu': it is dealing with 32 messages");
        assertThat(send("helix", "echo", "", LIMIT)).as("another module").isPresent();
        kernos.runtime.release.countDown();
        for (Thread sender : senders) {
            sender.join();
        }
        assertThat(send("alu", "echo", "", LIMIT)).as("once they have ended").isPresent();
    }

    @Test
    void aPausedModuleLetsMessagesWaitNoLongerThanTheirLimit() {
        kernos.container().pause("alu");
        assertThat(refusal("alu", "echo", Duration.ofMillis(30)).code()).isEqualTo(ProblemCode.TIME_LIMIT);
        CompletableFuture<Optional<Message>> answer =
                CompletableFuture.supplyAsync(() -> send("alu", "echo", "later", LIMIT));
        kernos.container().resume("alu");
        assertThat(answer.join()).isPresent();
        assertThat(kernos.runtime.events)
                .filteredOn(event -> event.startsWith("alu got"))
                .as("the one that had been given up was not delivered later")
                .containsExactly("alu got echo from shell, 5 bytes");
    }

    @Test
    void modulesSendMessagesInTheirOwnName() {
        assertThat(send("helix", "forward", "alu", LIMIT))
                .contains(new Message("alu", "echo for helix", new Value.Str("alu")));
    }

    @Test
    void kernelsAndProgramsSendThroughEval() {
        assertThat(eval("helix", symbol("kernos/send"), text("alu"), text("echo"), text("5")))
                .isEqualTo(Value.bracket(text("echo for helix"), text("5")));
        assertThat(eval("alu", symbol("kernos/send"), text("alu"), text("echo"), text("5"), new Value.Int(900)))
                .isEqualTo(Value.bracket(text("echo for program"), text("5")));
        assertThat(eval("alu", symbol("kernos/send"), text("alu"), text("silence"), text("")))
                .isEqualTo(Value.NONE);
        KernelException raised = catchThrowableOfType(
                KernelException.class,
                () -> eval("alu", symbol("kernos/send"), text("helix"), text("raise"), text("")));
        assertThat(raised.raisedCode()).hasValue(3);
        assertThat(eval("alu", symbol("kernos/version"))).isInstanceOf(Value.Str.class);
    }

    @Test
    void aLimitThatIsNotPositiveAndASecondOneAreToldApart() {
        assertThat(refusalOfLimits(new Value.Int(0)))
                .isEqualTo("KERNOS-0402 kernos/send: argument 4 (limit-ms) is 0, expected a positive number of"
                        + " milliseconds\n  fix write (kernos/send \"module\" \"type\" \"payload\" 1000)");
        assertThat(refusalOfLimits(new Value.Int(1), new Value.Int(2)))
                .isEqualTo("KERNOS-0403 kernos/send: got 5, expected 3 arguments, or one more, the limit\n"
                        + "  fix write (kernos/send \"module\" \"type\" \"payload\" 1000)");
    }

    private String refusalOfLimits(Value... limits) {
        List<Value> form = new ArrayList<>(List.of(symbol("kernos/send"), text("a"), text("b"), text("")));
        form.addAll(List.of(limits));
        return catchThrowableOfType(KernelException.class, () -> eval("alu", form.toArray(new Value[0])))
                .problem()
                .toString();
    }

    @Test
    void theContainersOwnFunctionsAreNoModuleThatCouldBeStopped() throws Exception {
        assertThat(kernos.container().load("kernos")).isInstanceOf(Outcome.Unchanged.class);
        assertThat(kernos.container().describe("kernos", LoadOptions.NONE).functions())
                .hasSize(2);
        assertThat(kernos.container().stop("kernos", true)).isInstanceOf(Outcome.Refused.class);
        assertThat(kernos.registry().findModule("kernos")).isPresent();
        assertThat(kernos.registry().why("kernos")).isEmpty();
        assertThat(kernos.registry().modules()).hasSize(2);
    }

    /** As deep as modules may forward to each other, each on a thread of its own. */
    @Test
    void aChainOfMessagesIsLongerThanThePoolOfCalls() throws Exception {
        int length = 40;
        Value form = Value.paren(symbol("kernos/send"), text("alu"), text("echo"), text("end"));
        for (int i = 0; i < length; i++) {
            form = Value.paren(symbol("alu/eval"), new Value.Some(form));
        }
        assertThat(kernos.registry().findFunction("alu/eval").orElseThrow().call(form))
                .isEqualTo(Value.bracket(text("echo for program"), text("end")));
    }
}
