package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ModuleException;
import org.kernos.api.value.Value;
import org.kernos.runtime.cabi.shim.ShimBackend;
import org.kernos.spi.ModuleInstance;

/** What compilers make of C does what it should once we have linked it (native E-1 to E-4). */
final class ObjectKernelTest extends BackendContract {

    @Override
    Backend newBackend() {
        return ShimBackend.open();
    }

    @ParameterizedTest(name = "gcc {0}")
    @ValueSource(
            strings = {
                "",
                "-fPIC",
                "-fpic",
                "-fPIE",
                "-mcmodel=large",
                "-mcmodel=large -fPIC",
                "-mcmodel=medium -fPIC",
                "-O0",
                "-O2",
                "-O3 -fPIC",
                "-Os",
                "-fcommon",
                "-fcommon -fPIC",
                "-ffunction-sections -fdata-sections",
                "-fno-plt",
                "-fno-plt -fPIC",
                "-fcf-protection=full",
                "-fno-asynchronous-unwind-tables",
                "-fstack-protector-all -fPIC",
                "-g3 -O1"
            })
    void whatGccMakesRuns(String flags) throws ModuleException {
        check(TestKernels.object("object.c", flags.isEmpty() ? new String[0] : flags.split(" ")));
    }

    @ParameterizedTest(name = "clang {0}")
    @ValueSource(strings = {"", "-fPIC", "-O0", "-O2"})
    void whatClangMakesRuns(String flags) throws ModuleException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/clang")), "clang is not installed");
        check(TestKernels.clangObject("object.c", flags.isEmpty() ? new String[0] : flags.split(" ")));
    }

    private void check(Path object) throws ModuleException {
        TestModule module = TestModule.of(base(), "object", object);
        ModuleInstance instance = open(module);
        assertThat(instance.details()).containsEntry("library", "libkernel.o");
        checkLibrary(instance);
        checkOwnData(instance);
    }

    private static void checkLibrary(ModuleInstance instance) {
        for (String fine : new String[] {"reads_errno", "reads_environ", "reads_stdout", "reads_stdin_by_address"}) {
            assertThat(callInt(instance, fine)).as(fine).isEqualTo(1);
        }
        assertThat(callInt(instance, "sorts")).isEqualTo(9731);
        assertThat(call(instance, "hypotenuse", integer(3))).isEqualTo(new Value.Real(5));
        assertThat(callInt(instance, "calls_by_table", string("twice"))).isEqualTo(42);
        assertThat(callInt(instance, "calls_by_table", string("negated"))).isEqualTo(21);
    }

    private static void checkOwnData(ModuleInstance instance) {
        assertThat(callInt(instance, "chooses", integer(0))).isEqualTo(100);
        assertThat(call(instance, "chooses", integer(1))).isEqualTo(string("one"));
        assertThat(call(instance, "chooses", integer(5))).isEqualTo(new Value.Symbol("five"));
        assertThat(callInt(instance, "chooses", integer(7))).isEqualTo(777);
        assertThat(callInt(instance, "chooses", integer(8))).isEqualTo(-1);
        assertThat(callInt(instance, "counts")).isEqualTo(2001);
        assertThat(callInt(instance, "counts")).isEqualTo(6002);
        assertThat(callInt(instance, "zeros_are_zero")).isEqualTo(1);
        assertThat(callInt(instance, "weak_is_null")).isEqualTo(1);
        assertThat(callInt(instance, "reads_hidden")).isEqualTo(5);
        assertThat(callInt(instance, "reads_hidden")).isEqualTo(6);
        assertThat(callInt(instance, "constructors")).isEqualTo(123);
    }
}
