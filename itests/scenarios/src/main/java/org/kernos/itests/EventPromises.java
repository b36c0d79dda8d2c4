package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.Test;
import org.kernos.api.ModuleContainer;
import org.kernos.api.SwapReport;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** What is told of modules: to those who listen to Event Admin, and to those who ask for the history later. */
public abstract class EventPromises extends KernosTest {

    private static final String TOPICS = "org/kernos/module/";
    private static final String INSTANT = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z";

    /** A handler as another bundle would register it. */
    private final class Listening implements EventHandler, AutoCloseable {
        private final List<Event> heard = new CopyOnWriteArrayList<>();
        private final String module;
        private final ServiceRegistration<EventHandler> registration;

        Listening(String module) {
            this.module = module;
            Dictionary<String, Object> properties = new Hashtable<>(Map.of(
                    EventConstants.EVENT_TOPIC, TOPICS + "*", EventConstants.EVENT_FILTER, "(module=" + module + ")"));
            registration = context().registerService(EventHandler.class, this, properties);
        }

        @Override
        public void handleEvent(Event event) {
            heard.add(event);
        }

        List<String> topics() {
            return heard.stream()
                    .map(event -> event.getTopic().substring(TOPICS.length()))
                    .toList();
        }

        /** The events that have come, one after the other, are these; the last of them. */
        Event await(String... topics) throws Exception {
            Await.until("the events " + List.of(topics), () -> heard.size() >= topics.length);
            assertThat(topics()).containsExactly(topics);
            assertThat(heard).allSatisfy(event -> {
                assertThat(event.getProperty("module")).isEqualTo(module);
                assertThat(event.getProperty("timestamp")).isInstanceOf(Long.class);
            });
            Event last = heard.get(heard.size() - 1);
            heard.clear();
            return last;
        }

        @Override
        public void close() {
            registration.unregister();
        }
    }

    private SwapReport swap(String build) {
        return service(ModuleContainer.class).swap("tally", KERNELS.resolve(build));
    }

    private static void assertSwitched(SwapReport report) {
        assertThat(report.isSwitched()).as("%s", report).isTrue();
    }

    private static void assertSwap(Event event, String reason, long oldRevision, String oldVersion, String version) {
        assertThat(event.getProperty("reason")).isEqualTo(reason);
        assertThat(event.getProperty("old.revision")).isEqualTo(oldRevision);
        assertThat(event.getProperty("old.version")).isEqualTo(oldVersion);
        assertThat((Long) event.getProperty("revision")).isGreaterThan(oldRevision);
        assertThat(event.getProperty("version")).isEqualTo(version);
        assertThat((Long) event.getProperty("gate.closed.nanos")).isPositive();
    }

    @Test
    public void whoListensHearsTheLifeOfAModule() throws Exception {
        try (Listening events = new Listening("tally")) {
            load("tally");
            Event event = events.await("INSTALLED", "STARTED");
            long bundle = bundle("org.kernos.module.tally").getBundleId();
            assertThat(event.getProperty("bundle.id")).isEqualTo(bundle);
            assertThat(event.getProperty("version")).isEqualTo("1.0.0");
            long revision = (Long) event.getProperty("revision");

            assertSwitched(swap("next/tally"));
            event = events.await("SWAPPED");
            assertSwap(event, "swap", revision, "1.0.0", "1.1.0");
            assertThat(event.getProperty("state.bytes")).isEqualTo(1024L);
            assertThat((String[]) event.getProperty("problems")).isEmpty();
            revision = (Long) event.getProperty("revision");

            shell.run("module:rollback tally");
            event = events.await("SWAPPED");
            assertSwap(event, "rollback", revision, "1.1.0", "1.0.0");
            revision = (Long) event.getProperty("revision");

            assertThat(swap("next/spoilt/tally").result()).isEqualTo(SwapReport.Result.ROLLED_BACK);
            event = events.await("ROLLED_BACK");
            assertSwap(event, "swap", revision, "1.0.0", "1.1.0");
            assertThat((String[]) event.getProperty("problem.codes")).containsExactly("KERNOS-0501");
            assertThat(((String[]) event.getProperty("problems"))[0]).startsWith("KERNOS-0501 ");

            assertThat(swap("answer").result()).isEqualTo(SwapReport.Result.REFUSED);
            event = events.await("REFUSED");
            assertThat(event.getProperty("revision")).as("what serves on").isEqualTo(revision);
            assertThat((String[]) event.getProperty("problem.codes")).containsExactly("KERNOS-0502");

            shell.run("module:stop tally");
            events.await("STOPPED");
            shell.run("module:start tally");
            events.await("STARTED");
            shell.run("kernel:unload tally");
            event = events.await("STOPPED", "UNINSTALLED");
            assertThat(event.getProperty("bundle.id")).isEqualTo(bundle);
        }
    }

