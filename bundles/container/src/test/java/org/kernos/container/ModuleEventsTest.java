package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** What becomes of modules, as events. */
class ModuleEventsTest {

    @TempDir
    Path root;

    private final List<Event> posted = new CopyOnWriteArrayList<>();
    private TestContainer kernos;
    private ServiceRegistration<EventAdmin> admin;

    @BeforeEach
    void start() throws Exception {
        kernos = new TestContainer(root);
        admin = kernos.context().registerService(EventAdmin.class, new Admin(), null);
    }

    @AfterEach
    void stop() throws Exception {
        kernos.close();
    }

    private final class Admin implements EventAdmin {
        @Override
        public void postEvent(Event event) {
            posted.add(event);
        }

        @Override
        public void sendEvent(Event event) {
            throw new AssertionError("an event that is waited for: " + event);
        }
    }

    private List<String> topics() {
        return posted.stream()
                .map(event ->
                        event.getTopic().substring(ModuleEvents.TOPICS.length()) + " " + event.getProperty("module"))
                .toList();
    }

    private Event last() {
        return posted.get(posted.size() - 1);
    }

    @Test
    void theLifeOfAModule() throws Exception {
        Path directory = kernos.module("alu", "version=1.0.0", "fail.shutdown=1");
        kernos.container().load(directory.toString());
        assertThat(last().getProperty("version")).isEqualTo("1.0.0");
        assertThat(last().getProperty("revision")).isEqualTo(1L);
        assertThat(last().getProperty("bundle.id"))
                .isEqualTo(kernos.bundles().get(0).getBundleId());
        assertThat(last().getProperty("timestamp")).isInstanceOf(Long.class);
        kernos.container().stop("alu", false);
        kernos.container().uninstall("alu", false);
        assertThat(topics())
                .containsExactly("INSTALLED alu", "STARTED alu", "PROBLEM alu", "STOPPED alu", "UNINSTALLED alu");
        assertThat((String[]) posted.get(2).getProperty("problem.codes")).containsExactly("KERNOS-0211");
        assertThat(((String[]) posted.get(2).getProperty("problems"))[0]).startsWith("KERNOS-0211 shutdown of alu");
    }

    @Test
    void whatCannotBeOpenedIsAProblem() throws Exception {
        Path directory = kernos.module("alu", "fail.init=1");
        kernos.container().load(directory.toString());
        assertThat(topics()).containsExactly("INSTALLED alu", "PROBLEM alu", "UNINSTALLED alu");
    }

    @Test
    void swaps() throws Exception {
        Path directory = kernos.module("tally", "state=1", "version=1.0.0");
        kernos.container().load(directory.toString());
        posted.clear();

        kernos.module("tally", "state=1", "version=2.0.0");
        assertThat(kernos.container().swap("tally").isSwitched()).isTrue();
        assertThat(last().getProperty("version")).isEqualTo("2.0.0");
        assertThat(last().getProperty("old.version")).isEqualTo("1.0.0");
        assertThat(last().getProperty("revision")).isEqualTo(2L);
        assertThat(last().getProperty("old.revision")).isEqualTo(1L);
        assertThat(last().getProperty("state.bytes")).isEqualTo(8L);
        assertThat((Long) last().getProperty("gate.closed.nanos")).isPositive();
        assertThat(last().getProperty("reason")).isEqualTo("swap");
        assertThat((String[]) last().getProperty("problems")).isEmpty();

        kernos.container().rollback("tally");
        assertThat(last().getProperty("reason")).isEqualTo("rollback");
        kernos.module("tally", "state=1", "version=3.0.0", "fail=verify");
        kernos.container().swap("tally");
        assertThat((String[]) last().getProperty("problem.codes")).containsExactly("KERNOS-0501");
        kernos.module("tally", "broken=1");
        kernos.container().swap("tally");
        assertThat(topics()).containsExactly("SWAPPED tally", "SWAPPED tally", "ROLLED_BACK tally", "REFUSED tally");
    }

    @Test
    void withoutEventAdminAllGoesOn() throws Exception {
        admin.unregister();
        Path directory = kernos.module("alu", "version=1.0.0");
        kernos.container().load(directory.toString());
        assertThat(posted).isEmpty();
        admin = kernos.context().registerService(EventAdmin.class, new Admin(), null);
        kernos.container().stop("alu", false);
        assertThat(topics()).containsExactly("STOPPED alu");
    }

    /** As where its package is not the one that the container's bundle is wired to. */
    @Test
    void aServiceOfAnotherClassIsLeftAlone() throws Exception {
        admin.unregister();
        URL[] jar = {EventAdmin.class.getProtectionDomain().getCodeSource().getLocation()};
        String name = EventAdmin.class.getName();
        try (URLClassLoader other = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader())) {
            Object service =
                    Proxy.newProxyInstance(other, new Class<?>[] {other.loadClass(name)}, (proxy, method, of) -> {
                        throw new AssertionError(method);
                    });
            kernos.context().registerService(name, service, null);
            Path directory = kernos.module("alu", "version=1.0.0");
            kernos.container().load(directory.toString());
            assertThat(kernos.registry().findFunction("alu/add")).isPresent();
        }
    }
}
