package org.kernos.runtime.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.Module;
import org.kernos.api.ModuleException;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;
import org.osgi.framework.Version;

/** Services as the runtime opens them; {@link ModuleServicesTest} is about how they get there. */
class ServiceOpeningTest {

    @TempDir
    Path scratch;

    private TestModule built() throws ModuleException, IOException {
        return KernelBuild.of("helix/lacks-methods", scratch);
    }

    private static Value count(ModuleInstance module) {
        return Objects.requireNonNull(module.functions().get("count")).call(expression -> expression, new Value[0]);
    }

    /** Of the same name as the module whose manifest it is opened with. */
    public static final class Counter implements Module {
        private final List<String> record = new ArrayList<>();

        @Override
        public String name() {
            return "lacks-methods";
        }

        @Override
        public Version version() {
            return new Version(1, 0, 0);
        }

        @Override
        public void init() {
            record.add("init");
        }

        @Override
        public void cleanup() {
            record.add("cleanup");
        }

        public long count() {
            return record.size();
        }
    }

    @Test
    void aServiceIsOpenedAsOftenAsItIsClosed() throws Exception {
        ServiceTable services = new ServiceTable();
        Counter counter = new Counter();
        services.enter(counter.name(), counter.version(), counter);
        JavaRuntime withServices = new JavaRuntime(property -> null, services);
        TestModule module = built().withProperty("helix", "service");

        ModuleInstance first = withServices.open(module);
        assertThat(count(first)).isEqualTo(new Value.Int(1));
        assertThat(first.details())
                .containsExactly(
                        Map.entry("class", Counter.class.getName()),
                        Map.entry("author", "Unknown"),
                        Map.entry("hot-reload", "no"));
        first.shutdown();
        assertThat(first.close()).isEmpty();
        ModuleInstance second = withServices.open(module);

        assertThat(count(second)).isEqualTo(new Value.Int(3));
        assertThat(counter.record).containsExactly("init", "cleanup", "init");
        assertThatThrownBy(() -> count(first)).hasMessageStartingWith("KERNOS-0406");
    }

    @Test
    void aServiceThatIsNotThereIsNamed() throws Exception {
        TestModule module = built().withProperty("helix", "service");

        assertThatThrownBy(() -> new JavaRuntime(property -> null, new ServiceTable()).open(module))
                .hasMessage("KERNOS-0307 no bundle has registered a service org.kernos.api.Module 'lacks-methods' of"
                        + " version 1.0.0\n  at  modules/lacks-methods\n  fix start the bundle that registers it; the"
                        + " module is then made by itself");
    }
}
