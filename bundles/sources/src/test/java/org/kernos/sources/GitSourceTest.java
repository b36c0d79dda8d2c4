package org.kernos.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.archive.DirectoryTree;

/** Repositories on this computer. */
final class GitSourceTest {

    @TempDir
    Path root;

    private final AtomicInteger fetches = new AtomicInteger();
    private TestRepository repository;
    private GitRepositories git;
    private SourceHints hints;

    @BeforeEach
    void make() throws Exception {
        repository = TestRepository.create(root.resolve("alu.git"));
        start();
    }

    /** As after a restart: with nothing but what is in the file system. */
    private void start() {
        SourceCache cache = new SourceCache(root.resolve("cache"), (source, bytes) -> {
            if (bytes == 0 && source.contains(" at ")) {
                fetches.incrementAndGet();
            }
        });
        git = new GitRepositories(cache, Duration.ofSeconds(30));
        hints = new SourceHints(Schemes.all(root, cache, git));
    }

    @AfterEach
    void close() {
        git.close();
        repository.close();
    }

    private Path resolved(Object hint) throws Exception {
        return hints.source("alu", hint).resolve();
    }

    private void notFound(String hint, String... texts) {
        assertThatExceptionOfType(ModuleNotFoundException.class)
                .isThrownBy(() -> resolved(hint))
                .satisfies(e -> assertThat(e.getMessage()).contains(texts).contains("fix "));
    }

    private String commit(String content) throws IOException {
        return repository.commit("refs/heads/main", repository.file("kernel.sxs", content));
    }

    @Test
    void theDefaultBranchABranchATagAndACommitLeadToTheModule() throws Exception {
        String first = commit("first");
        repository.tag("1.0", first);
        repository.set("refs/heads/old/way", first);
        commit("second");
        assertThat(resolved("git+file:alu.git").resolve("kernel.sxs")).hasContent("second");
        assertThat(resolved("git+file:" + root + "/alu.git#main").resolve("kernel.sxs"))
                .hasContent("second");
        assertThat(resolved("git+file://" + root + "/alu.git#1.0").resolve("kernel.sxs"))
                .hasContent("first");
        assertThat(resolved("git+file:alu.git#refs/heads/old/way").resolve("kernel.sxs"))
                .hasContent("first");
        assertThat(resolved("git+file:alu.git#" + first)).hasFileName("alu");
        assertThat(resolved(Map.of("source", "git+file:alu.git", "ref", "old/way"))
                        .resolve("kernel.sxs"))
                .hasContent("first");
        assertThat(fetches).as("of two commits").hasValue(2);
    }

    @Test
    void aTagCountsBeforeABranchOfTheSameName() throws Exception {
        repository.tag("both", commit("tagged"));
        repository.set("refs/heads/both", commit("branched"));
        assertThat(resolved("git+file:alu.git#both").resolve("kernel.sxs")).hasContent("tagged");
        assertThat(resolved("git+file:alu.git#refs/heads/both").resolve("kernel.sxs"))
                .hasContent("branched");
    }

    @Test
    void aDirectoryInTheRepositoryIsWrittenAlone() throws Exception {
        repository.commit(
                "refs/heads/main",
                repository.file("README", "all"),
                repository.tree(
                        "modules",
                        repository.tree("alu", repository.file("kernel.sxs", "alu")),
                        repository.tree("mul", repository.file("kernel.sxs", "mul"))));
        Path alu = resolved("git+file:alu.git#main:modules/alu");
        assertThat(alu).hasFileName("alu");
        assertThat(alu.getParent()).isDirectoryNotContaining("glob:**README");
        assertThat(alu.resolve("kernel.sxs")).hasContent("alu");
        assertThat(resolved(Map.of("source", "git+file:alu.git", "directory", "modules/mul/"))
                        .resolve("kernel.sxs"))
                .hasContent("mul");
        assertThat(fetches).hasValue(1);
        notFound("git+file:alu.git#main:modules/alv", "no directory 'modules/alv'", "did you mean  modules/alu");
        notFound("git+file:alu.git#main:README", "no directory 'README'");
    }

