package org.kernos.container.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataAreaTest {

    @TempDir
    private Path root;

    @Test
    void noPathIsUsedTwice() {
        DataArea area = new DataArea(root.resolve("open"));
        Path first = area.fresh();
        OpenModule.removeTree(first);
        assertThat(area.fresh()).isEmptyDirectory().isNotEqualTo(first);
        assertThat(new DataArea(root.resolve("other")).fresh().getFileName()).isEqualTo(first.getFileName());
        assertThat(new DataArea(root.resolve("open")).fresh()).isNotEqualTo(first);
    }

    @Test
    void whatAnEarlierOneHasLeftGoesWithTheFirstThatIsMade() throws IOException {
        Path left = new DataArea(root).fresh();
        Files.writeString(left.resolve("libkernel.so"), "a killed JVM's");
        DataArea area = new DataArea(root);
        assertThat(left).exists();
        Path fresh = area.fresh();
        assertThat(left).doesNotExist();
        area.fresh();
        assertThat(fresh).exists();
    }

    @Test
    void aDirectoryThatNobodyAsksForIsNotMade() {
        try (DataDirectory unused = new DataDirectory(new DataArea(root.resolve("open")))) {
            assertThat(root).isEmptyDirectory();
            assertThat(unused.path()).isSameAs(unused.path()).isEmptyDirectory();
        }
        assertThat(root.resolve("open"))
                .isDirectoryNotContaining(run -> run.resolve("1").toFile().exists());
    }
}
