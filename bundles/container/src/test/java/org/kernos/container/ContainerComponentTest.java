package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.ModuleContainer;
import org.osgi.framework.ServiceReference;

@Timeout(40)
class ContainerComponentTest {

    private static final String DRAIN_LIMIT = "kernos.drain.limit.ms";

    @TempDir
    Path root;

    private TestContainer kernos;

    @BeforeEach
    void start() throws Exception {
        kernos = new TestContainer(root);
    }

    @AfterEach
    void stop() throws Exception {
        kernos.close();
    }

    private ServiceReference<ModuleContainer> container() {
        return kernos.context().getServiceReference(ModuleContainer.class);
    }

    @Test
    void aChangedSettingMakesANewContainer() {
        ContainerComponent component = kernos.component(Map.of(DRAIN_LIMIT, "5000"));
        ServiceReference<ModuleContainer> before = container();

        component.modified(Map.of(DRAIN_LIMIT, "4000"));

        assertThat(before.getBundle()).as("of the former one").isNull();
        assertThat(container()).isNotNull();
        component.stop();
        assertThat(container()).isNull();
    }

    @Test
    void whatIsNoSettingLeavesTheContainerAndItsModulesAlone() throws Exception {
        ContainerComponent component = kernos.component(Map.of());
        kernos.module("tally", "state=1");
        kernos.container().load(root.resolve("modules/tally").toString());
        ServiceReference<ModuleContainer> before = container();

        component.modified(Map.of("felix.fileinstall.filename", "file:/etc/x.cfg", DRAIN_LIMIT, 5000));

        assertThat(container()).isEqualTo(before);
        assertThat(kernos.runtime.events).contains("open tally").doesNotContain("close tally");
        component.stop();
        assertThat(kernos.runtime.events).contains("close tally");
    }

    @Test
    void withoutAConfigurationThatHoldsThereIsNoContainer() {
        ContainerComponent component = kernos.component(Map.of());

        component.modified(Map.of(DRAIN_LIMIT, "soon"));

        assertThat(container()).isNull();
        component.modified(Map.of(DRAIN_LIMIT, "never"));
        assertThat(container()).isNull();
        component.modified(Map.of(DRAIN_LIMIT, "4000"));
        assertThat(container()).isNotNull();
        component.stop();
        assertThatThrownBy(() -> kernos.component(Map.of(DRAIN_LIMIT, "soon")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(DRAIN_LIMIT);
    }
}
