package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.elf.ElfMachine;

/** What is said of a library before it is opened, word for word (native C-6). */
final class LibraryCheckTest {

    private static final HostPlatform LINUX = new HostPlatform("linux-x86-64", ".so", ElfMachine.findByName("x86-64"));

    @TempDir
    @Nullable
    Path base;

    private TestModule module(String library) {
        return new TestModule(Objects.requireNonNull(base), "alu", library);
    }

    private static LibraryCheck.Checked check(TestModule module) throws ModuleException {
        LibraryCheck check = new LibraryCheck(module, LINUX, RequiredExports.KERNEL);
        LibraryCheck.Checked checked =
                check.check(module.descriptor().properties().getOrDefault("library", ""));
        List<Problem> unresolved = check.unresolved(checked);
        if (!unresolved.isEmpty()) {
            throw new ModuleException(unresolved);
        }
        return checked;
    }

    private static String problem(TestModule module) {
        return String.valueOf(Objects.requireNonNull(
                        catchThrowableOfType(ModuleException.class, () -> check(module)), "nothing was found")
                .getMessage());
    }

    private static Path fine() {
        return TestKernels.library("life.c");
    }

    @Test
    void theExactNameComesFirstThenThePlatformsSuffixThenTheNativeDirectory() throws ModuleException {
        TestModule module = module("libkernel_alu.dylib").file("native/linux-x86-64/libkernel_alu.so", fine());
        assertThat(check(module).path()).isEqualTo("native/linux-x86-64/libkernel_alu.so");
        module.file("native/linux-x86-64/libkernel_alu.dylib", fine());
        assertThat(check(module).path()).isEqualTo("native/linux-x86-64/libkernel_alu.dylib");
        module.file("libkernel_alu.so", fine());
        assertThat(check(module).path()).isEqualTo("libkernel_alu.so");
        module.file("libkernel_alu.dylib", fine());
        assertThat(check(module).path()).isEqualTo("libkernel_alu.dylib");
        assertThat(check(module).warnings()).isEmpty();
    }

    @Test
    void aLibraryOfAnotherPlatformDoesNotHideOneThatFits() throws ModuleException {
        byte[] macho = {(byte) 0xcf, (byte) 0xfa, (byte) 0xed, (byte) 0xfe, 0x0c, 0, 0, 1, 0, 0};
        TestModule module = module("libkernel_alu.dylib").file("libkernel_alu.dylib", macho);
        assertThat(problem(module)).isEqualTo("""
                KERNOS-0204 the library 'libkernel_alu.dylib' is a Mach-O library for aarch64 (macOS), expected an ELF shared library for linux-x86-64 (64-bit, little-endian)
                  at  modules/alu/libkernel_alu.dylib
                  fix build the kernel on or for linux-x86-64, and put it beside this file as 'libkernel_alu.so' or into native/linux-x86-64/""");
        module.file("libkernel_alu.so", fine());
        assertThat(check(module).path()).isEqualTo("libkernel_alu.so");
    }

    @Test
    void aMissingLibraryNamesEveryPlaceAndTheOthers() {
        assertThat(problem(module("libkernel_alu.dylib").file("libkernel_alv.so", fine())))
                .isEqualTo("""
                KERNOS-0203 the module has no library 'libkernel_alu.dylib'; looked for 'libkernel_alu.dylib', 'libkernel_alu.so', 'native/linux-x86-64/libkernel_alu.dylib', 'native/linux-x86-64/libkernel_alu.so'
                  at  modules/alu
                  did you mean  libkernel_alv.so
                  fix build the library, or correct its name in the descriptor""");
    }

    @Test
    void aLibraryOutsideTheModuleIsRefused() {
        for (String name : new String[] {"../other/lib.so", "/usr/lib/lib.so", "a/../../lib.so"}) {
            assertThat(problem(module(name)))
                    .startsWith("KERNOS-0202 the library '" + name + "' is outside the module directory 'modules/alu'");
        }
    }

    @Test
    void aLibraryForAnotherMachineIsNamed() throws IOException {
        byte[] arm = Files.readAllBytes(fine());
        arm[18] = (byte) 183;
        assertThat(problem(module("libalu.so").file("libalu.so", arm)))
                .contains(
                        "is an ELF shared library for aarch64 (64-bit, little-endian), expected an ELF shared library for"
                                + " linux-x86-64");
        arm[4] = 1;
        arm[5] = 2;
        assertThat(problem(module("libalu.so").file("libalu.so", arm))).contains("(32-bit, big-endian)");
    }

