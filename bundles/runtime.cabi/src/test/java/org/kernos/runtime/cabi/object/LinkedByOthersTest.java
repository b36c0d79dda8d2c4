package org.kernos.runtime.cabi.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.elf.ElfMachine;
import org.kernos.elf.ElfObject;
import org.kernos.elf.ElfRelocations;
import org.kernos.elf.ElfSection;
import org.kernos.runtime.cabi.TestKernels;

/**
 * Every byte is what GNU ld makes of the same object at the same addresses. Only where the global offset table is, is each linker's
 * own affair: there the slots that the code reaches are compared.
 */
final class LinkedByOthersTest {

    private int slots;

    @ParameterizedTest(name = "gcc {0}")
    @ValueSource(
            strings = {
                "-O1",
                "-fPIC",
                "-O2 -fPIC",
                "-fPIE -ffunction-sections -fdata-sections",
                "-fno-pic -fno-pie",
                "-fno-pic -fno-pie -O2",
                "-mcmodel=large -fno-pic -fno-pie",
                "-mcmodel=medium -fno-pic -fno-pie",
                "-fno-plt -fPIC"
            })
    void forIntel(String flags) {
        assumeTrue(GnuLinker.isInstalled("ld"), "ld is not installed");
        for (String source : new String[] {"object.c", "abi.c"}) {
            compare("ld", DryLink.near(), TestKernels.object(source, flags.split(" ")));
        }
        assertThat(slots > 0).as("slots were compared").isEqualTo(!flags.contains("-fno-pi"));
    }

    @ParameterizedTest(name = "gcc {0}")
    @ValueSource(
            strings = {
                "-O1",
                "-fPIC",
                "-O2 -fPIC -ffunction-sections",
                "-fpic",
                "-O0",
                "-fno-pic",
                "-mcmodel=large -fno-pic"
            })
    void forArm(String flags) {
        assumeTrue(GnuLinker.isInstalled("aarch64-linux-gnu-gcc"), "aarch64-linux-gnu-gcc is not installed");
        DryLink arm = DryLink.near().on(ElfMachine.AARCH64);
        for (String source : new String[] {"object.c", "abi.c"}) {
            compare("aarch64-linux-gnu-ld", arm, TestKernels.armObject(source, flags.split(" ")));
        }
    }

