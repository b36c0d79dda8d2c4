package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;
import org.kernos.api.BootReport;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.value.Value;
import org.osgi.framework.Bundle;

/**
 * What the README promises of loading, calling and unloading kernels, and of the errors. Those of programs and of kernels and modules in Java are its ancestors', so that one framework serves
 * for all.
 */
public abstract class Promises extends ProgramPromises {

    @Test
    public void aKernelOfTheSearchPathIsLoadedByItsNameAndCalled() throws Exception {
        assertThat(shell.run("kernel:load hash")).matches("hash 1\\.0\\.0 revision [0-9]+ active, 3 functions");
        assertThat(shell.run("kernel:call hash/fnv1a Kernos"))
                .isEqualTo(shell.run("kernel:call hash/fnv1a \"Kernos\""));
        assertThat(shell.run("kernel:call hash/crc32c '123456789'")).isEqualTo("3808858755");
        assertThat(shell.run("kernel:load hash")).isEqualTo("hash 1.0.0 is already Active, nothing was changed");
    }

    @Test
    public void everyFunctionIsAService() throws Exception {
        KernelFunction add = function("alu/add");

        assertThat(add.call(new Value.Int(5), new Value.Int(3))).isEqualTo(new Value.Int(8));
        assertThat(add.signature().describe(add.name())).isEqualTo("(add a :int b :int) :int");
        assertThat(context().getServiceReferences(KernelFunction.class, "(kernos.module=alu)"))
                .hasSize(9);
    }

