package org.kernos.runtime.cabi.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kernos.api.ModuleException;
import org.kernos.elf.ElfMachine;
import org.kernos.runtime.cabi.TestKernels;

/** What is said of an object that cannot be linked, word for word. */
final class ObjectProblemsTest {

    /** Knows no symbol at all. */
    private static final DryLink EMPTY = new DryLink(ElfMachine.X86_64, DryLink.BASE, name -> Optional.empty());

    private static String problem(DryLink link, byte[] object) {
        return String.valueOf(Objects.requireNonNull(
                        catchThrowableOfType(ModuleException.class, () -> link.link(object)), "it was linked")
                .getMessage());
    }

    private static byte[] refused(String... flags) {
        return DryLink.bytes(TestKernels.object("refused.c", flags));
    }

    @Test
    void threadLocalStorage() {
        assertThat(problem(DryLink.near(), refused("-DTHREADS"))).isEqualTo("""
                KERNOS-0216 the object 'x.o' has thread-local storage, which a linked object cannot have: 'counter', 'elsewhere', section '.tbss'
                  at  modules/x/x.o
                  fix do without __thread and thread_local (pthread_setspecific keeps a pointer for each thread), or build a shared library""");
    }

    @Test
    void undefinedSymbolsAreAllNamedInOneProblem() {
        assertThat(problem(EMPTY, refused("-DUNDEFINED"))).isEqualTo("""
                KERNOS-0207 the object 'x.o' uses 'a_function', 'a_variable', 'another_function', which neither the modules it depends on nor this process define
                  at  modules/x/x.o
                  fix name the module that defines it as a dependency, or put the objects together with 'ld -r'""");
    }

    @Test
    void anotherMachine() {
        byte[] object = refused();
        object[18] = (byte) 183;
        assertThat(problem(EMPTY, object)).isEqualTo("""
                KERNOS-0204 the object 'x.o' is an ELF object file for aarch64 (64-bit, little-endian), expected one for x86-64
                  at  modules/x/x.o
                  fix compile it for x86-64""");
        DryLink sparc = new DryLink(ElfMachine.S390, DryLink.BASE, name -> Optional.empty());
        assertThat(problem(sparc, refused())).isEqualTo("""
                KERNOS-0216 the object 'x.o' cannot be linked: objects for s390x are not supported
                  at  modules/x/x.o
                  fix build a shared library instead""");
    }

    @Test
    void anotherWordSize() {
        byte[] object = refused();
        object[4] = 1;
        assertThat(problem(EMPTY, object)).isEqualTo("""
                KERNOS-0205 the object 'x.o' is damaged: the file is an ELF object file for x86-64 (32-bit, little-endian), expected an object of 64 bits in little-endian order
                  at  modules/x/x.o
                  fix compile or copy the object again""");
    }

    @Test
    void aTruncatedObject() {
        byte[] object = refused();
        long table = ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN).getLong(40);
        assertThat(problem(EMPTY, Arrays.copyOf(object, (int) table))).isEqualTo("""
                KERNOS-0205 the object 'x.o' is damaged: a section header takes 64 bytes from offset %d, but the file has %d bytes
                  at  modules/x/x.o
                  fix compile or copy the object again""".formatted(table, table));
    }

    @Test
    void dataOutOfReach() {
        DryLink far = new DryLink(
                ElfMachine.X86_64,
                DryLink.BASE,
                name -> Optional.of(
                        name.equals("a_variable")
                                ? SymbolSource.Definition.data(0x7f00_0000_0000L)
                                : SymbolSource.Definition.function(0x7f00_1000_0000L)));
        assertThat(problem(far, refused("-DUNDEFINED", "-fno-pic", "-fno-pie"))).isEqualTo("""
                KERNOS-0216 the object 'x.o' cannot reach the variable 'a_variable' from section '.text' (R_X86_64_PC32)
                  at  modules/x/x.o
                  fix compile with -fPIC""");
    }

    @Test
    void anUnknownRelocation() {
        assertThat(problem(DryLink.near(), refused("-DSHORT"))).isEqualTo("""
                KERNOS-0216 the object 'x.o' has a relocation of the kind 12 for 'a_variable' in section '.data', which is not supported for x86-64
                  at  modules/x/x.o
                  fix compile with -fPIC and without options that choose another code model, or build a shared library""");
    }

    @Test
    void aFunctionThatIsChosenByAnother() {
        assertThat(problem(DryLink.near(), refused("-DCHOSEN"))).isEqualTo("""
                KERNOS-0216 the object 'x.o' lets the loader choose 'chosen' among several functions (STT_GNU_IFUNC)
                  at  modules/x/x.o
                  fix compile without __attribute__((ifunc)) and target_clones""");
    }

    @Test
    void sectionsThatAreNotAsTheyShouldBe() {
        assertThat(problem(DryLink.near(), refused("-DSECTIONS"))).isEqualTo("""
                KERNOS-0216 the object 'x.o' has the section '.odd', which is both writable and executable
                  at  modules/x/x.o
                  fix keep code and data in sections of their own
                KERNOS-0216 the object 'x.o' has the section '.wide', which is aligned to 65536 bytes, at most 4096 are possible
                  at  modules/x/x.o
                  fix align it to 4096 bytes at most, or build a shared library
                KERNOS-0216 the object 'x.o' has the section '.ctors', which the start files of a program would run
                  at  modules/x/x.o
                  fix use __attribute__((constructor)) and __attribute__((destructor))""");
    }

    @Test
    void anObjectThatTakesTooMuch() {
        assertThat(problem(DryLink.near(), refused("-DHUGE"))).isEqualTo("""
                KERNOS-0216 the object 'x.o' takes more than 1073741824 bytes of memory
                  at  modules/x/x.o
                  fix allocate large arrays when the code runs""");
    }

    @Test
    void anObjectThatTakesNothing() {
        byte[] object = refused();
        ByteBuffer all = ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN);
        for (int header = (int) all.getLong(40); header < object.length; header += 64) {
            all.putLong(header + 8, 0);
        }
        assertThat(problem(DryLink.near(), object)).isEqualTo("""
                KERNOS-0216 the object 'x.o' has nothing that would be in memory while it runs
                  at  modules/x/x.o
                  fix compile code into it, or check that its sections are allocated""");
    }

    @Test
    void relocationsOfAnotherForm() {
        byte[] object = refused("-DUNDEFINED");
        ByteBuffer all = ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN);
        for (int header = (int) all.getLong(40); header < object.length; header += 64) {
            if (all.getInt(header + 4) == 4) {
                all.putInt(header + 4, 9);
                break;
            }
        }
        assertThat(problem(DryLink.near(), object)).isEqualTo("""
                KERNOS-0216 the object 'x.o' has the section '.rela.text', whose relocations have no addends or are compact
                  at  modules/x/x.o
                  fix compile without -Wa,--crel and for the machine's usual form of objects""");
    }

    @Test
    void manyProblemsAreCounted() {
        assertThat(problem(DryLink.near(), refused("-DMANY")))
                .contains("has a relocation of the kind 12 for 'number_9' in section '.data'")
                .doesNotContain("number_10")
                .endsWith("""
                KERNOS-0216 the object 'x.o' has 15 more problems like these
                  at  modules/x/x.o""");
    }
}
