package org.kernos.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {

    @Test
    void aTemporaryOneIsGoneWithAllItsFilesAfterClose() throws Exception {
        Path directory;
        try (var storage = Storage.temporary()) {
            directory = storage.directory();
            Files.createDirectories(directory.resolve("framework/bundle1"));
            Files.writeString(directory.resolve("framework/bundle1/info"), "x");
        }

        assertThat(directory).doesNotExist();
    }

    @Test
    void aSecondSessionIsGivenATemporaryOneAndTheNextTheSameAgain(@TempDir Path directory) throws Exception {
        try (var first = Storage.of(directory);
                var second = Storage.of(directory)) {
            assertThat(first.directory()).isEqualTo(directory);
            assertThat(second.isTemporary()).isTrue();
        }
        try (var third = Storage.of(directory)) {
            assertThat(third.directory()).isEqualTo(directory);
        }
    }

    /** Holds a temporary storage below its argument until its standard input ends, and says where. */
    static final class Holder {
        public static void main(String[] args) throws Exception {
            Storage storage = Storage.temporary(Path.of(args[0]));
            Files.writeString(storage.directory().resolve("bundle"), "x");
            System.out.println(storage.directory());
            System.in.readAllBytes();
        }
    }

    private static Process holder(Path parent) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        parent.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    @Timeout(60)
    void whatAKilledProcessLeftGoesAtTheNextStartAndWhatALivingOneUsesStays(@TempDir Path parent) throws Exception {
        Files.createDirectories(parent.resolve("kernos-of-something-else"));
        Process process = holder(parent);
        try (var output = process.inputReader()) {
            Path held = Path.of(output.readLine());

            Storage.temporary(parent).close();
            assertThat(held.resolve("bundle")).exists();

            process.destroyForcibly().waitFor();
            assertThat(held.resolve("bundle")).exists();
            Storage.temporary(parent).close();
            assertThat(held).doesNotExist();
            assertThat(parent.resolve("kernos-of-something-else")).exists();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aLinkIsNotFollowed(@TempDir Path parent) throws Exception {
        Path elsewhere = Files.createDirectories(parent.resolve("elsewhere"));
        Files.createFile(elsewhere.resolve("lock"));
        Files.createSymbolicLink(parent.resolve("kernos-link"), elsewhere);
        Storage.temporary(parent).close();
        assertThat(elsewhere.resolve("lock")).exists();
    }
}