    @Test
    public void modulesAreBundlesAndShowInBothLists() throws Exception {
        Bundle alu = bundle("org.kernos.module.alu");

        assertThat(alu.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(alu.getVersion()).hasToString("1.0.0");
        assertThat(alu.getLocation()).isEqualTo("kernos:" + KERNELS.resolve("boot/alu"));
        assertThat(shell.run("module:list").lines().filter(line -> line.contains(" alu ")))
                .singleElement()
                .asString()
                .matches("\\s*" + alu.getBundleId() + "  alu +1\\.0\\.0 +kernel +Active +9 +[0-9]+ +.*boot/alu");
    }

    @Test
    public void wrongArgumentsAreRefusedWithTheDeclarationAndItsPlace() {
        assertThat(refusal("kernel:call alu/add x 3"))
                .startsWith("KERNOS-0402 alu/add: argument 1 (a) is :str \"x\", expected :int")
                .contains("fix pass an integer; the signature is (add a :int b :int) :int, declared in ")
                .endsWith("alu/kernel.sxs:3:5");
        assertThat(refusal("kernel:call alu/add 1")).startsWith("KERNOS-0403 alu/add: got 1, expected 2 arguments");
    }

    @Test
    public void whatAKernelRaisesArrivesWithItsCode() throws Exception {
        assertThat(refusal("kernel:call alu/div 1 0")).startsWith("KERNOS-0405 alu/div: ");
        assertThatThrownBy(() -> function("alu/div").call(new Value.Int(Long.MIN_VALUE), new Value.Int(-1)))
                .isInstanceOfSatisfying(
                        KernelException.class, e -> assertThat(e.raisedCode()).hasValue(2));
    }

    @Test
    public void aFunctionThatIsNotThereIsExplained() throws Exception {
        assertThat(refusal("kernel:call alu/ad 1 2"))
                .startsWith("KERNOS-0401 no function 'ad' in module 'alu' (active, revision ")
                .contains("did you mean  add");
        assertThat(shell.run("kernel:why nowhere/f")).contains("KERNOS-0401", "KERNOS-0307");
    }

    @Test
    public void aMissingDependencyIsNamedWithTheVersionsThatWouldDo() throws Exception {
        assertThat(refusedLoad("needy"))
                .startsWith("KERNOS-0301 module 'needy' needs nowhere [2.0.0,3.0.0), installed: none")
                .contains("fix load 'nowhere' first");
        assertNothingIsLeftOf("needy");
    }

    @Test
    public void aMissingLibraryIsNamed() throws Exception {
        assertThat(refusedLoad("nolibrary")).startsWith("KERNOS-0203 ").contains("libkernel_nolibrary.so");
        assertNothingIsLeftOf("nolibrary");
    }

    @Test
    public void aLibraryForAnotherMachineIsRefusedBeforeItIsMapped() throws Exception {
        assertThat(refusedLoad("foreign"))
                .startsWith("KERNOS-0204 the library 'libkernel_foreign.so' is ")
                .contains("for riscv64")
                .contains("expected an ELF shared library for ");
        assertNothingIsLeftOf("foreign");
    }

    @Test
    public void aLibraryThatBreaksOffIsRefusedBeforeItIsMapped() throws Exception {
        assertThat(refusedLoad("truncated"))
                .startsWith("KERNOS-0205 the library 'libkernel_truncated.so' is damaged: ");
        assertNothingIsLeftOf("truncated");
    }

    @Test
    public void aMissingKernelInitIsNamed() throws Exception {
        assertThat(refusedLoad("noinit"))
                .startsWith("KERNOS-0206 the library 'libkernel_noinit.so' exports no function 'kernel_init'");
        assertNothingIsLeftOf("noinit");
    }

    @Test
    public void aLibraryThatTheKernelNeedsAndNobodyHasIsNamed() throws Exception {
        assertThat(refusedLoad("lacking")).startsWith("KERNOS-0207 ").contains("libkernos_gone.so");
        assertNothingIsLeftOf("lacking");
    }

    @Test
    public void aFunctionThatIsDeclaredAndNotRegisteredKeepsItsKernelOut() throws Exception {
        assertThat(refusedLoad("unregistered"))
                .startsWith("KERNOS-0208 the descriptor declares 'unregistered/forgotten', which kernel_init did not"
                        + " register")
                .contains("unregistered/kernel.sxs:3:5");
        assertNothingIsLeftOf("unregistered");
    }

    @Test
    public void badModulesAtBootDoNotKeepOthersFromStarting() {
        BootReport report = service(BootReport.class);

        // Another promise may have had the entry with a hint loaded before.
        assertThat(report.active())
                .extracting(ModuleInfo::name)
                .filteredOn(name -> !name.equals("vector"))
                .containsExactly("alu", "calls", "pytext", "pyreport");
        assertThat(report.refused().keySet())
                .filteredOn(name -> !name.equals(BOOTED))
                .hasSize(3);
        assertThat(report.refused().keySet()).anyMatch(name -> name.endsWith("needy"));
        assertThat(report.refused().keySet()).anyMatch(name -> name.endsWith("noinit"));
    }

    @Test
    public void kernelsCallKernelsThroughEval() throws Exception {
        assertThat(shell.run("kernel:call calls/sum_of_squares '[1 2 3]'")).isEqualTo("14");
        assertThat(shell.run("kernel:call calls/apply alu/add [40 2]")).isEqualTo("42");
        assertThat(shell.run("kernel:call calls/fold alu/mul 1 [2 3 7]")).isEqualTo("42");
        assertThat(refusal("kernel:call calls/apply alu/div [1 0]")).contains("alu/div");
    }

    @Test
    public void oneLibraryWorksUnderBothCallingConventions() throws Exception {
        load("form");
        assertThat(shell.run("kernel:call form/elements 5 3")).isEqualTo("2");
        assertThat(shell.run("kernel:call form/head 5 3")).isEqualTo("9");
        assertThat(shell.run("kernel:call form/add 5 3")).isEqualTo("8");
        shell.run("kernel:unload form");

        shell.run("kernel:load --args form '" + KERNELS.resolve("form") + "'");
        assertThat(shell.run("kernel:call form/elements 5 3")).isEqualTo("3");
        assertThat(shell.run("kernel:call form/head 5 3")).isEqualTo("7");
        assertThat(shell.run("kernel:call form/add 5 3")).isEqualTo("8");
        assertThat(shell.run("kernel:call calls/apply form/add [5 3]")).isEqualTo("8");
    }

    @Test
    public void kernelsMayBeWrittenInCPlusPlus() throws Exception {
        assumeTrue(Files.isDirectory(SAMPLES.resolve("text")));
        shell.run("kernel:load text");
        assertThat(shell.run("kernel:call text/upper kernos")).isEqualTo("\"KERNOS\"");
        assertThat(shell.run("kernel:call text/upper 007")).isEqualTo("\"007\"");
        assertThat(shell.run("kernel:call text/split a,b,c ,")).isEqualTo("[\"a\" \"b\" \"c\"]");
        shell.run("kernel:unload text");
        assertNothingIsLeftOf("text");
    }

    @Test
    public void kernelsMayBeWrittenInRust() throws Exception {
        assumeTrue(Files.isDirectory(SAMPLES.resolve("stats")));
        shell.run("kernel:load stats");
        assertThat(shell.run("kernel:call stats/mean '[1 2 3 4]'")).isEqualTo("2.5");
        assertThat(shell.run("kernel:call stats/mean [1 2 3 4]")).isEqualTo("2.5");
        assertThat(refusal("kernel:call stats/mean '[]'")).startsWith("KERNOS-0405 ");
        shell.run("kernel:unload stats");
        assertNothingIsLeftOf("stats");
    }

    @Test
    public void aKernelMayBringADatabase() throws Exception {
        assumeTrue(Files.isDirectory(SAMPLES.resolve("sqlite")));
        Path file = temporary.getRoot().toPath().resolve("test.db");
        shell.run("kernel:load sqlite");
        shell.run("db = (kernel:call sqlite/open '" + file + "')");
        shell.run("kernel:call sqlite/exec $db 'create table t (a, b); insert into t values (1, 2.5), (null, \"x\")'");
        assertThat(shell.run("kernel:call sqlite/query $db 'select a, b from t'"))
                .isEqualTo("[[1 2.5] [() \"x\"]]");
        shell.run("kernel:unload sqlite");
        assertThat(file).isNotEmptyFile();
        assertNothingIsLeftOf("sqlite");
    }

    @Test
    public void afterTheLockNoNewModuleComesInAndLoadedOnesGoOn() throws Exception {
        shell.run("kernel:load hash");
        assertThat(shell.run("kernel:lock")).isEqualTo("loading is locked");
        try {
            assertThat(refusedLoad("answer"))
                    .startsWith("KERNOS-0304 module 'answer' was not loaded: loading is locked");
            assertNothingIsLeftOf("answer");
            assertThat(shell.run("kernel:load hash")).contains("already Active");
            assertThat(shell.run("kernel:call hash/crc32c '123456789'")).isEqualTo("3808858755");
        } finally {
            // A container that starts anew is in its loading phase again.
            restartContainer();
        }
        assertThat(load("answer")).contains("active");
    }

    @Test
    public void whenTheContainerStopsAllKernelsAreShutDownInOrderBeforeAnyLibraryGoes() throws Exception {
        Path record = temporary.getRoot().toPath().resolve("record.txt");
        for (String kernel : List.of("first", "second", "third")) {
            load(kernel);
            shell.run("kernel:call " + kernel + "/record '" + record + "'");
        }
        assertThat(shell.run("module:order").lines().filter(name -> name.matches("first|second|third")))
                .containsExactly("second", "first", "third");

        Bundle container = bundle("org.kernos.container");
        shell.runOnBundle("stop", container);

        assertThat(Files.readAllLines(record))
                .containsExactly(
                        "shutdown second",
                        "shutdown first",
                        "shutdown third",
                        "unload second",
                        "unload first",
                        "unload third");
        shell.runOnBundle("start", container);
        awaitBoot();
        Await.until("the kernels to be there again", () -> activeModules().containsAll(List.of("first", "second")));
    }

    @Test
    public void unloadingLeavesNoMapping() throws Exception {
        assumeTrue(Mappings.canBeRead());
        load("answer");
        assertThat(Mappings.contain("answer")).isTrue();
        assertThat(shell.run("kernel:unload answer")).matches("answer 1\\.0\\.0 revision [0-9]+ unloaded");
        assertNothingIsLeftOf("answer");
    }

    @Test
    public void aProviderIsStoppedOnlyByForceAndAfterItsDependents() throws Exception {
        load("answer");
        load("middle");
        assertThat(refusal("kernel:unload answer"))
                .startsWith("KERNOS-0303 module 'answer' was not stopped: 1 active modules depend on it: middle");
        assertThat(shell.run("kernel:call middle/answer")).isEqualTo("3");

        assertThat(shell.run("module:stop --force answer").lines().map(line -> line.split(" ")[0]))
                .containsExactly("middle", "answer");
        assertThat(shell.run("module:start middle")).startsWith("middle");
        assertThat(shell.run("kernel:call answer/answer")).isEqualTo("1");
    }

    @Test
    public void theFrameworksUpdateTakesTheDirectoryAsItIsNow() throws Exception {
        Path directory = temporary.getRoot().toPath().resolve("answer");
        copy(KERNELS.resolve("answer"), directory);
        shell.run("kernel:load '" + directory + "'");
        assertThat(shell.run("kernel:call answer/answer")).isEqualTo("1");
        long revision = revisionOf("answer");

        copy(KERNELS.resolve("next/answer"), directory);
        Bundle bundle = bundle("org.kernos.module.answer");
        shell.runOnBundle("update", bundle);

        assertThat(shell.run("kernel:call answer/answer")).isEqualTo("2");
        assertThat(bundle.getVersion()).hasToString("1.1.0");
        assertThat(revisionOf("answer")).isEqualTo(revision + 1);
    }

    private long revisionOf(String module) {
        return service(ModuleRegistry.class).findModule(module).orElseThrow().revision();
    }

    @Test
    public void theFrameworksUninstallUnloadsTheKernel() throws Exception {
        load("answer");
        shell.runOnBundle("uninstall", bundle("org.kernos.module.answer"));
        assertNothingIsLeftOf("answer");
        assertThat(shell.run("kernel:why answer")).startsWith("KERNOS-0307 ");
    }

    @Test
    public void theFrameworksStopAndStartWorkLikeOurs() throws Exception {
        load("answer");
        KernelFunction former = function("answer/answer");
        Bundle bundle = bundle("org.kernos.module.answer");
        shell.runOnBundle("stop", bundle);
        assertThat(Mappings.contain("answer")).isFalse();
        assertThatThrownBy(former::call).hasMessageStartingWith("KERNOS-0406 module 'answer' was stopped");
        shell.runOnBundle("start", bundle);
        assertThat(shell.run("kernel:call answer/answer")).isEqualTo("1");
    }

    @Test
    public void aComponentTakesAKernelAsItsOwnInterfaceAndFollowsIt() throws Exception {
        Await.until("the component", () -> findService(Calculator.class).isPresent());
        assertThat(service(Calculator.class).sum(1, 2, 39)).isEqualTo(42);
        assertThat(service(Alu.class).addR(0.5, 0.25)).isEqualTo(0.75);

        shell.run("module:stop --force alu");
        assertThat(findService(Alu.class)).isEmpty();
        assertThat(findService(Calculator.class)).isEmpty();

        shell.run("module:start alu");
        shell.run("module:start calls");
        Await.until("the component to come back", () -> findService(Calculator.class)
                .isPresent());
        assertThat(service(Calculator.class).sum(20, 22)).isEqualTo(42);
    }
}
