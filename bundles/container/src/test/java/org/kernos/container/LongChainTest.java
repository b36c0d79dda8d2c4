package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.BootReport;
import org.kernos.api.Problem;

/** Modules each of which needs the next: a resolver that follows a chain by recursion overflows its stack. */
final class LongChainTest {

    @TempDir
    Path root;

    private static List<Path> chain(TestContainer kernos, int length, String... last) throws Exception {
        List<Path> directories = new ArrayList<>();
        for (int i = 0; i < length - 1; i++) {
            directories.add(kernos.module("m" + i, "needs=m" + (i + 1)));
        }
        directories.add(kernos.module("m" + (length - 1), last));
        return directories;
    }

    /** Longer than what the framework resolves in one operation; what a longer one adds is time. */
    @Test
    @Timeout(120)
    void aLongChainIsLoadedProvidersFirst() throws Exception {
        try (TestContainer kernos = new TestContainer(root)) {
            BootReport report = kernos.container().loadAll(chain(kernos, 4_000));
            assertThat(report.refused()).isEmpty();
            assertThat(report.active()).hasSize(4_000);
            assertThat(kernos.runtime.events)
                    .startsWith("open m3999", "open m3998")
                    .endsWith("open m0");
        }
    }

    @Test
    @Timeout(120)
    void aLongChainWithoutItsEndIsRefusedInShortSentences() throws Exception {
        try (TestContainer kernos = new TestContainer(root)) {
            BootReport report = kernos.container().loadAll(chain(kernos, 600, "needs=nowhere"));
            assertThat(report.active()).isEmpty();
            assertThat(report.refused()).hasSize(600);
            assertThat(report.refused().get(root.resolve("modules/m0").toString()))
                    .extracting(Problem::message)
                    .singleElement()
                    .asString()
                    .hasSizeLessThan(1_500)
                    .endsWith("module 'm10' is unresolved in its turn");
            assertThat(kernos.bundles()).isEmpty();
        }
    }
}