    @Test
    void aBranchThatHasMovedIsCheckedOutAtTheSamePlace() throws Exception {
        commit("first");
        Path before = resolved("git+file:alu.git#main");
        commit("second");
        assertThat(resolved("git+file:alu.git#main")).isEqualTo(before);
        assertThat(before.resolve("kernel.sxs")).hasContent("second");
        start();
        assertThat(resolved("git+file:alu.git#main")).isEqualTo(before);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void whatWasFetchedOnceIsThereWithoutTheRepository() throws Exception {
        String first = commit("first");
        Path branch = resolved("git+file:alu.git#main");
        repository.close();
        DirectoryTree.delete(repository.directory());
        start();
        assertThat(resolved("git+file:alu.git#" + first).resolve("kernel.sxs")).hasContent("first");
        assertThat(fetches).hasValue(1);
        assertThat(branch.resolve("kernel.sxs")).hasContent("first");
        notFound("git+file:alu.git#main", "there is no directory " + repository.directory());
        notFound("git+file:alu.git#" + "0".repeat(40), "there is no directory");
    }

    @Test
    void onlyTheCommitItselfIsFetched() throws Exception {
        String first = commit("first");
        String second = commit("second");
        resolved("git+file:alu.git#" + second);
        try (Stream<Path> all = Files.walk(root.resolve("cache"))) {
            List<Path> shallow = all.filter(file -> file.endsWith("shallow")).toList();
            assertThat(shallow).hasSize(1);
            assertThat(shallow.get(0)).hasContent(second);
        }
        assertThat(resolved("git+file:alu.git#" + first).resolve("kernel.sxs")).hasContent("first");
    }

    @Test
    void aCommitThatNoRefIsAtIsFound() throws Exception {
        String first = commit("first");
        commit("second");
        assertThat(resolved("git+file:alu.git#" + first).resolve("kernel.sxs")).hasContent("first");
    }

    @Test
    void wrongNamesHaveNearOnesAndWrongAddressesAreNamed() throws Exception {
        notFound("git+file:alu.git#main", "has no commit yet");
        repository.tag("1.0", commit("first"));
        notFound("git+file:alu.git#mian", "no branch and no tag 'mian'", "did you mean  main");
        notFound("git+file:alu.git#1.1", "did you mean  1.0");
        notFound("git+file:alu.git#" + "0".repeat(40), "no commit " + "0".repeat(40) + " on any branch or tag");
        notFound("git+file:nowhere.git#main", "there is no directory " + root.resolve("nowhere.git"));
        Files.createDirectories(root.resolve("plain"));
        notFound("git+file:plain#main", "there is no Git repository");
    }

    @Test
    void aTagOfAFileIsNoCommit() throws Exception {
        commit("first");
        repository.set("refs/tags/file", repository.file("x", "x").id().name());
        notFound("git+file:alu.git#file", "'file' is no commit");
    }

    /** As {@code kill -9} leaves it: a download that nobody may ask for again. */
    @Test
    void whatWasCutOffIsDeletedBeforeTheNextFetch() throws Exception {
        commit("first");
        Path half = root.resolve("cache/" + "0".repeat(32) + ".new/content/repository.git/objects");
        Files.createDirectories(half);
        Files.writeString(half.resolve("incoming_1.pack"), "PACK");
        assertThat(resolved("git+file:alu.git#main").resolve("kernel.sxs")).hasContent("first");
        try (Stream<Path> files = Files.list(root.resolve("cache"))) {
            assertThat(files).allMatch(file -> file.getFileName().toString().matches("[0-9a-f]{32}"));
        }
    }

    @Test
    void aRepositoryThatIsGoneFromTheCacheIsFetchedAgain() throws Exception {
        String first = commit("first");
        Path module = resolved("git+file:alu.git#" + first);
        DirectoryTree.delete(root.resolve("cache"));
        assertThat(resolved("git+file:alu.git#" + first)).isEqualTo(module);
        assertThat(fetches).hasValue(2);
    }
}