    @Test
    void aTruncatedLibraryIsDamaged() throws IOException {
        byte[] cut = Arrays.copyOf(Files.readAllBytes(fine()), 5000);
        assertThat(problem(module("libalu.so").file("libalu.so", cut)))
                .startsWith("KERNOS-0205 the library 'libalu.so' is damaged: ")
                .contains("but the file has 5000 bytes")
                .endsWith("at  modules/alu/libalu.so\n  fix build or copy the library again");
        assertThat(problem(module("libalu.so").file("libalu.so", Arrays.copyOf(cut, 10))))
                .startsWith("KERNOS-0205");
    }

    @Test
    void aTextFileIsNoLibrary() {
        byte[] text = "INPUT(-lm) and so on".getBytes(StandardCharsets.US_ASCII);
        assertThat(problem(module("libalu.so").file("libalu.so", text)))
                .contains("is a file that starts with the bytes 49 4e 50 55");
    }

    @Test
    void aMissingEntryPointSuggestsWhatIsThere() {
        TestModule module = module("libalu.so").file("libalu.so", TestKernels.library("no_init.c"));
        assertThat(problem(module)).isEqualTo("""
                KERNOS-0206 the library 'libalu.so' exports no function 'kernel_init'
                  at  modules/alu/libalu.so
                  did you mean  kernel_initialise
                  fix define void kernel_init(sxs_registry_t, const struct sxs_api_table_t *) and do not hide it""");
    }

    @Test
    void aMangledEntryPointIsExplained() {
        assumeTrue(TestKernels.hasCpp(), "g++ is not installed");
        TestModule module = module("libalu.so").file("libalu.so", TestKernels.library("mangled.cpp"));
        assertThat(problem(module))
                .contains("did you mean  _Z11kernel_initPvPKv")
                .contains("declare it extern \"C\"");
    }

    @Test
    void undefinedSymbolsAreAllNamed() {
        TestModule module =
                module("libalu.so").file("libalu.so", TestKernels.library("dependent.c", "-Wl,--no-as-needed", "-lm"));
        assertThat(problem(module)).isEqualTo("""
                KERNOS-0207 the library 'libalu.so' uses 'dependency_value', which the libraries it is linked with do not define ('libm.so.6', 'libc.so.6')
                  at  modules/alu/libalu.so
                  fix link the object or library that defines it, and build with -Wl,--no-undefined""");
    }

    @Test
    void aDependencyThatIsNowhereIsNamed() {
        Path dependency = TestKernels.library("dependency.c", "-Wl,-soname,libkernos_nowhere.so.1");
        TestModule module =
                module("libalu.so").file("libalu.so", TestKernels.library("dependent.c", dependency.toString()));
        assertThat(problem(module)).isEqualTo("""
                KERNOS-0207 the library 'libalu.so' needs 'libkernos_nowhere.so.1', which is neither in its directory nor found by the system
                  at  modules/alu/libalu.so
                  fix install the library, put it beside this one and link with -Wl,-rpath,'$ORIGIN', or link it statically""");
    }

    @Test
    void aSearchPathOfTheLibraryIsFollowed() throws ModuleException {
        Path dependency = TestKernels.library("dependency.c", "-Wl,-soname,libelsewhere.so");
        Path directory = Objects.requireNonNull(base).toAbsolutePath().resolve("else where");
        new TestModule(directory, "x", "x").file("libelsewhere.so", dependency);
        Path library = TestKernels.library(
                "dependent.c", "-Wl,-rpath," + directory.resolve("modules/x"), dependency.toString());
        assertThat(check(module("libalu.so").file("libalu.so", library)).warnings())
                .isEmpty();
    }

    @Test
    void aSearchPathWithAVariableMayLeadAnywhere() throws ModuleException {
        Path dependency = TestKernels.library("dependency.c", "-Wl,-soname,libkernos_nowhere.so.2");
        Path library = TestKernels.library("dependent.c", "-Wl,-rpath,$ORIGIN/$LIB", dependency.toString());
        assertThat(check(module("libalu.so").file("libalu.so", library)).warnings())
                .isEmpty();
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        TestModule module =
                module("libalu.so").file("libalu.so", TestKernels.library("dependent.c", "-Dkernel_init=begin"));
        assertThat(problem(module)).contains("KERNOS-0206").contains("KERNOS-0207");
    }
}
