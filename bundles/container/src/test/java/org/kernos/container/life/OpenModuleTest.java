package org.kernos.container.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.Problem;
import org.kernos.container.call.CallGate;
import org.kernos.container.config.ModuleConfiguration;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.RuntimeFunction;

class OpenModuleTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    private Path root;

    private final List<Thread> shutdowns = new CopyOnWriteArrayList<>();

    private final class Instance implements ModuleInstance {
        private final boolean hasShutdown;

        Instance(boolean hasShutdown) {
            this.hasShutdown = hasShutdown;
        }

        @Override
        public boolean hasShutdown() {
            return hasShutdown;
        }

        @Override
        public Map<String, RuntimeFunction> functions() {
            return Map.of();
        }

        @Override
        public void shutdown() {
            shutdowns.add(Thread.currentThread());
            throw new IllegalStateException("a fault of the runtime");
        }

        @Override
        public List<Problem> close() {
            return List.of();
        }

        @Override
        public Map<String, String> details() {
            return Map.of();
        }
    }

    private List<Problem> shutDown(boolean hasShutdown) {
        OpenModule module = new OpenModule(
                "alu",
                new Instance(hasShutdown),
                new CallGate(),
                Map.of(),
                new DataDirectory(new DataArea(root)),
                1,
                new PendingUnloads(),
                new ModuleConfiguration(Map.of(), Map.of(), Map.of()));
        assertThat(module.withdraw(LIMIT)).isEmpty();
        List<Problem> problems = module.shutdown(LIMIT);
        assertThat(module.shutdown(LIMIT)).as("a second time").isEmpty();
        assertThat(module.close()).isEmpty();
        return problems;
    }

    @Test
    void shutdownCodeRunsOnAThreadOfItsOwn() {
        assertThat(shutDown(true)).hasSize(1);
        assertThat(shutdowns).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void whereThereIsNoneNoThreadIsMade() {
        assertThat(shutDown(false)).hasSize(1);
        assertThat(shutdowns).containsExactly(Thread.currentThread());
    }
}
