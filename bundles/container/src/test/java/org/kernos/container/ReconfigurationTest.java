package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.kernos.api.Problem;
import org.kernos.api.value.Value;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.ConfigurationAdmin;

/** How modules learn of a changed configuration (ADR 25). */
class ReconfigurationTest extends ConfiguredContainer {

    @Test
    void aModuleThatTakesChangesIsToldWhileItIsInUse() throws Exception {
        kernos.startConfigAdmin();
        kernos.module("alu", "live=yes", "config.a=1");
        load("alu");
        kernos.configureModule("alu", Map.of("a", "2", "b", "3"));
        awaitDetail("alu", "config.a", "2 (Config Admin)");
        assertThat(detail("alu", "config.b")).isEqualTo("3 (Config Admin)");
        assertThat(kernos.runtime.events).containsExactly("open alu", "reconfigure alu {a=2, b=3}");
    }

    @Test
    void aModuleThatTakesNoneLearnsOfItAtItsNextStart() throws Exception {
        kernos.startConfigAdmin();
        kernos.module("alu", "config.a=1");
        load("alu");
        kernos.configureModule("alu", Map.of("a", "2"));
        awaitDetail("alu", "configuration", NEXT_START);
        assertThat(detail("alu", "config.a")).isEqualTo("1 (manifest)");
        kernos.container().stop("alu", false);
        kernos.container().start("alu");
        assertThat(opened("alu")).isEqualTo(Map.of("a", "2"));
        assertThat(detail("alu", "config.a")).isEqualTo("2 (Config Admin)");
        assertThat(detail("alu", "configuration")).isEqualTo("-");
    }

    @Test
    void aChangeThatIsTakenBackNeedsNoNextStart() throws Exception {
        kernos.startConfigAdmin();
        kernos.module("alu", "config.a=1");
        load("alu");
        kernos.configureModule("alu", Map.of("a", "2"));
        awaitDetail("alu", "configuration", NEXT_START);
        kernos.configureModule("alu", Map.of("a", "1"));
        awaitDetail("alu", "configuration", "-");
        assertThat(detail("alu", "config.a")).isEqualTo("1 (Config Admin)");
    }

    @Test
    void aDeletedConfigurationLeavesWhatFilesAndLoadsSay() throws Exception {
        kernos.startConfigAdmin();
        kernos.module("alu", "live=yes", "config.a=1", "config.b=1");
        kernos.configureModule("alu", Map.of("a", "3", "b", "3", "c", "3"));
        load("alu", "b", "2");
        kernos.service(ConfigurationAdmin.class)
                .getFactoryConfiguration("org.kernos.module", "alu", null)
                .delete();
        awaitDetail("alu", "config.c", "-");
        assertThat(detail("alu", "config.a")).isEqualTo("1 (manifest)");
        assertThat(detail("alu", "config.b")).isEqualTo("2 (load)");
        assertThat(kernos.runtime.events).contains("reconfigure alu {a=1, b=2}");
    }

    @Test
    void configAdminMayComeLaterAndGoAgain() throws Exception {
        kernos.module("alu", "live=yes", "config.a=1");
        kernos.module("fixed", "config.a=1");
        load("alu");
        load("fixed");
        Bundle admin = kernos.startConfigAdmin();
        kernos.configureModule("alu", Map.of("a", "2"));
        kernos.configureModule("fixed", Map.of("a", "2"));
        awaitDetail("alu", "config.a", "2 (Config Admin)");
        admin.stop();
        kernos.container().stop("fixed", false);
        kernos.container().start("fixed");
        assertThat(opened("fixed")).as("what was known stays").isEqualTo(Map.of("a", "2"));
        assertThat(detail("alu", "config.a")).isEqualTo("2 (Config Admin)");
        admin.start();
        kernos.configureModule("alu", Map.of("a", "4"));
        awaitDetail("alu", "config.a", "4 (Config Admin)");
    }

    @Test
    void whatConfigAdminKeptIsThereAfterItComes() throws Exception {
        Bundle admin = kernos.startConfigAdmin();
        kernos.configureModule("alu", Map.of("a", "2"));
        admin.stop();
        kernos.restartContainer();
        kernos.module("alu", "live=yes", "config.a=1");
        load("alu");
        assertThat(opened("alu")).isEqualTo(Map.of("a", "1"));
        admin.start();
        awaitDetail("alu", "config.a", "2 (Config Admin)");
    }

