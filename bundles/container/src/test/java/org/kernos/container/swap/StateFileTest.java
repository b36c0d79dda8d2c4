package org.kernos.container.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ModuleException;
import org.kernos.api.ProblemCode;
import org.kernos.spi.StateBytes;
import org.osgi.framework.Version;

final class StateFileTest {

    private static final int HEADER = 67;

    @TempDir
    @Nullable
    Path directory;

    private Path path() {
        return Objects.requireNonNull(directory).resolve("counter.state");
    }

    private StateFile file() {
        return new StateFile(path(), "counter");
    }

    private static SavedState state(byte[] data) {
        return new SavedState("counter", new Version(1, 2, 3, "rc"), 42, StateSeal.seal(StateBytes.of(data), 5));
    }

    private static byte[] data(int length) {
        byte[] data = new byte[length];
        new Random(length).nextBytes(data);
        return data;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(Objects.requireNonNull(directory))) {
            return files.map(each -> String.valueOf(each.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5_000_000})
    void whatWasWrittenIsRead(int length) throws Exception {
        byte[] data = data(length);
        file().write(state(data));
        SavedState read = file().read().orElseThrow();
        assertThat(read.module()).isEqualTo("counter");
        assertThat(read.version()).isEqualTo(new Version(1, 2, 3, "rc"));
        assertThat(read.revision()).isEqualTo(42);
        assertThat(read.state().stateVersion()).isEqualTo(5);
        assertThat(read.state().open().array()).isEqualTo(data);
        assertThat(names()).containsExactly("counter.state");
    }

    @Test
    void theFormatIsTheDocumentedOne() throws Exception {
        file().write(state(new byte[] {1, 2, 3}));
        byte[] written = Files.readAllBytes(path());
        StateSeal seal = StateSeal.seal(StateBytes.of(new byte[] {1, 2, 3}), 5);
        ByteBuffer expected = ByteBuffer.allocate(HEADER + 3).put("KSTATE\r\n".getBytes(StandardCharsets.US_ASCII));
        expected.putInt(1)
                .putInt(HEADER)
                .putLong(42)
                .putInt(5)
                .putInt(seal.checksum())
                .putInt(seal.crc32c());
        expected.putLong(3).putShort((short) 7).put("counter".getBytes(StandardCharsets.US_ASCII));
        expected.putShort((short) 8).put("1.2.3.rc".getBytes(StandardCharsets.US_ASCII));
        CRC32C crc = new CRC32C();
        crc.update(expected.array(), 0, expected.position());
        expected.putInt((int) crc.getValue()).put(new byte[] {1, 2, 3});
        assertThat(written).isEqualTo(expected.array());
    }

    @Test
    void withoutAFileThereIsNoState() throws Exception {
        assertThat(file().read()).isEmpty();
        assertThat(names()).isEmpty();
    }

    @Test
    void aLaterStateTakesThePlaceOfTheFormerOne() throws Exception {
        file().write(state(data(10)));
        file().write(state(data(20)));
        assertThat(file().read().orElseThrow().state().data().array()).isEqualTo(data(20));
        assertThat(names()).containsExactly("counter.state");
    }

    /** What is left when the process is killed while it writes. */
    @Test
    void aWriteThatWasCutOffHarmsNothing() throws Exception {
        file().write(state(data(10)));
        Path fresh = path().resolveSibling("counter.state.new");
        Files.write(fresh, Arrays.copyOf(Files.readAllBytes(path()), HEADER + 4));
        assertThat(file().read().orElseThrow().state().data().array()).isEqualTo(data(10));
        file().write(state(data(3)));
        assertThat(file().read().orElseThrow().state().data().array()).isEqualTo(data(3));
        assertThat(names()).containsExactly("counter.state");
    }

    @Test
    void anInterruptedThreadSavesToo() throws Exception {
        Thread.currentThread().interrupt();
        try {
            file().write(state(data(3_000_000)));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(file().read().orElseThrow().state().data().array()).isEqualTo(data(3_000_000));
    }

    private ModuleException refused() {
        return Objects.requireNonNull(
                catchThrowableOfType(ModuleException.class, () -> file().read()), "the file was read");
    }

    private String damage(byte[] content) throws IOException {
        Files.write(path(), content);
        ModuleException refused = refused();
        assertThat(refused.problems().get(0).code()).isEqualTo(ProblemCode.STATE);
        assertThat(path()).doesNotExist();
        Path aside = path().resolveSibling("counter.state.damaged-1");
        assertThat(Files.readAllBytes(aside)).isEqualTo(content);
        Files.delete(aside);
        return refused.problems().get(0).message().replaceAll("\\b[0-9a-f]{8}\\b", "########");
    }

    private byte[] written(byte[] data) throws Exception {
        file().write(state(data));
        return Files.readAllBytes(path());
    }

    private static String damaged(String what) {
        return "the saved state of module 'counter' is damaged: " + what + "; the file is now counter.state.damaged-1";
    }

    @Test
    void eachKindOfDamageIsNamedAndNothingIsLost() throws Exception {
        byte[] good = written(data(20));
        assertThat(damage(new byte[0])).isEqualTo(damaged("it ends after 0 bytes, within its header"));
        assertThat(damage(Arrays.copyOf(good, 15))).isEqualTo(damaged("it ends after 15 bytes, within its header"));
        assertThat(damage("no state but a text".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(damaged("it does not begin as a saved state does"));
        assertThat(damage(Arrays.copyOf(good, 40)))
                .isEqualTo(damaged("it ends after 40 bytes, within its header of 67"));
        assertThat(damage(Arrays.copyOf(good, good.length - 1)))
                .isEqualTo(damaged("it has 19 bytes of state, expected 20"));
        assertThat(damage(Arrays.copyOf(good, good.length + 1)))
                .isEqualTo(damaged("it has 21 bytes of state, expected 20"));
        byte[] format = good.clone();
        format[11] = 2;
        assertThat(damage(format)).isEqualTo(damaged("its format is 2, expected 1"));
        byte[] size = good.clone();
        size[12] = (byte) 0xff;
        assertThat(damage(size)).isEqualTo(damaged("its header has 4278190147 bytes, expected 52 to 131122"));
        byte[] header = good.clone();
        header[20]++;
        assertThat(damage(header)).isEqualTo(damaged("the CRC32C of its header is ########, written as ########"));
        byte[] altered = good.clone();
        altered[good.length - 1] ^= 1;
        assertThat(damage(altered))
                .isEqualTo(damaged("of its 20 bytes the checksum is ########, sealed with ########,"
                        + " and the CRC32C is ########, sealed with ########"));
    }

    /** Damage that no storage does, but a program. */
    @Test
    void aSoundHeaderOfSomethingElseIsDamageToo() throws Exception {
        byte[] other = written(data(20));
        other[46] = 'C';
        assertThat(damage(resealed(other))).isEqualTo(damaged("it is of module 'Counter', expected 'counter'"));
        byte[] absurd = written(data(20));
        ByteBuffer.wrap(absurd).putLong(36, -1);
        assertThat(damage(resealed(absurd)))
                .isEqualTo(damaged("it has 20 bytes of state, expected 18446744073709551615"));
        byte[] unread = written(data(20));
        unread[55] = 'x';
        assertThat(damage(resealed(unread))).contains("its header does not hold together: ");
        byte[] names = written(data(20));
        names[44] = 1;
        assertThat(damage(resealed(names))).contains("its header does not hold together: ");
    }

    private static byte[] resealed(byte[] file) {
        CRC32C crc = new CRC32C();
        crc.update(file, 0, HEADER - 4);
        ByteBuffer.wrap(file).putInt(HEADER - 4, (int) crc.getValue());
        return file;
    }

    @Test
    void everyAlteredBitIsSeen() throws Exception {
        byte[] good = written(data(24));
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] altered = good.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            damage(altered);
        }
    }

    @Test
    void everyLengthButItsOwnIsSeen() throws Exception {
        byte[] good = written(data(24));
        for (int length = 0; length <= good.length + 10; length++) {
            if (length != good.length) {
                damage(Arrays.copyOf(good, length));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void noContentIsAnythingButReadOrDamage(int seed) throws Exception {
        byte[] good = written(data(200));
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            byte[] odd = odd(good, random);
            if (!Arrays.equals(odd, good)) {
                damage(odd);
            }
        }
    }

    /** Some bytes altered, a part cut out, doubled or moved, or another beginning. */
    private static byte[] odd(byte[] good, Random random) {
        int from = random.nextInt(good.length);
        int to = from + random.nextInt(good.length - from + 1);
        ByteArrayOutputStream odd = new ByteArrayOutputStream();
        switch (random.nextInt(4)) {
            case 0 -> {
                odd.write(good, 0, from);
                odd.write(good, to, good.length - to);
            }
            case 1 -> {
                odd.write(good, 0, to);
                odd.write(good, from, good.length - from);
            }
            case 2 -> {
                odd.write(good, from, good.length - from);
                odd.write(good, 0, from);
            }
            default -> {
                byte[] altered = good.clone();
                for (int i = 1 + random.nextInt(8); i > 0; i--) {
                    altered[random.nextInt(altered.length)] = (byte) random.nextInt();
                }
                odd.writeBytes(altered);
            }
        }
        return odd.toByteArray();
    }

    @Test
    void whatWasSetAsideBeforeStays() throws Exception {
        for (int i = 1; i <= 3; i++) {
            Files.write(path(), new byte[] {(byte) i});
            assertThat(refused()).hasMessageContaining("the file is now counter.state.damaged-" + i);
        }
        assertThat(names())
                .containsExactly("counter.state.damaged-1", "counter.state.damaged-2", "counter.state.damaged-3");
        assertThat(path().resolveSibling("counter.state.damaged-2")).hasBinaryContent(new byte[] {2});
        assertThat(file().read()).isEmpty();
    }

    @Test
    void whatCannotBeReadStaysWhereItIs() throws Exception {
        Files.createDirectory(path());
        assertThat(refused())
                .hasMessageContaining("KERNOS-0214 the saved state of module 'counter' cannot be read: ")
                .hasMessageContaining("at  " + path());
        assertThat(names()).containsExactly("counter.state");
    }

    @Test
    void aWriteThatFailsLeavesWhatWasThere() throws Exception {
        Path missing = Objects.requireNonNull(directory).resolve("missing").resolve("counter.state");
        assertThatThrownBy(() -> new StateFile(missing, "counter").write(state(data(3))))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("KERNOS-0501 the state of module 'counter' was not saved: ")
                .hasCauseInstanceOf(IOException.class);
        // The name is taken by a directory that is not empty: the whole file is written, and cannot be moved there.
        Files.createDirectories(path().resolve("taken"));
        assertThatThrownBy(() -> file().write(state(data(3)))).hasMessageContaining("was not saved");
        assertThat(names()).containsExactly("counter.state");
        assertThat(path().resolve("taken")).exists();
    }

    /** {@code /dev/full} is a disk without room. */
    @Test
    void aFullDiskLeavesWhatWasThere() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        file().write(state(data(10)));
        Files.createSymbolicLink(path().resolveSibling("counter.state.new"), full);
        assertThatThrownBy(() -> file().write(state(data(20))))
                .hasMessageContaining("was not saved")
                .hasMessageContaining("space");
        assertThat(file().read().orElseThrow().state().data().array()).isEqualTo(data(10));
        assertThat(names()).containsExactly("counter.state");
    }

    @Test
    void aStateOfAnotherModuleIsNotWritten() {
        assertThatThrownBy(() -> new StateFile(path(), "other").write(state(data(3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a state of module 'counter', expected 'other'");
    }
}
