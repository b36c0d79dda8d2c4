package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.Evaluator;
import org.kernos.api.ModuleException;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;

/** What every backend promises; one subclass per subject, and one test class per backend that runs them all. */
abstract class BackendContract {

    /** Evaluates nothing: every expression stands for itself. */
    static final Evaluator NOTHING = expression -> expression;

    @TempDir
    @Nullable
    Path base;

    private @Nullable Backend backend;
    private @Nullable CabiRuntime runtime;
    private final Deque<ModuleInstance> open = new ArrayDeque<>();

    abstract Backend newBackend();

    @BeforeEach
    void openBackend() {
        backend = newBackend();
        runtime = new CabiRuntime(backend);
    }

    @AfterEach
    void closeEverything() {
        open.forEach(ModuleInstance::close);
        Backend closing = backend();
        assertThat(closing.freedBytes()).as("native bytes freed").isEqualTo(closing.allocatedBytes());
        runtime().deactivate();
    }

    Path base() {
        return Objects.requireNonNull(base);
    }

    Backend backend() {
        return Objects.requireNonNull(backend);
    }

    CabiRuntime runtime() {
        return Objects.requireNonNull(runtime);
    }

    /** A kernel's code in the form that is tested: a shared library, if the test does not say otherwise. */
    Path kernel(String source, String... flags) {
        return TestKernels.library(source, flags);
    }

    TestModule abi() {
        return TestModule.of(base(), "abi", kernel("abi.c")).evaluator(NOTHING);
    }

    TestModule life(String... flags) {
        return TestModule.of(base(), "life", kernel("life.c", flags));
    }

    /** Opens a module that is closed behind the test. */
    ModuleInstance open(TestModule module) throws ModuleException {
        ModuleInstance instance = runtime().open(module);
        open.push(instance);
        return instance;
    }

    ModuleException openFailure(TestModule module) {
        return Objects.requireNonNull(
                catchThrowableOfType(ModuleException.class, () -> open(module)), "the module opened");
    }

    static Value call(ModuleInstance module, String function, Value... arguments) {
        return callIn(NOTHING, module, function, arguments);
    }

    static Value callIn(Evaluator scope, ModuleInstance module, String function, Value... arguments) {
        return Objects.requireNonNull(module.functions().get(function), function)
                .call(scope, arguments);
    }

    static long callInt(ModuleInstance module, String function, Value... arguments) {
        return ((Value.Int) call(module, function, arguments)).value();
    }

    static Value integer(long value) {
        return new Value.Int(value);
    }

    static Value string(String text) {
        return new Value.Str(text);
    }

    static long detail(ModuleInstance module, String key) {
        return Long.parseLong(Objects.requireNonNull(module.details().get(key), key));
    }

    /** What is left in a module's data directory. */
    static long filesIn(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.count() - 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long mappingsOf(Path directory) {
        return ProcessMaps.files().stream()
                .filter(f -> f.startsWith(directory.toAbsolutePath() + "/"))
                .count();
    }
}