    /** The object and what ld has made of it are kept here, as that linker is on few machines. */
    @Test
    void instructionsOfArm() throws Exception {
        Path resources = Path.of("src/test/resources/objects");
        DryLink arm = DryLink.near().on(ElfMachine.AARCH64);
        LinkedImage image = arm.link(DryLink.bytes(resources.resolve("aarch64.o")));
        ByteBuffer expected = ByteBuffer.wrap(DryLink.bytes(resources.resolve("aarch64.text")))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < expected.capacity(); at += Integer.BYTES) {
            assertThat(image.bytes().getInt(at)).as("word at %d", at).isEqualTo(expected.getInt(at));
        }
    }

    private void compare(String command, DryLink dry, Path object) {
        try {
            byte[] bytes = DryLink.bytes(object);
            LinkedImage ours = dry.link(bytes);
            ElfObject elf = ElfObject.read(bytes);
            Map<String, byte[]> theirs = new GnuLinker(command).link(object, ours, elf);
            blankTableSites(elf, ours, theirs);
            for (ElfSection section : elf.sections()) {
                if (section.isAllocated()
                        && section.hasContent()
                        && !section.name().startsWith(".note")) {
                    compare(section, ours, theirs, object);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(object.toString(), e);
        }
    }

    private static void compare(ElfSection section, LinkedImage ours, Map<String, byte[]> theirs, Path object) {
        int at = (int) ours.layout().section(section.index());
        byte[] own = Arrays.copyOfRange(ours.bytes().array(), at, at + (int) section.size());
        byte[] expected =
                section.size() == 0 ? own : Objects.requireNonNull(theirs.get(section.name()), section.name());
        assertThat(own)
                .as("%s of %s", section.name(), object.getFileName())
                .isEqualTo(Arrays.copyOf(expected, own.length));
    }

    /** Compares what is read through the tables, and makes equal what leads to them. */
    private void blankTableSites(ElfObject elf, LinkedImage ours, Map<String, byte[]> theirs) {
        RelocationTable table = RelocationTable.of(
                        elf.header().machine() == 62 ? ElfMachine.X86_64 : ElfMachine.AARCH64)
                .orElseThrow();
        for (ElfRelocations relocations : elf.relocations()) {
            ElfSection target = elf.sections().get(relocations.target());
            for (int i = 0; target.isAllocated() && i < relocations.size(); i++) {
                RelocationType type = Objects.requireNonNull(table.find(relocations.type(i)));
                String symbol = elf.symbols().get(relocations.symbol(i)).name();
                if (type.name().contains("GOT") || symbol.equals("_GLOBAL_OFFSET_TABLE_")) {
                    blank(type, relocations, i, target, ours, theirs);
                }
            }
        }
    }

    private void blank(
            RelocationType type,
            ElfRelocations relocations,
            int index,
            ElfSection target,
            LinkedImage ours,
            Map<String, byte[]> theirs) {
        int offset = (int) relocations.offset(index);
        int at = (int) ours.layout().section(target.index()) + offset;
        ByteBuffer their = ByteBuffer.wrap(Objects.requireNonNull(theirs.get(target.name())))
                .order(ByteOrder.LITTLE_ENDIAN);
        if (type.name().contains("GOTPCREL")) {
            long place = ours.base() + at - relocations.addend(index);
            long own = ours.bytes().getLong((int) (place + ours.bytes().getInt(at) - ours.base()));
            ByteBuffer got =
                    ByteBuffer.wrap(Objects.requireNonNull(theirs.get(".got"))).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(got.getLong((int) (place + their.getInt(offset) - GnuLinker.table())))
                    .as("slot of symbol %d", relocations.symbol(index))
                    .isEqualTo(own);
            slots++;
        }
        for (int i = 0; i < type.field().width(); i++) {
            their.put(offset + i, ours.bytes().get(at + i));
        }
    }

    /** A function beyond the reach of a call is reached by a jump of 16 bytes, on either machine. */
    @Test
    void jumpsToFarFunctions() throws Exception {
        long far = 0x7f12_3456_7890L;
        DryLink intel = new DryLink(
                ElfMachine.X86_64, DryLink.BASE, name -> Optional.of(SymbolSource.Definition.function(far)));
        LinkedImage image = intel.link(DryLink.bytes(TestKernels.object("dependent.c", "-fPIC", "-O0")));
        List<String> bytes = jump(image, far);
        assertThat(bytes).as("jmp *2(%rip)").startsWith("ff", "25", "02", "00", "00", "00");
        DryLink arm = intel.on(ElfMachine.AARCH64);
        image = arm.link(DryLink.bytes(Path.of("src/test/resources/objects/aarch64-call.o")));
        assertThat(jump(image, far))
                .as("ldr x16, .+8; br x16")
                .startsWith("50", "00", "00", "58", "00", "02", "1f", "d6");
        // bl is the first instruction and leads to the jump behind the code.
        assertThat(image.bytes().getInt(0)).isEqualTo(0x94000000 | 16 / 4);
    }

    /** The bytes of the only jump: eight in front of the address. */
    private static List<String> jump(LinkedImage image, long target) {
        for (int at = 0;
                at + 16 <= image.layout().start(Layout.CONSTANT)
                        && at + 16 <= image.bytes().capacity();
                at += 16) {
            if (image.bytes().getLong(at + 8) == target) {
                byte[] code = Arrays.copyOfRange(image.bytes().array(), at, at + 8);
                return IntStream.range(0, 8)
                        .mapToObj(i -> String.format("%02x", code[i]))
                        .toList();
            }
        }
        throw new AssertionError("there is no jump");
    }
}
