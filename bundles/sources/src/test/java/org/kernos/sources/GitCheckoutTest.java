package org.kernos.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.source.ModuleLoadException;

/** What may be in a commit, and what must not. */
final class GitCheckoutTest {

    @TempDir
    Path root;

    private TestRepository repository;
    private SourceCache cache;
    private GitRepositories git;

    @BeforeEach
    void make() throws Exception {
        repository = TestRepository.create(root.resolve("alu.git"));
        cache = new SourceCache(root.resolve("cache"), (source, bytes) -> {});
        git = new GitRepositories(cache, Duration.ofSeconds(30));
    }

    @AfterEach
    void close() {
        git.close();
        repository.close();
    }

    private Path resolved() throws Exception {
        return new SourceHints(Schemes.all(root, cache, git))
                .source("alu", "git+file:alu.git#main")
                .resolve();
    }

    private void refused(String... texts) throws Exception {
        assertThatExceptionOfType(ModuleLoadException.class)
                .isThrownBy(this::resolved)
                .satisfies(e -> assertThat(e.getMessage()).contains(texts).contains("fix "));
        try (Stream<Path> all = Files.walk(root.resolve("cache"))) {
            assertThat(all).allMatch(file -> !file.getFileName().toString().startsWith("alu"));
        }
        assertThat(root.resolve("evil")).doesNotExist();
    }

    private void commit(TestRepository.Entry... entries) throws Exception {
        repository.commit("refs/heads/main", entries);
    }

    @Test
    void filesAreAsTheyWereCommitted() throws Exception {
        commit(
                repository.file(".gitattributes", "*.sxs eol=crlf ident\n"),
                repository.file("kernel.sxs", "a\nb\r\n$Id$\n"),
                repository.tree("lib", repository.program("run", "#!/bin/sh\n")));
        Path alu = resolved();
        assertThat(Files.readString(alu.resolve("kernel.sxs"))).isEqualTo("a\nb\r\n$Id$\n");
        assertThat(alu.resolve("lib/run")).isExecutable();
        assertThat(Files.isExecutable(alu.resolve("kernel.sxs"))).isFalse();
    }

    @Test
    void linksInsideAreLinks() throws Exception {
        commit(
                repository.link("lib.so", "lib/lib.so.1"),
                repository.tree("lib", repository.file("lib.so.1", "code"), repository.link("up", "../lib/lib.so.1")));
        assertThat(resolved().resolve("lib.so")).isSymbolicLink().hasContent("code");
    }

    @Test
    void linksThatLeadOutAreRefused() throws Exception {
        for (String target : new String[] {"../evil", "/etc/passwd", "lib/../../alu2", "", "nowhere", "self", "a\0b"}) {
            commit(repository.file("kernel.sxs", "x"), repository.link("self", target));
            refused("KERNOS-0202", "the link 'self' to '" + target + "'");
        }
    }

    /** By its letters, the second link stays inside. */
    @Test
    void linksThatLeadOutThroughLinksAreRefused() throws Exception {
        commit(
                repository.tree("a", repository.tree("b", repository.link("up", "../.."))),
                repository.link("evil", "a/b/up/../.."));
        refused("KERNOS-0202", "the link 'evil'");
    }

    @Test
    void nothingIsWrittenThroughALink() throws Exception {
        commit(repository.link("lib", ".."), repository.tree("lib", repository.file("evil", "evil")));
        refused("KERNOS-0202", "lib");
    }

    @Test
    void namesThatLeadOutAreRefused() throws Exception {
        for (String name : new String[] {"..", ".git", ".GIT", "a\\b", "../evil"}) {
            commit(repository.file("kernel.sxs", "x"), repository.tree(name, repository.file("evil", "evil")));
            refused("KERNOS-0202", "'" + name);
        }
    }

    @Test
    void submodulesAreRefused() throws Exception {
        commit(repository.submodule("other"));
        refused("KERNOS-0202", "the submodule 'other'");
    }

    @Test
    void tooManyEntriesAreRefused() throws Exception {
        TestRepository.Entry one = repository.file("x", "x");
        commit(IntStream.range(0, 10_001)
                .mapToObj(i -> new TestRepository.Entry(String.format("f%05d", i), one.mode(), one.id()))
                .toArray(TestRepository.Entry[]::new));
        refused("KERNOS-0106", "more than 10000 entries");
    }

    @Test
    void aLinkAsLongAsAFileIsRefused() throws Exception {
        commit(repository.link("long", "x/".repeat(3_000)));
        refused("KERNOS-0106", "'long'");
    }
}
