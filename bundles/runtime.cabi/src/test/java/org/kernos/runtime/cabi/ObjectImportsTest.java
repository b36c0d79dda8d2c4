package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.ProblemCode;
import org.kernos.elf.ElfObject;
import org.kernos.elf.ElfSection;
import org.kernos.runtime.cabi.object.GnuLinker;
import org.kernos.runtime.cabi.object.ObjectFile;
import org.kernos.runtime.cabi.object.ProcessSymbols;
import org.kernos.runtime.cabi.shim.ShimBackend;
import org.kernos.spi.ModuleInstance;

/** Where objects find what they do not define, and who finds what they define (native E-4). */
final class ObjectImportsTest extends BackendContract {

    private static final String UNRESOLVED = """
            KERNOS-0207 the object 'libkernel.o' uses 'provided_name', 'provided_sum', 'provided_value', 'provided_weakly', which neither the modules it depends on nor this process define
              at  modules/consumer/libkernel.o
              fix name the module that defines it as a dependency, or put the objects together with 'ld -r'""";

    @Override
    Backend newBackend() {
        return ShimBackend.open();
    }

    private TestModule provider(String name, boolean isObject) {
        String define = "-DNAME=\"" + name + "\"";
        return TestModule.of(
                base(),
                name,
                isObject ? TestKernels.object("provider.c", define) : TestKernels.library("provider.c", define));
    }

    private TestModule consumer(String... flags) {
        return TestModule.of(base(), "consumer", TestKernels.object("consumer.c", flags));
    }

    @ParameterizedTest(name = "from an object {0}, compiled {1}")
    @CsvSource({
        "true, -O1",
        "true, -fPIC",
        "true, -fno-plt",
        "false, -fPIC",
        "true, -mcmodel=large",
        "false, -mcmodel=large"
    })
    void exportsOfAModuleItDependsOnAreFound(boolean isObject, String flag) throws ModuleException {
        TestModule provider = provider("provider", isObject);
        open(provider);
        ModuleInstance consumer = open(consumer(flag).needs(provider));
        assertThat(callInt(consumer, "sum")).isEqualTo(8126);
        assertThat(callInt(consumer, "sum"))
                .as("its variable is the provider's")
                .isEqualTo(8127);
        assertThat(call(consumer, "name")).isEqualTo(string("provider"));
        assertThat(callInt(consumer, "hidden")).isEqualTo(1);
    }

    @Test
    void modulesThatItDoesNotDependOnAreNot() throws ModuleException {
        open(provider("provider", true));
        assertThat(openFailure(consumer())).hasMessage(UNRESOLVED);
    }

    @Test
    void exportsVanishWithTheirModule() throws ModuleException {
        TestModule provider = provider("provider", true);
        ModuleInstance instance = runtime().open(provider);
        assertThat(instance.close()).isEmpty();
        assertThat(openFailure(consumer().needs(provider))).hasMessage(UNRESOLVED);
    }

    /** The consumer's code has the provider's addresses in it. */
    @ParameterizedTest(name = "an object {0}")
    @ValueSource(booleans = {true, false})
    void codeStaysMappedUntilNobodyUsesIt(boolean isObject) throws ModuleException {
        String file = isObject ? "libkernel.o" : "libkernel.so";
        TestModule provider = provider("provider", isObject);
        ModuleInstance provides = runtime().open(provider);
        ModuleInstance consumer = runtime().open(consumer("-fPIC").needs(provider));
        assertThat(provides.close()).singleElement().satisfies(kept -> assertThat(kept)
                .hasToString("""
                        KERNOS-0212 the code is still mapped after unloading: module 'consumer' still uses it
                          at  modules/provider/%s
                          fix unload 'consumer' too, or load it again to use what is there now""".formatted(file)));
        assertThat(callInt(consumer, "sum")).isEqualTo(8126);
        assertThat(openFailure(consumer("-fPIC").needs(provider))).hasMessage(UNRESOLVED);
        assertThat(runtime().leaks()).singleElement().satisfies(leak -> {
            assertThat(leak.module()).isEqualTo("provider");
            assertThat(leak.what()).isEqualTo(file);
            assertThat(leak.cause().code()).isEqualTo(ProblemCode.STILL_MAPPED);
        });
        assertThat(consumer.close()).isEmpty();
        assertThat(runtime().leaks()).isEmpty();
        assertThat(mappingsOf(provider.dataDirectory())).isZero();
        assertThat(backend().freedBytes()).isEqualTo(backend().allocatedBytes());
    }

