package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;
import org.kernos.api.KernelException;
import org.kernos.api.Message;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.Outcome;
import org.kernos.api.Problem;
import org.kernos.api.VersionRequirement;
import org.kernos.api.interfaces.InterfaceId;
import org.kernos.api.value.Value;
import org.osgi.framework.Version;

/** What docs/formats/helix.md and docs/native-modules.md promise of Helix modules, above all of native ones. */
public abstract class HelixPromises extends JavaModulePromises {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    public void aSchedulerBehavesTheSameInJavaAndInC() throws Exception {
        List<String> java = transcript("rr-sched-java");

        assertThat(java)
                .startsWith("()", "count 3", "[7 3]", "[8 1]", "[9 2]", "[7 3]", "1", "0", "task 8 1", "count 2")
                .contains("KERNOS-0405 M/add_task: task 8 is already there (code 1)");
        assertThat(transcript("rr-sched-c")).isEqualTo(java);
    }

    @Test
    public void aSchedulerBehavesTheSameInRust() throws Exception {
        assumeTrue("built where there is a Rust compiler", Files.isDirectory(SAMPLES.resolve("rr-sched-rust")));

        assertThat(transcript("rr-sched-rust")).isEqualTo(transcript("rr-sched-java"));
    }

    /** What a user sees of a scheduler that is loaded, used and unloaded. */
    private List<String> transcript(String module) throws Exception {
        List<String> told = new ArrayList<>();
        String call = "kernel:call " + module;
        shell.run("kernel:load " + module);
        told.add(shell.run(call + "/next"));
        shell.run(call + "/add_task 7 3");
        shell.run(call + "/add_task 8 1");
        told.add(send(module, "add-task", "9 2"));
        for (int turn = 0; turn < 4; turn++) {
            told.add(shell.run(call + "/next"));
        }
        told.add(shell.run(call + "/remove_task 7"));
        told.add(shell.run(call + "/remove_task 7"));
        told.add(send(module, "next", ""));
        told.add(send(module, "count", ""));
        for (String refused : List.of("/add_task 8 1", "/add_task 4294967296 1", "/add_task x 1", "/next 1")) {
            told.add(refusal(call + refused).lines().findFirst().orElse("").replace(module, "M"));
        }
        told.add(send(module, "shout", "").replace(module, "M"));
        told.add(send(module, "add-task", "one").replace(module, "M"));
        shell.run("kernel:unload " + module);
        assertNothingIsLeftOf(module);
        return told;
    }

