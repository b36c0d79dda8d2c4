package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.elf.DamagedElfException;
import org.kernos.elf.ElfObject;
import org.kernos.elf.ElfRelocations;
import org.kernos.elf.ElfSection;
import org.kernos.elf.ObjectSymbol;

/** What an object says of itself, and files that were made to cost more than they weigh. */
final class ObjectReaderTest {

    private static byte[] bytes(String source, String... flags) throws Exception {
        return Files.readAllBytes(TestKernels.object(source, flags));
    }

    @Test
    void readsWhatTheCompilerWrote() throws Exception {
        ElfObject object = ElfObject.read(bytes("consumer.c"));
        assertThat(object.header().isObject()).isTrue();
        assertThat(object.imports())
                .containsExactly("provided_name", "provided_sum", "provided_value", "provided_weakly");
        assertThat(object.exports()).containsExactly("kernel_init");
        assertThat(object.sections())
                .extracting(ElfSection::name)
                .contains(".text", ".data", ".bss", ".symtab", ".rela.text");
        assertThat(object.relocations().stream().mapToInt(ElfRelocations::size).sum())
                .isGreaterThan(5);
    }

    @Test
    void hiddenAndLocalSymbolsAreNotExported() throws Exception {
        ElfObject object = ElfObject.read(bytes("provider.c", "-DNAME=\"x\""));
        assertThat(object.exports())
                .containsExactly("kernel_init", "provided_name", "provided_sum", "provided_value", "provided_weakly");
        assertThat(object.symbols()).extracting(ObjectSymbol::name).contains("provided_to_nobody");
    }

    @Test
    void threadLocalSectionsAndSymbolsAreRecognised() throws Exception {
        ElfObject object = ElfObject.read(bytes("refused.c", "-DTHREADS"));
        assertThat(object.sections())
                .filteredOn(ElfSection::isThreadLocal)
                .extracting(ElfSection::name)
                .containsExactly(".tbss");
        assertThat(object.symbols())
                .filteredOn(ObjectSymbol::isThreadLocal)
                .extracting(ObjectSymbol::name)
                .contains("counter", "elsewhere");
    }

    /** The numbers of so many sections do not fit where they usually stand. */
    @Test
    void readsSeventyThousandSections(@TempDir Path directory) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 70_000; i++) {
            text.append(".section .s")
                    .append(i)
                    .append(",\"a\"\n.globl s")
                    .append(i)
                    .append("\ns")
                    .append(i)
                    .append(": .long ")
                    .append(i)
                    .append('\n');
        }
        Path source = Files.writeString(directory.resolve("many.s"), text);
        Path object = directory.resolve("many.o");
        Process as = new ProcessBuilder("gcc", "-c", "-o", object.toString(), source.toString())
                .inheritIO()
                .start();
        assertThat(as.waitFor()).isZero();
        ElfObject many = ElfObject.read(Files.readAllBytes(object));
        assertThat(many.sections()).hasSizeGreaterThan(70_000);
        assertThat(many.exports()).hasSize(70_000);
        ObjectSymbol last = many.symbols().stream()
                .filter(s -> s.name().equals("s69999"))
                .findFirst()
                .orElseThrow();
        assertThat(many.sections().get(last.section()).name()).isEqualTo(".s69999");
    }

    private static int header(byte[] file, String section) throws DamagedElfException {
        int index = ElfObject.read(file).sections().stream()
                .filter(s -> s.name().equals(section))
                .findFirst()
                .orElseThrow()
                .index();
        return (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(40) + 64 * index;
    }

    @Test
    void sectionsThatShareTheirBytesCannotAddUpToMoreThanTheFile() throws Exception {
        byte[] file = bytes("consumer.c");
        ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (String section : List.of(".text", ".comment")) {
            int header = header(bytes("consumer.c"), section);
            all.putLong(header + 24, 0).putLong(header + 32, file.length);
        }
        assertThatThrownBy(() -> ElfObject.read(file))
                .isInstanceOf(DamagedElfException.class)
                .hasMessageContaining("overlap: they have more bytes than the file, " + file.length);
    }

    @Test
    void aRelocationNamesASymbolThatIsThere() throws Exception {
        byte[] file = bytes("consumer.c");
        ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int offset = (int) all.getLong(header(file, ".rela.text") + 24);
        all.putInt(offset + 12, 0x7fffffff);
        assertThatThrownBy(() -> ElfObject.read(file))
                .isInstanceOf(DamagedElfException.class)
                .hasMessageMatching(
                        "relocation 0 of section \\d+ \\('\\.rela\\.text'\\) is for symbol 2147483647, but the file has \\d+");
    }

    @Test
    void aCountOfSectionsIsComparedWithTheFile() throws Exception {
        byte[] file = bytes("consumer.c");
        ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        all.putShort(60, (short) 0).putLong((int) all.getLong(40) + 32, 1L << 32);
        assertThatThrownBy(() -> ElfObject.read(file)).hasMessageContaining("announces 4294967296 sections");
    }

    @Test
    void withoutSymbolsThereAreNoRelocations() throws Exception {
        byte[] file = bytes("consumer.c");
        ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int symbols = header(file, ".symtab");
        for (int header = (int) all.getLong(40); header < file.length; header += 64) {
            if (all.getInt(header + 4) == 4) {
                all.putInt(header + 40, 0);
                for (int at = 0; at < all.getLong(header + 32); at += 24) {
                    all.putInt((int) all.getLong(header + 24) + at + 12, 0);
                }
            }
        }
        all.putInt(symbols + 4, 0);
        assertThatThrownBy(() -> ElfObject.read(file)).hasMessageEndingWith("is for symbol 0, but the file has 0");
    }

    @Test
    void onlyCodeCanBeCalled() throws Exception {
        ElfObject object = ElfObject.read(bytes("provider.c", "-DNAME=\"x\""));
        assertThat(object.exportsFunction("kernel_init")).isTrue();
        assertThat(object.exportsFunction("provided_value")).isFalse();
        assertThat(object.exportsFunction("provided_to_nobody")).isFalse();
        byte[] unloaded = bytes("provider.c", "-DNAME=\"x\"");
        int text = header(unloaded, ".text");
        ByteBuffer.wrap(unloaded).order(ByteOrder.LITTLE_ENDIAN).putLong(text + 8, 4);
        assertThat(ElfObject.read(unloaded).exportsFunction("kernel_init")).isFalse();
        assertThat(ElfObject.read(bytes("sections.c")).exportsFunction("absolute"))
                .isFalse();
    }
}
