package org.kernos.runtime.cabi.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.elf.ElfMachine;
import org.kernos.runtime.cabi.TestKernels;

/** No object makes the linker do anything but link it or say what is wrong (native E-5). Nothing is mapped here, nothing runs. */
final class MutatedObjectTest {

    private static final Set<ProblemCode> EXPECTED = EnumSet.of(
            ProblemCode.LIBRARY_DAMAGED,
            ProblemCode.LIBRARY_PLATFORM,
            ProblemCode.LIBRARY_UNRESOLVED,
            ProblemCode.OBJECT_UNSUPPORTED);

    private static final byte[] EXTREMES = {0, 1, 2, 4, 8, 17, 0x7f, (byte) 0x80, (byte) 0xf1, (byte) 0xf2, (byte) 0xff
    };

    private static List<byte[]> objects() {
        return List.of(
                DryLink.bytes(TestKernels.object("object.c")),
                DryLink.bytes(TestKernels.object("object.c", "-fPIC", "-O2")),
                DryLink.bytes(TestKernels.object("object.c", "-fcommon", "-fno-pic", "-fno-pie")),
                DryLink.bytes(TestKernels.object("object.c", "-mcmodel=large", "-fPIC", "-ffunction-sections")),
                DryLink.bytes(TestKernels.object("throws.cpp")),
                DryLink.bytes(Path.of("src/test/resources/objects/aarch64.o")));
    }

    /** 10 seeds of 10,000. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aMutatedObjectIsLinkedOrAProblem(long seed) {
        Random random = new Random(seed);
        List<byte[]> objects = objects();
        int linked = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] mutated = objects.get(i % objects.size()).clone();
            for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
                mutate(mutated, random);
            }
            linked += isLinked(mutated, "seed " + seed + ", object " + i) ? 1 : 0;
        }
        assertThat(linked).isBetween(500, 9_500);
    }

    @Test
    void anObjectCutAnywhereIsAProblem() {
        for (byte[] object : objects()) {
            for (int length = 0; length < object.length; length += 7) {
                // The table of sections stands at the end, so that a cut always takes some of it.
                assertThat(isLinked(Arrays.copyOf(object, length), "length " + length))
                        .as("length %d of %d", length, object.length)
                        .isFalse();
            }
        }
    }

    /** The header of section 0 holds the numbers that are too large for the ELF header; it is never a part of memory. */
    @ParameterizedTest(name = "the field at {0} is {1}")
    @CsvSource({"4, 1", "4, 4", "8, 2", "8, 3", "8, 4", "48, 16"})
    void theFirstSectionIsNone(int field, int value) {
        byte[] object = DryLink.bytes(TestKernels.object("object.c"));
        ByteBuffer bytes = ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN);
        int first = (int) bytes.getLong(40);
        bytes.putLong(first + 32, -8192);
        assertThat(isLinked(object, "an unused size")).isTrue();
        bytes.putInt(first + field, value);
        assertThat(isLinked(object, "section 0")).isFalse();
    }

    /** Mostly where the reader looks: the header, the table of sections, then symbols and relocations wherever they are. */
    private static void mutate(byte[] file, Random random) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int table = (int) Math.max(0, Math.min(bytes.getLong(40), file.length - 64));
        int area = random.nextInt(4);
        int at = area == 0
                ? random.nextInt(64)
                : area == 1 ? table + random.nextInt(file.length - table) : random.nextInt(file.length);
        int kind = random.nextInt(4);
        if (kind == 0 && at <= file.length - Long.BYTES) {
            bytes.putLong(at & -Long.BYTES, random.nextBoolean() ? random.nextLong() : 1L << random.nextInt(64));
        } else if (kind == 1 && at <= file.length - Integer.BYTES) {
            bytes.putInt(at & -Integer.BYTES, random.nextInt(1 << (1 + random.nextInt(30))));
        } else {
            file[at] = random.nextBoolean() ? (byte) random.nextInt() : EXTREMES[random.nextInt(EXTREMES.length)];
        }
    }

    private static boolean isLinked(byte[] file, String which) {
        try {
            DryLink link = DryLink.near();
            boolean isArm = file.length > 18 && (file[18] & 0xff) == ElfMachine.AARCH64.code();
            requireInside((isArm ? link.on(ElfMachine.AARCH64) : link).link(file));
            return true;
        } catch (ModuleException e) {
            assertThat(e.problems())
                    .as(which)
                    .isNotEmpty()
                    .extracting(Problem::code)
                    .isSubsetOf(EXPECTED);
            return false;
        } catch (RuntimeException | Error e) {
            return fail(which + " gave " + e, e);
        }
    }

    /** Whatever would be called once it is mapped is code of the object. */
    private static void requireInside(LinkedImage image) {
        for (List<Long> functions : List.of(
                image.functions().init(),
                image.functions().fini(),
                image.functions().late())) {
            assertThat(functions)
                    .allMatch(f -> f >= image.base()
                            && f < image.base() + image.layout().start(Layout.CONSTANT));
        }
        assertThat(image.bytes().capacity())
                .isLessThanOrEqualTo((int) image.layout().size());
        assertThat(image.frames())
                .allMatch(f ->
                        f >= image.base() && f < image.base() + image.bytes().capacity());
    }
}
