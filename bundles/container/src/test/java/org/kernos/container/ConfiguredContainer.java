package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleInfo;
import org.kernos.api.Outcome;

/** A container whose modules are configured, and what these tests ask of it. */
@Timeout(60)
abstract class ConfiguredContainer {

    static final String NEXT_START = "changed; takes effect at the next start";

    @TempDir
    Path root;

    TestContainer kernos;

    @BeforeEach
    void start() throws Exception {
        kernos = new TestContainer(root, "kernos.path", root.resolve("modules").toString());
    }

    @AfterEach
    void stop() throws Exception {
        kernos.runtime.release.countDown();
        kernos.close();
    }

    void load(String name, String... keysAndValues) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put("config." + keysAndValues[i], keysAndValues[i + 1]);
        }
        assertThat(kernos.container().load(name, new LoadOptions(settings))).isInstanceOf(Outcome.Done.class);
    }

    Map<String, String> opened(String name) {
        return Objects.requireNonNull(kernos.runtime.configured.get(name), name);
    }

    ModuleInfo info(String name) {
        return kernos.registry().findModule(name).orElseThrow();
    }

    String detail(String name, String key) {
        return info(name).details().getOrDefault(key, "-");
    }

    void awaitDetail(String name, String key, String value) {
        TestContainer.await(
                key + " of " + name + " is " + value, () -> detail(name, key).equals(value));
    }

    long told(String name) {
        return kernos.runtime.events.stream()
                .filter(event -> event.startsWith("reconfigure " + name + " "))
                .count();
    }
}
