package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.container.bundle.Revisions;

class NewBundlesTest {

    @TempDir
    Path area;

    /** A bundle too large for the memory is on the disk while the framework copies it. */
    @Test
    void whatAKilledProcessHasLeftIsTidiedAway() throws Exception {
        Path left = Files.createTempFile(area, "module", ".jar");
        Path other = Files.writeString(area.resolve("revisions"), "module 1\n");

        new NewBundles(area, new Revisions(other));

        assertThat(left).doesNotExist();
        assertThat(other).exists();
    }
}
