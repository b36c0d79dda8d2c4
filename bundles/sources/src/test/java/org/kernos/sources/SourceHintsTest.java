package org.kernos.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleSource;
import org.kernos.archive.Digest;
import org.kernos.sources.maven.MavenArchives;
import org.kernos.sources.maven.MavenSettings;

final class SourceHintsTest {

    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final Path HERE = Path.of("/here");

    private final SourceCache cache = new SourceCache(HERE, (source, bytes) -> {});
    private final GitRepositories git = new GitRepositories(cache, Duration.ofSeconds(1));
    private final SourceHints hints = new SourceHints(Schemes.all(HERE, cache, git, archives()));

    private static MavenArchives archives() {
        return new MavenArchives(new MavenSettings(HERE, List.of(), true, Duration.ofSeconds(1)));
    }

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
        ZipSource withDigest = (ZipSource) source("zip:a.zip#sha256:" + HEX.toUpperCase(Locale.ROOT));
        assertThat(withDigest.archive()).isEqualTo(Path.of("/here/a.zip"));
        assertThat(withDigest.digest()).contains(new Digest(HEX));
        assertThat(source(Map.of("source", "zip:a.zip", "digest", "sha256:" + HEX)))
                .isEqualTo(withDigest);
    }

    @Test
    void anUnknownSchemeListsTheKnownOnes() {
        refused("svn://host/x#main", "unknown scheme 'svn'", "known are: file, git+file, git+http, git+https,");
        refused("git+ssh://host/x#main", "unknown scheme 'git+ssh' (SSH takes keys", "known are: file,");
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

    private GitHint git(Object hint) throws ModuleLoadException {
        return ((GitSource) source(hint)).hint();
    }

    @Test
    void repositoriesHaveARefAndADirectory() throws Exception {
        String commit = "ab".repeat(20);
        assertThat(git("git+https://host/x.git#v1:a/b/")).isEqualTo(new GitHint("https://host/x.git", "v1", "a/b"));
        assertThat(git("git+http://host:81/x/y")).isEqualTo(new GitHint("http://host:81/x/y", "HEAD", ""));
        assertThat(git("git+file:x#:a")).isEqualTo(new GitHint("file:/here/x", "HEAD", "a"));
        assertThat(git("git+file:///x#" + commit.toUpperCase(Locale.ROOT)))
                .isEqualTo(new GitHint("file:/x", commit, ""));
        assertThat(git(Map.of("source", "git+https://host/x.git", "ref", "v1", "directory", "a/b")))
                .isEqualTo(new GitHint("https://host/x.git", "v1", "a/b"));
        assertThat(git("git+https://host/x.git#v1")).hasToString("git+https://host/x.git#v1");
    }

    @Test
    void modulesInRepositoriesAreNamedAsTheirDirectoryOrTheRepository() {
        assertThat(new GitHint("https://host/a/alu.git", "v1", "").directoryName())
                .isEqualTo("alu");
        assertThat(new GitHint("https://host/a/alu/", "v1", "").directoryName()).isEqualTo("alu");
        assertThat(new GitHint("file:/work/alu/.git", "v1", "").directoryName()).isEqualTo("alu");
        assertThat(new GitHint("https://host/alu.git", "v1", "a/mul").directoryName())
                .isEqualTo("mul");
        assertThat(new GitHint("https://host/a/..", "v1", "").directoryName()).isEqualTo("module");
        assertThat(new GitHint("https://host/a?b=c", "v1", "").directoryName()).isEqualTo("a_b_c");
    }

    @Test
    void repositoriesThatCannotBeMeantAreRefused() {
        refused("git+https:host/x", "names no host or no path");
        refused("git+https://host", "names no host or no path");
        refused("git+https:// host/x", "Illegal character");
        refused("git+file:#main", "expected a path");
        refused("git+https://me:secret@host/x.git", "a user or a password");
        refused("git+https://host/x#a..b", "'a..b' is no branch");
        refused("git+https://host/x#-x", "'-x' is no branch");
        refused("git+https://host/x#v1:../y", "'../y' is no directory");
        refused("git+https://host/x#v1:/y", "'/y' is no directory");
        refused("git+https://host/x#v1#sha256:" + HEX, "write a whole commit id behind the #");
        refused(Map.of("source", "git+https://host/x#v1", "ref", "v2"), "the keys [ref] beside it");
        refused(Map.of("source", "git+https://host/x", "branch", "v2"), "expected digest, directory, ref, source");
        refused(Map.of("source", "zip:a.zip", "ref", "v2"), "expected digest, source");
    }

    /** With what wraps and what causes it, as a log shows it. */
    private static void keepsSecret(Object what, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).as("%s", what).isNotNull();
        assertThat(thrown).as("%s", what).hasMessageNotContaining("secret");
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).as("%s", what).doesNotContain("secret");
    }

    static List<Object> hintsWithPasswords() {
        String digest = "#sha256:" + HEX;
        return List.of(
                "git+https://me:secret@host/x.git",
                "git+https://secret@host/x.git",
                "git+https://me:secret@my_host/x.git",
                "git+HTTPS://me:secret@host/x.git",
                "git+https:me:secret@host/x",
                "git+https:/me:secret@host/x",
                "git+https://me:secret@host/x#main" + digest,
                "git+https://me:secret@host/x.git#a..b",
                "git+https://me:se cret/secret@host/x.git",
                "git+https://me:/secret@ho st/x.git",
                "git+https://me:#secret@host/x.git",
                "git+file://me:secret@host/x.git",
                Map.of("source", "git+https://me:secret@host/x#main", "ref", "v2"),
                Map.of("source", "git+https://me:secret@host/x", "branch", "v2"),
                Map.of("source", "zip://me:secret@host/x#sha256:" + "0".repeat(64), "digest", "sha256:" + HEX),
                Map.of("source", "zip:x", "digest", "https://me:secret@host/x"),
                Map.of("source", "zip:x", "https://me:secret@host/x", "x"),
                Map.of("https://me:secret@host/x", "x"),
                "https://me:secret@host/x.git",
                URI.create("https://me:secret@host/x.git"),
                "git+ssh://me:secret@host/x.git",
                "//me:secret@host/x.git",
                "mvn:https://me:secret@host/x",
                "file://me:secret@host/x",
                "file://me:secret@host/x" + digest,
                "file:https://me:secret@host/\0",
                "file:https://me:secret@host/x",
                "zip://me:secret@host/x.zip",
                "zip:https://me:secret@host/x.zip#sha256:12",
                "zip:https://me:secret@host/x.zip");
    }

    @ParameterizedTest
    @MethodSource("hintsWithPasswords")
    void passwordsAreNotRepeated(Object hint) throws Exception {
        keepsSecret(hint, () -> source(hint).resolve());
        LayeredResolver hinted = new LayeredResolver(List.of(new Layers.Hinted(hints)));
        keepsSecret(hint, () -> hinted.resolve("alu", hint).resolve());
        assertThat(hinted.explain("alu", hint).toString()).doesNotContain("secret");
    }

    @Test
    void passwordsOfOverridesAreNotRepeated() throws Exception {
        String hint = "zip:https://me:secret@host/x.zip";
        for (boolean onlyVerified : List.of(true, false)) {
            Layer overrides = new Layers.Overrides(Map.of("alu", hint), hints, onlyVerified);
            assertThat(overrides.ask("alu", null).text()).contains("zip:https://...@host/x.zip");
            LayeredResolver resolver = new LayeredResolver(List.of(overrides));
            keepsSecret(hint, () -> resolver.resolve("alu", null).resolve());
            assertThat(resolver.explain("alu", null).toString()).doesNotContain("secret");
        }
        assertThat(new Layers.Hinted(hints).ask("alu", hint).text()).isEqualTo("zip:https://...@host/x.zip");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kernos.sources.maven.repositories | https://me:secret@host/x
            kernos.sources.maven.repositories | https://a.example , https://secret@host
            kernos.sources.maven.repositories | https://me:a/secret@host
            kernos.sources.maven.repositories | https://me:a,secret@host
            kernos.sources.maven.repositories | https://me:secret,b@host
            kernos.sources.maven.repositories | http:me:secret@host
            kernos.sources.maven.repositories | file://me:secret@host/x
            kernos.sources.maven.repositories | ftp://me:secret@host/x
            kernos.sources.overrides          | a/b=git+https://me:secret@host/x
            kernos.sources.overrides          | alu=git+https://me:a,secret@host/x
            kernos.sources.digests            | alu=https://me:secret@host/x
            """)
    void passwordsInTheConfigurationAreNotRepeated(String key, String value) {
        keepsSecret(value, () -> SourcesSettings.of(Map.of(key, value)::get, HERE));
    }

    @Test
    void whatIsNoPasswordIsRepeated() {
        for (String hint : List.of(
                "git+https://host/x@v2#v1@2", "mvn:org.example:alu:1.0@jar", "git+http://host:81/x", "file:/a@b")) {
            assertThat(UserInfo.blanked(hint)).isEqualTo(hint);
            assertThat(UserInfo.isIn(hint.replace("git+", ""))).as(hint).isFalse();
        }
        assertThat(UserInfo.isIn("http://host:81/x@y")).isFalse();
    }

    @Test
    void digestsAndCommitsAreVerified() throws Exception {
        assertThat(hints.isVerified("alu", "zip:a.zip#sha256:" + HEX)).isTrue();
        assertThat(hints.isVerified("alu", "git+https://host/x#" + "ab".repeat(20)))
                .isTrue();
        assertThat(hints.isVerified("alu", Map.of("source", "git+file:x", "ref", "ab".repeat(20))))
                .isTrue();
        assertThat(hints.isVerified("alu", "zip:a.zip")).isFalse();
        assertThat(hints.isVerified("alu", "file:a")).isFalse();
        assertThat(hints.isVerified("alu", "git+https://host/x#main")).isFalse();
        assertThat(hints.isVerified("alu", "git+https://host/x#" + "ab".repeat(19)))
                .isFalse();
    }
}
