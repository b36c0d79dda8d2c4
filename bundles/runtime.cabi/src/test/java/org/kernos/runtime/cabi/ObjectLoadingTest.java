package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.runtime.cabi.object.ObjectFile;
import org.kernos.runtime.cabi.object.ProcessSymbols;
import org.kernos.runtime.cabi.shim.ShimBackend;
import org.kernos.spi.ModuleInstance;

/** Opening, shutting down and unloading of kernels that are objects. */
final class ObjectLoadingTest extends BackendContract {

    private static final Signature INT = new Signature(List.of(), new TypeSpec.Exact(ValueType.INT));

    @Override
    Backend newBackend() {
        return ShimBackend.open();
    }

    @Override
    Path kernel(String source, String... flags) {
        return TestKernels.object(source, flags);
    }

    @Test
    void aKernelOpensShutsDownAndLeavesNothing() throws ModuleException {
        List<Value> evaluated = new CopyOnWriteArrayList<>();
        TestModule life = life().declare("one", INT).evaluator(e -> {
            evaluated.add(e);
            return e;
        });
        ModuleInstance instance = runtime().open(life);
        assertThat(callInt(instance, "one")).isEqualTo(1);
        assertThat(instance.hasShutdown()).isTrue();
        instance.shutdown();
        assertThat(evaluated).containsExactly(new Value.Symbol("shutdown-seen"));
        assertThat(instance.close()).isEmpty();
        assertThat(filesIn(life.dataDirectory())).isZero();
        assertThat(life.warnings()).isEmpty();
        assertThatThrownBy(() -> call(instance, "one")).hasMessageContaining("the kernel 'life' is closed");
    }

    @Test
    void failuresOfInitAndShutdownAreThoseOfLibraries() throws ModuleException {
        assertThat(openFailure(life("-DINIT_RAISES"))).hasMessage("""
                KERNOS-0210 kernel_init ended with: no device (code 5)
                  at  modules/life/libkernel.o""");
        assertThat(openFailure(life().declare("two", INT))).hasMessageContaining("KERNOS-0208");
        assertThatThrownBy(open(life("-DSHUTDOWN_RAISES"))::shutdown).hasMessage("""
                KERNOS-0211 kernel_shutdown ended with: still busy (code 8)
                  at  modules/life/libkernel.o""");
    }

    @Test
    void exceptionsOfInitAndShutdownAreGuarded() throws ModuleException {
        assumeTrue(TestKernels.hasCpp(), "g++ is not installed");
        assertThat(openFailure(TestModule.of(base(), "throwing", kernel("throws.cpp", "-DINIT_THROWS"))))
                .hasMessageContaining("kernel_init ended with: the kernel threw a C++ exception: no device");
        ModuleInstance module = open(TestModule.of(base(), "throwing", kernel("throws.cpp")));
        assertThatThrownBy(module::shutdown)
                .hasMessageContaining("kernel_shutdown ended with: the kernel threw a C++ exception: still busy");
    }

    @Test
    void aMissingEntryPointIsFoundBeforeAnythingIsMapped() {
        TestModule module = TestModule.of(base(), "none", kernel("no_init.c"));
        assertThat(openFailure(module)).hasMessage("""
                KERNOS-0206 the library 'libkernel.o' exports no function 'kernel_init'
                  at  modules/none/libkernel.o
                  did you mean  kernel_initialise
                  fix define void kernel_init(sxs_registry_t, const struct sxs_api_table_t *) and do not hide it""");
    }

    @Test
    void entryPointsAreFunctions() {
        TestModule init = TestModule.of(base(), "init", kernel("sections.c", "-DENTRY=kernel_init"));
        assertThat(openFailure(init)).hasMessageContaining("exports no function 'kernel_init'");
        TestModule shutdown = TestModule.of(
                base(), "shutdown", kernel("sections.c", "-DENTRY=kernel_shutdown", "-Dversioned_new=kernel_init"));
        assertThat(openFailure(shutdown)).hasMessage("""
                KERNOS-0206 the object 'libkernel.o' exports 'kernel_shutdown', which is no function
                  at  modules/shutdown/libkernel.o
                  fix define void kernel_shutdown(const struct sxs_api_table_t *), or give it another name""");
    }

