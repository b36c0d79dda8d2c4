package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.runtime.cabi.shim.ShimBackend;
import org.kernos.spi.ModuleInstance;

/** What g++ makes of C++ (native E-3): static objects, exceptions, groups of sections. */
final class ObjectCppTest extends BackendContract {

    /** One for all, so that equal flags are compiled once. */
    private static final Path TRACE = Path.of("target", "object-life-trace").toAbsolutePath();

    @Override
    Backend newBackend() {
        return ShimBackend.open();
    }

    @BeforeEach
    void requireCompiler() {
        assumeTrue(TestKernels.hasCpp(), "g++ is not installed");
    }

    private static String[] flags(String more) {
        String define = "-DTRACE=\"" + TRACE + "\"";
        return more.isEmpty() ? new String[] {define} : (define + " " + more).split(" ");
    }

    private List<String> traceOf(Path code) throws Exception {
        Files.deleteIfExists(TRACE);
        ModuleInstance instance = runtime().open(TestModule.of(base(), "life", code));
        assertThat(call(instance, "makes")).isEqualTo(string("lazy"));
        assertThat(call(instance, "makes")).isEqualTo(string("lazy"));
        assertThat(instance.close()).isEmpty();
        return Files.readAllLines(TRACE);
    }

    @ParameterizedTest(name = "g++ {0}")
    @ValueSource(strings = {"", "-fPIC", "-O0", "-O2 -fPIC -ffunction-sections -fdata-sections"})
    void staticObjectsLiveAsInALibraryOfTheSameSource(String more) throws Exception {
        List<String> ofObject = traceOf(TestKernels.object("object_life.cpp", flags(more)));
        assertThat(ofObject)
                .containsExactly(
                        "constructor 200",
                        "constructor",
                        "make first",
                        "make second",
                        "init",
                        "make lazy",
                        "destructor",
                        "destroy lazy",
                        "destroy second",
                        "destroy first",
                        "destructor 200");
        assertThat(traceOf(TestKernels.library("object_life.cpp", flags("-fno-gnu-unique"))))
                .containsExactlyElementsOf(ofObject);
    }

    @ParameterizedTest(name = "g++ {0}")
    @ValueSource(
            strings = {"", "-fPIC", "-O0", "-O2 -fPIC -ffunction-sections -fdata-sections", "-mcmodel=large -fPIC"})
    void exceptionsAreCaughtInsideAndOutside(String more) throws Exception {
        ModuleInstance module = open(TestModule.of(base(), "cpp", TestKernels.object("object_life.cpp", flags(more))));
        for (int i = 0; i < 50; i++) {
            assertThat(call(module, "catches", integer(20))).isEqualTo(string("deep inside"));
            assertThatThrownBy(() -> call(module, "throws", string("out of it")))
                    .hasMessageContaining("the kernel threw a C++ exception: out of it");
        }
        assertThat(callInt(module, "calls")).isEqualTo(3661);
        assertThat(callInt(module, "calls")).isEqualTo(3662);
    }

    /** What the system makes one for the whole process is one for each object: revisions share nothing. */
    @Test
    void uniqueSymbolsAreEachObjectsOwn() throws Exception {
        Path code = TestKernels.object("unique.cpp", "-fgnu-unique");
        ModuleInstance one = open(TestModule.of(base(), "one", code));
        TestModule other = TestModule.of(base(), "two", code);
        assertThat(callInt(one, "count")).isEqualTo(1);
        assertThat(callInt(one, "count")).isEqualTo(2);
        assertThat(callInt(open(other), "count")).isEqualTo(1);
        assertThat(other.warnings()).extracting(w -> w.code().name()).doesNotContain("UNIQUE_SYMBOLS");
    }

    @Test
    void threadLocalVariablesAreRefusedBeforeAnythingIsMapped() throws IOException {
        assertThat(openFailure(TestModule.of(base(), "noted", TestKernels.object("thread_local.cpp"))))
                .hasMessageStartingWith(
                        "KERNOS-0216 the object 'libkernel.o' has thread-local storage, which a linked object cannot have:")
                .hasMessageContaining("at  modules/noted/libkernel.o");
    }
}