    @Test
    void aRefusedChangeLeavesWhatWasAndIsAProblemUntilOneIsTaken() throws Exception {
        kernos.startConfigAdmin();
        kernos.module("alu", "live=yes", "config.a=1");
        load("alu");
        kernos.configureModule("alu", Map.of("a", "2", "fail", "two"));
        TestContainer.await("the problem", () -> !info("alu").problems().isEmpty());
        assertThat(info("alu").problems()).extracting(Problem::toString).containsExactly("KERNOS-0217 alu refuses two");
        assertThat(detail("alu", "config.a")).isEqualTo("1 (manifest)");
        assertThat(detail("alu", "configuration")).isEqualTo(NEXT_START);
        kernos.configureModule("alu", Map.of("a", "3"));
        awaitDetail("alu", "config.a", "3 (Config Admin)");
        assertThat(info("alu").problems()).isEmpty();
        assertThat(told("alu")).isEqualTo(2);
    }

    @Test
    void aHookThatThrowsSomethingElseIsAProblemToo() throws Exception {
        kernos.startConfigAdmin();
        kernos.module("alu", "live=yes", "config.a=1");
        load("alu");
        kernos.runtime.whenConfigured = changed -> {
            throw new IllegalStateException("a fault of the runtime");
        };
        kernos.configureModule("alu", Map.of("a", "2"));
        TestContainer.await("the problem", () -> !info("alu").problems().isEmpty());
        assertThat(info("alu").problems().get(0).toString())
                .contains("KERNOS-0217 module 'alu'", "a fault of the runtime");
        assertThat(detail("alu", "config.a")).isEqualTo("1 (manifest)");
    }

    @Test
    void aHookThatHangsIsReportedKeepsNobodyWaitingAndMayEndLater() throws Exception {
        kernos.configure("kernos.configure.limit.ms", "1");
        kernos.startConfigAdmin();
        kernos.module("slow", "live=yes", "config.a=1");
        kernos.module("alu", "live=yes", "config.a=1");
        load("slow");
        load("alu");
        CountDownLatch end = new CountDownLatch(1);
        kernos.runtime.whenConfigured = changed -> {
            if ("hang".equals(changed.get("a"))) {
                awaitUninterrupted(end);
            }
        };
        kernos.configureModule("slow", Map.of("a", "hang"));
        TestContainer.await("the problem", () -> !info("slow").problems().isEmpty());
        assertThat(info("slow").problems().get(0).toString())
                .contains("KERNOS-0217 module 'slow': its hook for a changed configuration has not ended within 1 ms");
        assertThat(detail("slow", "config.a")).isEqualTo("1 (manifest)");
        assertThat(kernos.registry().findFunction("slow/add").orElseThrow().call(new Value.Int(1), new Value.Int(2)))
                .isEqualTo(new Value.Int(3));
        kernos.configureModule("alu", Map.of("a", "2"));
        awaitDetail("alu", "config.a", "2 (Config Admin)");
        kernos.configureModule("slow", Map.of("a", "later"));
        assertThat(told("slow")).as("while the first one has not ended").isEqualTo(1);
        end.countDown();
        awaitDetail("slow", "config.a", "later (Config Admin)");
        assertThat(info("slow").problems()).isEmpty();
        assertThat(told("slow")).isEqualTo(2);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPausedModuleIsToldWhenItIsResumed() throws Exception {
        kernos.startConfigAdmin();
        kernos.module("alu", "live=yes", "config.a=1");
        kernos.module("other", "live=yes");
        load("alu");
        load("other");
        kernos.container().pause("alu");
        kernos.configureModule("alu", Map.of("a", "2"));
        kernos.configureModule("other", Map.of("a", "2"));
        awaitDetail("other", "config.a", "2 (Config Admin)");
        assertThat(told("alu")).isZero();
        kernos.container().resume("alu");
        awaitDetail("alu", "config.a", "2 (Config Admin)");
    }

    @Test
    void aChangeBetweenOpeningAndServiceIsNotLost() throws Exception {
        kernos.startConfigAdmin();
        kernos.module("alu", "live=yes", "config.a=1");
        kernos.runtime.heldInit = "alu";
        Thread loading = new Thread(() -> load("alu"));
        loading.start();
        kernos.runtime.insideInit.await();
        kernos.configureModule("alu", Map.of("a", "2"));
        kernos.runtime.releaseInit.countDown();
        loading.join();
        awaitDetail("alu", "config.a", "2 (Config Admin)");
    }
}
