package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kernos.api.KernelFunction;
import org.kernos.api.Message;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.ModuleState;
import org.kernos.api.Outcome;
import org.kernos.api.VersionRequirement;
import org.kernos.api.interfaces.InterfaceId;
import org.kernos.api.value.Value;
import org.osgi.framework.Version;

@Timeout(60)
final class RegistryTest {

    @TempDir
    Path root;

    private TestContainer kernos;

    @BeforeEach
    void start() throws Exception {
        kernos = new TestContainer(root, "kernos.path", root.resolve("modules").toString());
    }

    @AfterEach
    void stop() throws Exception {
        kernos.runtime.releaseInit.countDown();
        kernos.close();
    }

    private static List<String> names(List<ModuleInfo> modules) {
        return modules.stream()
                .map(module -> module.name() + " " + module.descriptor().version())
                .toList();
    }

    private ModuleInfo find(String name) {
        return kernos.registry().findModule(name).orElseThrow();
    }

    private void twoVersions() throws Exception {
        Path old = kernos.module("alu-1", "name=alu", "version=1.4.0", "provides=Sum 1.0.0: add(i64, i64) -> i64");
        Path fresh = kernos.module("alu-2", "name=alu", "version=2.0.0", "bonus=100");
        Path onOld = kernos.module("on-old", "needs=alu 1.0.0");
        Path onFresh = kernos.module("on-fresh", "needs=alu 2.0.0");
        Path onAny = kernos.module("on-any", "needs=alu,nothing?");
        assertThat(kernos.container()
                        .loadAll(List.of(onAny, onFresh, onOld, fresh, old))
                        .refused())
                .isEmpty();
    }

    @Test
    void consumersAreWiredByTheirRequirementAndTheNameAloneMeansTheHighest() throws Exception {
        twoVersions();
        assertThat(names(kernos.registry().providers(find("on-old")))).containsExactly("alu 1.4.0");
        assertThat(names(kernos.registry().providers(find("on-fresh")))).containsExactly("alu 2.0.0");
        assertThat(names(kernos.registry().providers(find("on-any")))).containsExactly("alu 2.0.0");
        assertThat(find("alu").descriptor().version()).hasToString("2.0.0");
        assertThat(kernos.registry().findFunction("alu/add").orElseThrow().call(new Value.Int(1), new Value.Int(2)))
                .isEqualTo(new Value.Int(103));
    }

    @ParameterizedTest(name = "first {0}, then {1}")
    @CsvSource({"alu-1, alu-2", "alu-2, alu-1"})
    void theHighestVersionHidesTheOthersFunctionsWhicheverCameFirst(String first, String second) throws Exception {
        kernos.module("alu-1", "name=alu", "version=1.4.0");
        kernos.module("alu-2", "name=alu", "version=2.0.0", "without=eval", "bonus=100");
        for (String directory : List.of(first, second)) {
            assertThat(kernos.container()
                            .loadAll(List.of(root.resolve("modules").resolve(directory)))
                            .active())
                    .hasSize(1);
        }
        assertThat(kernos.registry().functions())
                .extracting(KernelFunction::qualifiedName)
                .containsExactly("alu/add", "alu/wrong");
        KernelFunction add = kernos.registry().findFunction("alu/add").orElseThrow();
        assertThat(add.call(new Value.Int(1), new Value.Int(2))).isEqualTo(new Value.Int(103));
        kernos.container().stop("alu", false);
        assertThat(kernos.registry().functions())
                .extracting(KernelFunction::qualifiedName)
                .containsExactly("alu/add", "alu/eval", "alu/wrong");
    }

    @Test
    void whatAModuleEvaluatesByNameIsOfTheVersionItIsWiredTo() throws Exception {
        twoVersions();
        Value sum = Value.paren(new Value.Symbol("alu/add"), new Value.Int(1), new Value.Int(2));
        assertThat(evaluate("on-old", sum)).isEqualTo(new Value.Int(3));
        assertThat(evaluate("on-fresh", sum)).isEqualTo(new Value.Int(103));
        assertThat(evaluate("alu", sum)).isEqualTo(new Value.Int(103));
        Message call = new Message("test", "call", new Value.Str("alu/add"));
        assertThat(kernos.container()
                        .send("on-old", call, Duration.ofSeconds(20))
                        .orElseThrow()
                        .payload())
                .isEqualTo(new Value.Str("3"));
    }

    @Test
    void whatAModuleEvaluatesForAnotherIsOfTheVersionItIsWiredToItself() throws Exception {
        twoVersions();
        Value sum = Value.paren(new Value.Symbol("alu/add"), new Value.Int(1), new Value.Int(2));
        Value elsewhere = Value.paren(new Value.Symbol("on-fresh/eval"), new Value.Some(sum));
        assertThat(evaluate("on-old", elsewhere)).isEqualTo(new Value.Int(103));
    }

    private Value evaluate(String module, Value expression) {
        return kernos.registry().findFunction(module + "/eval").orElseThrow().call(expression);
    }