    private String send(String module, String type, String payload) {
        try {
            Optional<Message> answer = service(ModuleContainer.class)
                    .send(module, new Message("test", type, new Value.Str(payload)), LIMIT);
            return answer.map(
                            message -> message.type() + " " + message.payload().text())
                    .orElse("no answer");
        } catch (KernelException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    public void messagesAreRefusedForModulesThatAreNotThere() throws Exception {
        assertThat(refusal("module:send nowhere count")).startsWith("KERNOS-0307 ");
        shell.run("kernel:load rr-sched-c");
        assertThat(shell.run("module:send rr-sched-c add-task '7 3'"))
                .contains("count")
                .contains("1");
        shell.run("module:stop rr-sched-c");
        assertThat(refusal("module:send rr-sched-c count")).startsWith("KERNOS-0406 ");
    }

    @Test
    public void anObjectUsesWhatTheModuleItDependsOnExports() throws Exception {
        load("giver");
        load("taker");

        assertThat(shell.run("kernel:call taker/ask")).isEqualTo("10");
        assertThat(refusal("kernel:unload giver")).startsWith("KERNOS-0303 ").contains("taker");
        assertThat(shell.run("module:dependents giver")).contains("taker");
        shell.run("kernel:unload taker");
        shell.run("kernel:unload giver");
        assertNothingIsLeftOf("taker");
        assertNothingIsLeftOf("giver");
    }

    @Test
    public void versionsStandSideBySideAndEachConsumerHasItsOwn() throws Exception {
        load("giver");
        load("taker");
        load("next/giver");
        load("newtaker");

        assertThat(shell.run("kernel:call giver/answer")).isEqualTo("2");
        assertThat(shell.run("kernel:call taker/ask")).isEqualTo("10");
        assertThat(shell.run("module:graph newtaker")).isEqualTo("newtaker 1.0.0\n  giver 2.0.0 in [2.0.0,3.0.0)");
        assertThat(shell.run("module:graph --dot taker"))
                .startsWith("digraph")
                .contains("\"taker 1.0.0\" -> \"giver 1.0.0\"");

        ModuleRegistry registry = service(ModuleRegistry.class);
        assertThat(registry.findModule("giver", new VersionRequirement.Compatible(new Version(1, 0, 0))))
                .map(module -> module.descriptor().version())
                .contains(new Version(1, 0, 0));
        assertThat(registry.findByInterface(InterfaceId.of("Answers")))
                .extracting(ModuleInfo::name)
                .containsExactly("giver", "giver");
    }

    @Test
    public void aConsumerOfAnotherFormOfTheInterfaceIsRefusedWithEveryDifference() throws Exception {
        load("giver");

        assertThat(refusedLoad("strict")).startsWith("KERNOS-0313 ").contains("ask() -> u32", "ask(u32) -> u64");
        assertNothingIsLeftOf("strict");
    }

    @Test
    public void aProviderWithAMethodTooFewIsRefused() throws Exception {
        assertThat(refusedLoad("lesser"))
                .startsWith(
                        "KERNOS-0312 module 'lesser' does not have what it provides: gone() -> u32 of interface Answers");
        assertNothingIsLeftOf("lesser");
    }

    @Test
    public void anObjectWithAnUnknownSymbolIsRefusedNamingIt() throws Exception {
        assertThat(refusedLoad("orphan")).startsWith("KERNOS-0207 ").contains("'shared_answer'");
        assertNothingIsLeftOf("orphan");
    }

    @Test
    public void anotherMajorAbiIsRefusedAndANewerMinorOneIsAWarning() throws Exception {
        assertThat(refusedLoad("abi-2.0")).startsWith("KERNOS-0311 ").contains("Major ABI version mismatch");
        assertNothingIsLeftOf("abi-2.0");
        assertThat(load("abi-1.9")).contains("KERNOS-0311 ", "Consumer uses newer ABI features");
        assertThat(shell.run("kernel:call abi-1.9/answer")).isEqualTo("1");
    }

    @Test
    public void aPrivilegedModuleNeedsTheConfigurationsConsent() throws Exception {
        assertThat(refusedLoad("guarded")).startsWith("KERNOS-0314 ").contains("kernos.privileged");
        assertNothingIsLeftOf("guarded");
    }

    @Test
    public void aCircleOfModulesIsNamedWhole() throws Exception {
        List<Path> circle = List.of(KERNELS.resolve("one"), KERNELS.resolve("two"), KERNELS.resolve("three"));

        Map<String, List<Problem>> refused =
                service(ModuleContainer.class).loadAll(circle).refused();

        assertThat(refused).hasSize(3);
        assertThat(refused.values()).allSatisfy(problems -> assertThat(problems.toString())
                .contains("KERNOS-0302 ")
                .containsPattern("(one -> two -> three|two -> three -> one|three -> one -> two)"));
        assertThat(activeModules()).doesNotContain("one", "two", "three");
    }

    @Test
    public void aModuleWithoutTheCapabilityCannotReachTheFilesOfOthers() throws Exception {
        shell.run("kernel:load fs");
        load("boxed");

        Path program = Files.writeString(
                temporary.getRoot().toPath().resolve("program.sxs"),
                "[ #(load \"boxed\" \"fs\") (debug (boxed/answer)) (boxed/call '(fs/list \".\")) ]");
        assertThat(refusal("sxs:run --no-check -i '" + KERNELS + "' '" + program + "'"))
                .contains("KERNOS-0412 ", "boxed", "fs/list", "filesystem");
        assertThat(refusal("sxs:eval '(fs/list \".\")'")).contains("no directory is granted");
    }

    @Test
    public void aModuleIsInspectedWithoutBeingLoaded() throws Exception {
        String told = shell.run("helix:inspect '" + KERNELS.resolve("taker/taker.hmod") + "'");

        assertThat(told).contains("taker", "giver", "[1.0.0,2.0.0)", "ask() -> u32", "shared_answer", "object file");
        assertThat(activeModules()).doesNotContain("taker");
    }

    @Test
    public void aModuleIsLoadedFromMemory() throws Exception {
        ModuleContainer container = service(ModuleContainer.class);
        byte[] giver = Files.readAllBytes(KERNELS.resolve("giver/giver.hmod"));

        assertThat(container.loadFromMemory("giver", giver)).isInstanceOf(Outcome.Done.class);
        assertThat(container.loadFromMemory("giver", giver)).isInstanceOf(Outcome.Unchanged.class);
        load("taker");
        assertThat(shell.run("kernel:call taker/ask")).isEqualTo("10");
        assertThat(container.loadFromMemory("lesser", giver))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.problems().toString()).contains("KERNOS-0108"));
    }

    @Test
    public void nativeCodeAndProgramsSendMessagesToo() throws Exception {
        Path program = Files.writeString(temporary.getRoot().toPath().resolve("program.sxs"), """
                [ #(load "kernos" "boxed" "rr-sched-c")
                  (def first (kernos/send "rr-sched-c" "add-task" "7 3"))
                  (def second (boxed/call '(kernos/send "rr-sched-c" "next" "")))
                  (debug (at 0 first) (at 1 first) (at 0 second) (at 1 second)) ]""");

        assertThat(shell.run("sxs:run --no-check -i '" + KERNELS + "' '" + program + "'")
                        .strip())
                .isEqualTo("[DEBUG] \"count\" \"1\" \"task\" \"7 3\"");
    }
}
