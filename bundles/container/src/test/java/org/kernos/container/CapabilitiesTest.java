package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.Message;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;

/** Who may call what deals in files or the network (ADR 18). */
final class CapabilitiesTest {

    @TempDir
    Path root;

    private TestContainer kernos;

    @BeforeEach
    void start() throws Exception {
        kernos = new TestContainer(root, "kernos.path", root.resolve("modules").toString());
        load("fs", "capabilities=filesystem");
        load("net", "capabilities=networking,dma");
        load("plain");
        load("sealed", "capabilities=");
        load("filer", "capabilities=filesystem");
        load("dma", "capabilities=dma");
    }

    private void load(String name, String... lines) throws Exception {
        kernos.module(name, lines);
        kernos.container().load(name);
    }

    @AfterEach
    void stop() throws Exception {
        kernos.close();
    }

    private KernelFunction function(String name) {
        return kernos.registry().findFunction(name).orElseThrow();
    }

    private static Value call(String function, Value... arguments) {
        Value[] form = new Value[arguments.length + 1];
        form[0] = new Value.Symbol(function);
        System.arraycopy(arguments, 0, form, 1, arguments.length);
        return Value.paren(form);
    }

    private static Value sum(String module) {
        return call(module + "/add", new Value.Int(1), new Value.Int(2));
    }

    private static Problem refusal(Runnable call) {
        return catchThrowableOfType(KernelException.class, call::run).problem();
    }

    @ParameterizedTest(name = "{0} calls {1}: {2}")
    @CsvSource({
        "plain, fs, yes",
        "plain, net, yes",
        "sealed, plain, yes",
        "sealed, fs, no",
        "sealed, net, no",
        "filer, fs, yes",
        "filer, net, no",
        "fs, fs, yes",
        "fs, net, no",
        "dma, plain, yes",
        "dma, fs, no"
    })
    void aModuleThatDeclaresItsCapabilitiesCallsOnlyWhatItHas(String from, String to, String allowed) {
        KernelFunction eval = function(from + "/eval");
        if (allowed.equals("yes")) {
            assertThat(eval.call(sum(to))).isEqualTo(new Value.Int(3));
        } else {
            Problem problem = refusal(() -> eval.call(sum(to)));
            assertThat(problem.code()).isEqualTo(ProblemCode.CAPABILITY_MISSING);
            assertThat(problem.message())
                    .startsWith("module '" + from + "' lacks capability '")
                    .contains(to + "/add");
        }
    }

    @Test
    void theRefusalNamesModuleFunctionAndCapability() {
        assertThat(refusal(() -> function("sealed/eval").call(sum("fs")))).hasToString("""
                KERNOS-0412 module 'sealed' lacks capability 'filesystem', which fs/add has; it was not run
                  fix add "filesystem" to the capabilities of 'sealed', if it is to have it""");
    }

    @Test
    void whatItLacksNobodyOnTheWayCanGiveIt() {
        Value through = call("plain/eval", new Value.Some(sum("fs")));
        assertThat(refusal(() -> function("sealed/eval").call(through)).message())
                .startsWith("module 'sealed' lacks");
        Value throughOwner = call("filer/eval", new Value.Some(sum("fs")));
        assertThat(refusal(() -> function("sealed/eval").call(throughOwner)).message())
                .startsWith("module 'sealed' lacks");
        Value inner = call("sealed/eval", new Value.Some(sum("fs")));
        assertThat(refusal(() -> function("filer/eval").call(inner)).message()).startsWith("module 'sealed' lacks");
    }

    @Test
    void afterTheEvaluationTheThreadIsFreeAgain() {
        Value both = Value.bracket(call("sealed/eval", new Value.Int(1)), sum("fs"));
        assertThat(function("plain/eval").call(both)).isEqualTo(new Value.Int(3));
        refusal(() -> function("sealed/eval").call(sum("fs")));
        assertThat(function("fs/add").call(new Value.Int(4), new Value.Int(5))).isEqualTo(new Value.Int(9));
    }

    @Test
    void theScopeOfAProgramIsRestrictedTooAndOnEveryThread() {
        Evaluator scope = expression -> CompletableFuture.supplyAsync(
                        () -> function("plain/eval").call(expression))
                .join();
        // The program itself goes on elsewhere; there it is its own affair.
        assertThat(function("sealed/eval").call(scope, sum("fs"))).isEqualTo(new Value.Int(3));
        Evaluator here = expression -> function("plain/eval").call(expression);
        assertThat(refusal(() -> function("sealed/eval").call(here, sum("fs"))).code())
                .isEqualTo(ProblemCode.CAPABILITY_MISSING);
    }

    @Test
    void aCallThatGoesOnOnAnotherThreadIsThatOfTheSameCaller() {
        Evaluator scope = expression -> {
            try {
                return function("plain/eval")
                        .callAsync(Duration.ofSeconds(20), expression)
                        .toCompletableFuture()
                        .join();
            } catch (CompletionException e) {
                throw (KernelException) e.getCause();
            }
        };
        assertThat(refusal(() -> function("sealed/eval").call(scope, sum("fs"))).code())
                .isEqualTo(ProblemCode.CAPABILITY_MISSING);
        assertThat(function("filer/eval").call(scope, sum("fs"))).isEqualTo(new Value.Int(3));
    }

    @Test
    void whatAModuleEvaluatesOutsideOfCallsIsItsOwnToo() {
        assertThat(refusal(() -> kernos.container().send("sealed", message("call", "fs/add"), Duration.ofSeconds(20)))
                        .code())
                .isEqualTo(ProblemCode.CAPABILITY_MISSING);
        assertThat(kernos.container().send("filer", message("call", "fs/add"), Duration.ofSeconds(20)))
                .contains(new Message("filer", "sum", new Value.Str("3")));
    }

    @Test
    void messagesGoNowhereThatCallsDoNot() {
        Problem problem =
                refusal(() -> kernos.container().send("sealed", message("forward", "fs"), Duration.ofSeconds(20)));
        assertThat(problem.message())
                .isEqualTo("module 'sealed' lacks capability 'filesystem', which module 'fs' has; it was not run");
        Value send = call("kernos/send", new Value.Str("fs"), new Value.Str("echo"), new Value.Str("x"));
        assertThat(refusal(() -> function("sealed/eval").call(send)).code()).isEqualTo(ProblemCode.CAPABILITY_MISSING);
        assertThat(function("plain/eval").call(send)).isNotEqualTo(Value.NONE);
    }

    private static Message message(String type, String payload) {
        return new Message("test", type, new Value.Str(payload));
    }
}
