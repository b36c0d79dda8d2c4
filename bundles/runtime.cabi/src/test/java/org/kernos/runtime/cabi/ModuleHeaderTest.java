package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.elf.helix.HelixDependency;
import org.kernos.elf.helix.HelixEntry;
import org.kernos.elf.helix.HelixHeader;
import org.kernos.elf.helix.HelixHeaderException;
import org.kernos.elf.helix.HelixHeaderReader;
import org.kernos.elf.helix.HelixInterface;

/** What the macros of {@code helix/module.h} make, whatever the compiler does to order, size and unused things. */
final class ModuleHeaderTest {

    private static HelixHeader read(Path file) throws IOException, HelixHeaderException {
        return HelixHeaderReader.read(Files.readAllBytes(file)).valid();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-O0",
                "-O2",
                "-O2 -flto",
                "-O0 -std=c99 -pedantic",
                "-Os -ffunction-sections -fdata-sections -Wl,--gc-sections -fvisibility=hidden",
                "-O3 -fno-toplevel-reorder -g",
                "-O2 -fvisibility=hidden -s"
            })
    void sharedObjectsHaveTheHeader(String flags) throws IOException, HelixHeaderException {
        HelixHeader header = read(TestKernels.library("helix.c", (flags + " -Werror").split(" ")));
        assertHeader(header);
        assertThat(header.init()).containsInstanceOf(HelixEntry.Address.class);
        assertThat(header.cleanup()).containsInstanceOf(HelixEntry.Address.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-O0", "-O2 -fPIC", "-Os -ffunction-sections -fdata-sections", "-O2 -g -fno-pic"})
    void objectsHaveTheHeader(String flags) throws IOException, HelixHeaderException {
        HelixHeader header = read(TestKernels.object("helix.c", (flags + " -Werror").split(" ")));
        assertHeader(header);
        assertThat(header.init()).containsInstanceOf(HelixEntry.InSection.class);
        assertThat(header.cleanup())
                .containsInstanceOf(HelixEntry.InSection.class)
                .isNotEqualTo(header.init());
    }

    private static void assertHeader(HelixHeader header) {
        assertThat(header.abiMajor()).isEqualTo(1);
        assertThat(header.abiMinor()).isZero();
        assertThat(header.size()).isEqualTo(96);
        assertThat(header.flags()).isEqualTo(3);
        assertThat(header.capabilities()).isEqualTo(2);
        assertThat(header.name()).isEqualTo("helix");
        assertThat(header.version()).hasToString("1.2.3");
        assertThat(header.description()).hasValue("A \"module\" for tests: 100%");
        assertThat(header.author()).isEmpty();
        assertThat(header.interfaces()).singleElement().satisfies(ModuleHeaderTest::assertInterface);
        assertThat(header.dependencies()).hasSize(2);
        assertDependencies(header.dependencies().get(0), header.dependencies().get(1));
    }

    private static long id(String name) {
        long id = 0;
        for (char c : name.toCharArray()) {
            id = id * 31 + c;
        }
        return id;
    }

    private static void assertInterface(HelixInterface provided) {
        assertThat(provided.id()).isEqualTo(id("Doubling"));
        assertThat(provided.name()).isEqualTo("Doubling");
        assertThat(provided.version()).hasToString("1.0.0");
        assertThat(provided.methods()).containsExactly("twice(i64) -> i64", "half(i64) -> i64");
    }

    private static void assertDependencies(HelixDependency memory, HelixDependency clock) {
        assertThat(memory.name()).isEqualTo("memory");
        assertThat(memory.kind()).isEqualTo(HelixDependency.Kind.COMPATIBLE);
        assertThat(memory.min()).hasToString("1.2.0");
        assertThat(memory.optional()).isTrue();
        assertThat(memory.needs()).singleElement().satisfies(need -> {
            assertThat(need.name()).isEqualTo("Allocator");
            assertThat(need.version()).hasToString("1.5.0");
            assertThat(need.methods()).containsExactly("alloc(u64) -> ptr");
        });
        assertThat(clock.name()).isEqualTo("clock");
        assertThat(clock.kind()).isEqualTo(HelixDependency.Kind.RANGE);
        assertThat(clock.min()).hasToString("1.0.0");
        assertThat(clock.max()).hasToString("2.3.4");
        assertThat(clock.optional()).isFalse();
        assertThat(clock.needs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-std=c++11 -O0 -pedantic", "-std=c++20 -O2", "-O2 -fvisibility=hidden -s"})
    void cppHasTheSameHeader(String flags) throws IOException, HelixHeaderException {
        assumeTrue(TestKernels.hasCpp(), "g++ is not installed");
        HelixHeader header = read(TestKernels.library("helix_throws.cpp", (flags + " -Werror").split(" ")));
        assertThat(header.name()).isEqualTo("helix-cpp");
        assertThat(header.init()).isPresent();
        assertThat(header.interfaces()).isEmpty();
    }

    @Test
    void everyCharacterOfANameCounts() throws IOException, HelixHeaderException {
        HelixHeader header = read(TestKernels.library("helix.c", "-DALL_CHARACTERS"));
        HelixInterface last = header.interfaces().get(1);
        assertThat(last.name()).isEqualTo("ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz_0123456789");
        assertThat(last.id()).isEqualTo(id(last.name()));
    }
}
