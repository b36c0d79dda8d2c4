package org.kernos.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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
}
