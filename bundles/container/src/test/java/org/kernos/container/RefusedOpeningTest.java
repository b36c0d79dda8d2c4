package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleState;
import org.kernos.api.Outcome;
import org.kernos.container.call.AsyncCalls;
import org.kernos.container.call.ContainerEvaluator;
import org.kernos.container.call.Deliveries;
import org.kernos.container.contract.HostContract;
import org.kernos.container.life.Extensions;
import org.kernos.container.life.Messages;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ModuleListener;
import org.kernos.container.life.ModuleOpener;
import org.kernos.container.life.ModuleTable;
import org.kernos.container.life.PendingUnloads;
import org.kernos.container.life.Reconfigurations;
import org.kernos.container.life.Wiring;
import org.kernos.container.swap.PersistentStates;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Modules that are refused after their code was loaded. */
@Timeout(60)
final class RefusedOpeningTest {

    @TempDir
    Path root;

    private TestContainer kernos;

    @BeforeEach
    void start() throws Exception {
        kernos = new TestContainer(
                root, "kernos.path", root.resolve("modules").toString(), "kernos.shutdown.limit.ms", "50");
    }

    @AfterEach
    void stop() throws Exception {
        kernos.runtime.release.countDown();
        kernos.close();
    }

    @Test
    void filesOfAnIncompleteModuleStayUntilItsShutdownHasEnded() throws Exception {
        kernos.module(
                "alu", "provides=Sum 1.0.0: add(i64, i64) -> i64", "without=add", "data=yes", "slow.shutdown=yes");
        assertThat(kernos.container().load("alu")).isInstanceOf(Outcome.Refused.class);
        Path directory = Objects.requireNonNull(kernos.runtime.dataDirectory);
        assertThat(kernos.runtime.events).contains("shutdown alu").doesNotContain("close alu");
        assertThat(directory).exists();
        kernos.runtime.release.countDown();
        TestContainer.await(
                "the directory to be removed", () -> !directory.toFile().exists());
        assertThat(kernos.runtime.events).contains("close alu");
    }

    /** The framework refuses services only of bundles that are gone: here, that of a module that is being opened. */
    private static BundleContext refusing(BundleContext context) {
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("registerService")) {
                        throw new IllegalStateException("the bundle is gone");
                    }
                    return method.invoke(context, arguments);
                });
    }

    @Test
    void aModuleWhoseServicesAreRefusedLeavesNothingOpenBehind() throws Exception {
        kernos.module("alu");
        kernos.container().load("alu");
        kernos.container().stop("alu", false);
        Bundle bundle = kernos.bundles().get(0);
        ModuleTable table = new ModuleTable();
        try (AsyncCalls async = new AsyncCalls(1, 1);
                Deliveries deliveries = new Deliveries();
                Reconfigurations configurations =
                        new Reconfigurations(table, ModuleListener.NONE, Duration.ofSeconds(10));
                Extensions extensions = new Extensions(kernos.context(), () -> {}, runtime -> {})) {
            extensions.open();
            ModuleOpener opener = new ModuleOpener(
                    extensions,
                    table,
                    new Wiring(kernos.context()),
                    new ModuleOpener.Surroundings(
                            new ContainerEvaluator(table::findFunction),
                            async,
                            new Messages(table, deliveries),
                            new PendingUnloads(),
                            new HostContract(Set.of()),
                            new PersistentStates(root.resolve("state"), false),
                            configurations,
                            ModuleListener.NONE),
                    Duration.ofSeconds(10),
                    refusing(kernos.context()));
            ModuleEntry entry = table.enter(opener.describe(bundle).orElseThrow());
            assertThatThrownBy(() -> opener.open(entry))
                    .isInstanceOf(ModuleException.class)
                    .hasMessageContaining("the bundle is gone");
            assertThat(table.functions()).isEmpty();
            assertThat(table.info(entry).functions()).isEmpty();
            assertThat(table.info(entry).state()).isEqualTo(ModuleState.REGISTERED);
            assertThat(kernos.runtime.events).endsWith("shutdown alu", "close alu");
        }
    }
}