    @Test
    public void whoListensHearsOfProblemsAndOfUpdates() throws Exception {
        try (Listening events = new Listening("noinit")) {
            refusedLoad("noinit");
            Await.until("three events", () -> events.heard.size() == 3);
            assertThat((String[]) events.heard.get(1).getProperty("problem.codes"))
                    .containsExactly("KERNOS-0206");
            events.await("INSTALLED", "PROBLEM", "UNINSTALLED");
        }
        Path directory = temporary.getRoot().toPath().resolve("tally");
        copy(KERNELS.resolve("tally"), directory);
        shell.run("kernel:load '" + directory + "'");
        try (Listening events = new Listening("tally")) {
            copy(KERNELS.resolve("next/tally"), directory);
            shell.runOnBundle("update", bundle("org.kernos.module.tally"));
            Event event = events.await("SWAPPED");
            assertThat(event.getProperty("reason")).isEqualTo("update");
            assertThat(event.getProperty("version")).isEqualTo("1.1.0");
        }
    }

    @Test
    public void theHistoryTellsWhatWasLoadedSwappedTakenBackRefusedAndRolledBack() throws Exception {
        load("tally");
        assertThat(shell.run("module:history tally").lines())
                .hasSize(2)
                .element(1)
                .asString()
                .matches(" *[0-9]+  1\\.0\\.0 +" + INSTANT + "  load +serving +- +- +-");
        assertSwitched(swap("next/tally"));
        assertThat(swap("next/spoilt/tally").isSwitched()).isFalse();
        assertThat(swap("answer").isSwitched()).isFalse();
        shell.run("module:rollback tally");
        assertThat(refusal("module:rollback tally")).startsWith("KERNOS-0504 ");

        List<String> lines = shell.run("module:history tally").lines().toList();

        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).matches("revision  version  since +reason +is +gate ms +bytes +total ms");
        assertThat(lines.get(1)).matches(line("1.0.0", "rollback", "refused", "0", "0"));
        assertThat(lines.get(2)).matches(line("1.0.0", "rollback", "serving", "[0-9.]+", "1,024"));
        assertThat(lines.get(3)).matches(line("1.1.0", "swap", "refused", "0", "0"));
        assertThat(lines.get(4)).matches(line("1.1.0", "swap", "taken back", "[0-9.]+", "0"));
        assertThat(lines.get(5)).matches(line("1.1.0", "swap", "-", "[0-9.]+", "1,024"));
        assertThat(lines.get(6)).matches(" *[0-9]+  1\\.0\\.0 +" + INSTANT + "  load +- +- +- +-");
        assertThat(shell.run("module:history --long tally"))
                .containsPattern("check [0-9.]+, load [0-9.]+, prepare [0-9.]+, drain [0-9.]+, serialize [0-9.]+, "
                        + "deserialize [0-9.]+, verify [0-9.]+, switch [0-9.]+, complete [0-9.]+, clean [0-9.]+ ms")
                .contains("  KERNOS-0501 ", "  KERNOS-0502 ", "  KERNOS-0504 ");
    }

    private static String line(String version, String reason, String is, String gate, String bytes) {
        return " *[0-9]+  " + version.replace(".", "\\.") + " +" + INSTANT + "  " + reason + " +" + is + " +" + gate
                + " +" + bytes + " +[0-9.]+";
    }
}
