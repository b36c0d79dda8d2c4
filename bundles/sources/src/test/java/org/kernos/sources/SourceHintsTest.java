package org.kernos.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleSource;
import org.kernos.sources.maven.MavenArchives;
import org.kernos.sources.maven.MavenSettings;

final class SourceHintsTest {

    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final Path HERE = Path.of("/here");

    private final SourceHints hints = new SourceHints(Schemes.all(
            HERE,
            new SourceCache(HERE, (source, bytes) -> {}),
            new MavenArchives(new MavenSettings(HERE, List.of(), true, Duration.ofSeconds(1)))));

    private ModuleSource source(Object hint) throws ModuleLoadException {
        return hints.source("alu", hint);
    }

    private void refused(Object hint, String... texts) {
        assertThatExceptionOfType(ModuleLoadException.class)
                .isThrownBy(() -> source(hint))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("KERNOS-0602")
                        .contains(texts)
                        .contains("fix "));
    }

    @Test
    void filesAreAbsoluteOrCountFromTheWorkingDirectory() throws Exception {
        assertThat(source("file:/a/b")).isEqualTo(new FileSource("alu", Path.of("/a/b")));
        assertThat(source("file:///a/b")).isEqualTo(new FileSource("alu", Path.of("/a/b")));
        assertThat(source("file:a/../b")).isEqualTo(new FileSource("alu", Path.of("/here/b")));
        assertThat(source(URI.create("file:///a"))).isEqualTo(new FileSource("alu", Path.of("/a")));
    }

    @Test
    void archivesMayHaveADigest() throws Exception {
        ZipSource plain = (ZipSource) source("zip:a#b.zip");
        assertThat(plain.archive()).isEqualTo(Path.of("/here/a#b.zip"));
        assertThat(plain.digest()).isEmpty();
        ZipSource withDigest = (ZipSource) source("zip:a.zip#sha256:" + HEX.toUpperCase(java.util.Locale.ROOT));
        assertThat(withDigest.archive()).isEqualTo(Path.of("/here/a.zip"));
        assertThat(withDigest.digest()).contains(new Digest(HEX));
        assertThat(source(Map.of("source", "zip:a.zip", "digest", "sha256:" + HEX)))
                .isEqualTo(withDigest);
    }

    @Test
    void anUnknownSchemeListsTheKnownOnes() {
        refused("git+https://host/x#main", "unknown scheme 'git+https'", "known are: file, mvn, zip");
        refused("zap:a.zip", "did you mean  zip");
        refused("/a/b", "has no scheme");
        refused("", "has no scheme");
    }

    @Test
    void whatIsNoPathOrNoDigestIsRefused() {
        refused("file:", "expected a path");
        refused("zip:#sha256:" + HEX, "expected a path");
        refused("file://host/share", "expected a path on this computer");
        refused("file:a\0b", "is no path");
        refused("zip:a.zip#sha256:12", "'sha256:12', expected sha256: and 64 hexadecimal digits");
    }

    @Test
    void otherObjectsAndMapsAreRefused() {
        refused(42, "java.lang.Integer");
        refused(Map.of("source", "zip:a.zip", "colour", "red"), "'colour'");
        refused(Map.of("digest", "sha256:" + HEX), "expected a string source");
        refused(Map.of("source", "zip:a.zip", "digest", "md5:12"), "'md5:12'");
        refused(Map.of("source", "file:a", "digest", "sha256:" + HEX), "which a directory has not");
        refused(
                Map.of("source", "zip:a.zip#sha256:" + HEX, "digest", "sha256:" + "0".repeat(64)),
                "two digests, which differ");
    }
}