    @Test
    void modulesAreFoundByRequirementAndByInterface() throws Exception {
        twoVersions();
        VersionRequirement one = new VersionRequirement.Compatible(new Version(1, 0, 0));
        assertThat(kernos.registry()
                        .findModule("alu", one)
                        .orElseThrow()
                        .descriptor()
                        .version())
                .hasToString("1.4.0");
        VersionRequirement exact = new VersionRequirement.Exact(new Version(1, 0, 0));
        assertThat(kernos.registry().findModule("alu", exact)).isEmpty();
        assertThat(names(kernos.registry().findByInterface(InterfaceId.of("Sum"))))
                .containsExactly("alu 1.4.0");
        assertThat(kernos.registry().findByInterface(InterfaceId.of("Nothing"))).isEmpty();
        kernos.container().uninstall("on-old", false);
        kernos.container().uninstall("alu", true);
        kernos.container().uninstall("alu", true);
        assertThat(kernos.registry().findByInterface(InterfaceId.of("Sum"))).isEmpty();
    }

    /** A registry whose own methods are the container's, and whose defaults are the API's. */
    private ModuleRegistry defaults() {
        return (ModuleRegistry) Proxy.newProxyInstance(
                RegistryTest.class.getClassLoader(),
                new Class<?>[] {ModuleRegistry.class},
                (proxy, method, arguments) -> method.isDefault()
                        ? InvocationHandler.invokeDefault(proxy, method, arguments)
                        : method.invoke(kernos.registry(), arguments));
    }

    @Test
    void aPausedModuleIsFoundBeforeALowerActiveOneByWhicheverRegistry() throws Exception {
        twoVersions();
        kernos.container().pause("alu");
        for (ModuleRegistry registry : List.of(kernos.registry(), defaults())) {
            assertThat(registry.findModule("alu"))
                    .isEqualTo(registry.findModule("alu", new VersionRequirement.Any()))
                    .hasValueSatisfying(module -> {
                        assertThat(module.state()).isEqualTo(ModuleState.PAUSED);
                        assertThat(module.descriptor().version()).hasToString("2.0.0");
                    });
            assertThat(names(registry.activeModules())).contains("alu 1.4.0").doesNotContain("alu 2.0.0");
        }
        assertThat(kernos.container().resume("alu")).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void dependentsAreNamedInTheOrderToStopThemAndLoadOrderIsByName() throws Exception {
        kernos.container()
                .loadAll(List.of(
                        kernos.module("top", "needs=middle"),
                        kernos.module("middle", "needs=base"),
                        kernos.module("also", "needs=base"),
                        kernos.module("base"),
                        kernos.module("alone")));
        assertThat(kernos.registry().loadOrder()).containsExactly("alone", "base", "also", "middle", "top");
        assertThat(names(kernos.registry().dependents("base")))
                .containsExactly("top 1.0.0", "middle 1.0.0", "also 1.0.0");
        assertThat(kernos.registry().canUnload("base")).isFalse();
        assertThat(kernos.registry().canUnload("top")).isTrue();
        assertThat(kernos.registry().canUnload("nowhere")).isFalse();
        Outcome refused = kernos.container().stop("base", false);
        assertThat(((Outcome.Refused) refused).problems().get(0).message())
                .isEqualTo("module 'base' was not stopped: 3 active modules depend on it: also, middle, top");
        kernos.container().stop("top", false);
        kernos.container().stop("middle", false);
        assertThat(names(kernos.registry().dependents("base"))).containsExactly("also 1.0.0");
        kernos.container().stop("also", false);
        assertThat(kernos.registry().canUnload("base")).isTrue();
    }

    @Test
    void readsDoNotWaitForASlowLoad() throws Exception {
        kernos.module("alu");
        kernos.container().load("alu");
        kernos.module("slow", "needs=alu");
        kernos.runtime.heldInit = "slow";
        CompletableFuture<Outcome> load =
                CompletableFuture.supplyAsync(() -> kernos.container().load("slow"));
        kernos.runtime.insideInit.await();
        CompletableFuture<Void> reads = CompletableFuture.runAsync(() -> {
            assertThat(kernos.registry().modules()).hasSize(2);
            assertThat(find("slow").state()).hasToString("Loading");
            assertThat(kernos.registry().findModule("slow", new VersionRequirement.Any()))
                    .isPresent();
            assertThat(kernos.registry().findFunction("alu/add")).isPresent();
            assertThat(kernos.registry().functions()).hasSize(3);
            assertThat(kernos.registry().providers(find("slow"))).hasSize(1);
            assertThat(kernos.registry().dependents("alu")).isEmpty();
            assertThat(kernos.registry().loadOrder()).containsExactly("alu", "slow");
            assertThat(kernos.registry().stopOrder()).containsExactly("alu");
            assertThat(kernos.registry().findByInterface(InterfaceId.of("Sum"))).isEmpty();
            assertThat(kernos.registry().why("slow")).isNotEmpty();
        });
        reads.get(20, TimeUnit.SECONDS);
        assertThat(load).isNotDone();
        kernos.runtime.releaseInit.countDown();
        assertThat(load.get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Done.class);
    }
}