    @Test
    void anObjectOfAnotherMachineIsNamed() throws Exception {
        byte[] object = Files.readAllBytes(kernel("life.c"));
        object[18] = (byte) 183;
        TestModule module = new TestModule(base(), "arm", "arm.o").file("arm.o", object);
        assertThat(openFailure(module)).hasMessage("""
                KERNOS-0204 the library 'arm.o' is an ELF object file for aarch64 (64-bit, little-endian), expected an ELF shared library or object for linux-x86-64 (64-bit, little-endian)
                  at  modules/arm/arm.o
                  fix build the kernel on or for linux-x86-64, and put it beside this file as 'arm.so' or into native/linux-x86-64/""");
    }

    @Test
    void aTruncatedObjectIsDamaged() throws Exception {
        byte[] cut = Arrays.copyOf(Files.readAllBytes(kernel("life.c")), 700);
        TestModule module = new TestModule(base(), "cut", "cut.o").file("cut.o", cut);
        assertThat(openFailure(module))
                .hasMessageStartingWith("KERNOS-0205 the library 'cut.o' is damaged: ")
                .hasMessageContaining("but the file has 700 bytes");
    }

    @Test
    void anObjectUnderALibrarysNameIsNamed() {
        TestModule module = new TestModule(base(), "named", "named.so").file("named.so", kernel("life.c"));
        assertThat(openFailure(module).problems())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.LIBRARY_PLATFORM);
    }

    @Test
    void objectsAreLookedForUnderTheirOwnNameOnly() throws ModuleException {
        TestModule module = new TestModule(base(), "placed", "libkernel_x.o");
        assertThat(openFailure(module))
                .hasMessageContaining(
                        "the module has no library 'libkernel_x.o'; looked for 'libkernel_x.o', 'native/linux-x86-64/libkernel_x.o'");
        module.file("native/linux-x86-64/libkernel_x.o", kernel("life.c"));
        assertThat(open(module).details()).containsEntry("library", "native/linux-x86-64/libkernel_x.o");
        TestModule other = new TestModule(base(), "other", "libkernel_y.o").file("libkernel_x.o", kernel("life.c"));
        assertThat(openFailure(other)).hasMessageContaining("did you mean  libkernel_x.o");
    }

    @Test
    void noMemoryIsBothWritableAndExecutable() throws Exception {
        List<String> before = writableAndExecutable();
        LinkedObject object = LinkedObject.open(
                ObjectFile.read(Files.readAllBytes(kernel("object.c", "-fPIC")), "x.o", Place.of("x.o")),
                new ProcessSymbols(),
                List::of);
        assertThat(protectionAt(object.find("kernel_init"))).isEqualTo("r-xp");
        assertThat(protectionAt(object.find("common_number"))).isEqualTo("rw-p");
        assertThat(writableAndExecutable()).hasSizeLessThanOrEqualTo(before.size());
        long address = object.find("kernel_init");
        assertThat(object.close(() -> {})).isEmpty();
        assertThat(MappedPage.isSurelyGone(address)).isTrue();
    }

    private static List<String> writableAndExecutable() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains(" rwxp ") && line.endsWith(" 0 "))
                .toList();
    }

    private static String protectionAt(long address) throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
            String[] words = line.split("[- ]");
            if (Long.compareUnsigned(Long.parseUnsignedLong(words[0], 16), address) <= 0
                    && Long.compareUnsigned(Long.parseUnsignedLong(words[1], 16), address) > 0) {
                return line.split(" ")[1];
            }
        }
        return "unmapped";
    }

    @Test
    void twoHundredCyclesLeaveNoMapping() throws Exception {
        TestModule abi = abi();
        for (int i = 0; i < 5; i++) {
            cycle(abi);
        }
        System.gc();
        int mappings = Files.readAllLines(Path.of("/proc/self/maps")).size();
        for (int i = 0; i < 200; i++) {
            cycle(abi);
        }
        // Each object has four mappings of its own; the JVM's own come and go.
        assertThat(Files.readAllLines(Path.of("/proc/self/maps"))).hasSizeLessThan(mappings + 100);
    }

    @Test
    void objectsAreOpenedAndClosedBesideOneAnother() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                TestModule own = TestModule.of(base(), "abi" + thread, kernel("abi.c"));
                running.add(threads.submit(() -> {
                    for (int i = 0; i < 25; i++) {
                        cycle(own);
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void cycle(TestModule module) throws ModuleException {
        ModuleInstance instance = runtime().open(module);
        assertThat(callInt(instance, "add", integer(1), integer(2))).isEqualTo(3);
        instance.shutdown();
        assertThat(instance.close()).isEmpty();
    }
}