    @Test
    void anObjectThatWasNotLinkedUsesNothing() throws ModuleException {
        TestModule provider = provider("provider", true);
        ModuleInstance provides = runtime().open(provider);
        assertThat(openFailure(consumer("-Dprovided_weakly=nowhere").needs(provider)))
                .hasMessageContaining("uses 'nowhere'");
        assertThat(provides.close()).isEmpty();
        assertThat(runtime().leaks()).isEmpty();
    }

    @Test
    void theFirstModuleThatDefinesASymbolCounts() throws ModuleException {
        TestModule first = provider("first", true);
        TestModule second = provider("second", true);
        open(first);
        open(second);
        assertThat(call(open(consumer().needs(second).needs(first)), "name")).isEqualTo(string("second"));
    }

    @Test
    void objectsThatLdPutTogetherAreOne() throws ModuleException {
        assumeTrue(GnuLinker.isInstalled("ld"), "ld is not installed");
        Path provider = TestKernels.object(
                "provider.c", "-DNAME=\"inside\"", "-Dkernel_init=provider_init", "-ffunction-sections");
        Path consumer = TestKernels.object("consumer.c", "-ffunction-sections");
        Path both = base().resolve("both.o");
        GnuLinker.run(List.of("ld", "-r", "-o", both.toString(), consumer.toString(), provider.toString()));
        ModuleInstance module = open(TestModule.of(base(), "both", both));
        assertThat(callInt(module, "sum")).isEqualTo(8126);
        assertThat(call(module, "name")).isEqualTo(string("inside"));
    }

    @Test
    void twoObjectsWithEqualNamesKeepTheirOwn() throws ModuleException {
        ModuleInstance first = open(TestModule.of(base(), "first", TestKernels.object("helper.c", "-DNUMBER=1")));
        ModuleInstance second = open(TestModule.of(base(), "second", TestKernels.object("helper.c", "-DNUMBER=2")));
        assertThat(callInt(first, "number")).isEqualTo(1);
        assertThat(callInt(second, "number")).isEqualTo(2);
    }

    @Test
    void dataOutOfReachIsNamed() {
        assertThat(openFailure(TestModule.of(base(), "object", TestKernels.object("object.c", "-fno-pic", "-fno-pie"))))
                .hasMessage("""
                KERNOS-0216 the object 'libkernel.o' cannot reach the variable 'stdin' from section '.text' (R_X86_64_PC32)
                  at  modules/object/libkernel.o
                  fix compile with -fPIC
                KERNOS-0216 the object 'libkernel.o' cannot reach the variable 'stdout' from section '.text' (R_X86_64_PC32)
                  at  modules/object/libkernel.o
                  fix compile with -fPIC
                KERNOS-0216 the object 'libkernel.o' cannot reach the variable 'environ' from section '.text' (R_X86_64_PC32)
                  at  modules/object/libkernel.o
                  fix compile with -fPIC""");
    }

    /** From bytes, without a file: what {@code load_from_memory} is for. */
    @Test
    void anObjectIsLoadedFromMemory() throws Exception {
        Path path = TestKernels.object("sections.c");
        byte[] bytes = Files.readAllBytes(path);
        ObjectFile file = ObjectFile.read(bytes, "memory.o", Place.of("memory"));
        LinkedObject object = LinkedObject.open(file, new ProcessSymbols(), List::of);
        ElfSection header = ElfObject.read(bytes).sections().stream()
                .filter(s -> s.name().equals(".hxmd"))
                .findFirst()
                .orElseThrow();
        assertThat(object.sectionAddress(header.index()))
                .isEqualTo(object.find("header"))
                .isNotZero();
        assertThat(object.sectionAddress(0)).isZero();
        assertThat(object.sectionAddress(9999)).isZero();
        assertThat(object.path()).isEqualTo("memory.o");
        assertThat(object.find("absolute")).isEqualTo(0x1234);
        assertThat(object.definitionOf("versioned"))
                .as("the default version needs no sign")
                .isPresent();
        assertThat(object.definitionOf("versioned@OLD")).isPresent();
        assertThat(object.close(() -> {})).isEmpty();
        assertThat(object.find("header")).isZero();
        assertThat(object.definitionOf("header")).isEqualTo(Optional.empty());
    }
}
