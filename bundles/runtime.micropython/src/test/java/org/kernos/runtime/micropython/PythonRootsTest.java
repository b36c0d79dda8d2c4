package org.kernos.runtime.micropython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;

@DisabledOnOs(OS.WINDOWS)
class PythonRootsTest {

    private static final String SOURCE = "def look(path): return open(path).read()";

    @TempDir
    Path directory;

    private static Value look(ModuleInstance module, Path file) {
        return module.functions().get("look").call(expression -> expression, new Value[] {new Value.Str(file.toString())
        });
    }

    @Test
    void modulesOfTheGroupMainReadBelowTheRootsAndThoseOfOthersDoNot() throws Exception {
        Path file = Files.writeString(directory.resolve("a.txt"), "content");
        MicroPythonRuntime runtime =
                new MicroPythonRuntime(key -> null, Map.of(PythonRoots.KEY, " " + directory + " ,"));
        try {
            ModuleInstance main = runtime.open(TestModule.source("reader", SOURCE));
            ModuleInstance own =
                    runtime.open(TestModule.source("hermit", SOURCE).with("interpreter", "own"));

            assertThat(look(main, file)).isEqualTo(new Value.Str("content"));
            assertThatThrownBy(() -> look(own, file)).hasMessageContaining("OSError");
        } finally {
            runtime.close();
        }
    }

    @Test
    void aRootThatIsNoneIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PythonRoots.of(directory + "/nowhere"))
                .withMessageStartingWith(
                        "org.kernos.runtime.micropython: kernos.python.roots has '" + directory + "/nowhere'");
        assertThat(PythonRoots.of(null)).isEmpty();
        assertThat(PythonRoots.of("")).isEmpty();
    }
}
