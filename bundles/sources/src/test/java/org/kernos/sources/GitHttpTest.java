package org.kernos.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleNotFoundException;

/** Repositories behind HTTP, on this computer. */
@Timeout(120)
final class GitHttpTest {

    @TempDir
    Path root;

    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private TestRepository repository;
    private GitServer server;
    private GitRepositories git;
    private SourceHints hints;

    @BeforeEach
    void make() throws Exception {
        repository = TestRepository.create(root.resolve("served/alu.git"));
        server = new GitServer(repository);
        start(Duration.ofSeconds(60));
    }

    private void start(Duration silence) {
        start(silence, 1 << 30);
    }

    private void start(Duration silence, long mostBytes) {
        SourceCache cache = new SourceCache(
                root.resolve("cache"), (source, bytes) -> told.add(source + (bytes == 0 ? "" : " ...")));
        git = new GitRepositories(cache, silence, mostBytes);
        hints = new SourceHints(Schemes.all(root, cache, git));
    }

    @AfterEach
    void close() {
        git.close();
        server.close();
        repository.close();
    }

    private Path resolved(String hint) throws Exception {
        return hints.source("alu", hint).resolve();
    }

    private String hint(String name, String ref) {
        return "git+" + server.address(name) + "#" + ref;
    }

    private void notFound(String hint, String... texts) {
        assertThatExceptionOfType(ModuleNotFoundException.class)
                .isThrownBy(() -> resolved(hint))
                .satisfies(e -> assertThat(e.getMessage()).contains(texts).contains("fix "));
    }

    private String commit(String content) throws Exception {
        return repository.commit("refs/heads/main", repository.file("kernel.sxs", content));
    }

    private List<String> shallow() throws Exception {
        try (Stream<Path> all = Files.walk(root.resolve("cache"))) {
            return all.filter(file -> file.endsWith("shallow"))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private void nothingIsLeft() throws Exception {
        if (Files.exists(root.resolve("cache"))) {
            try (Stream<Path> files = Files.list(root.resolve("cache"))) {
                assertThat(files).noneMatch(file -> file.toString().endsWith(".new"));
            }
        }
    }

    @Test
    void aServerThatSpeaksGitGivesTheCommitAlone() throws Exception {
        String first = commit("first");
        commit("second");
        assertThat(resolved(hint("smart", "main")).resolve("kernel.sxs")).hasContent("second");
        assertThat(shallow()).hasSize(1);
        assertThat(resolved(hint("smart", first)).resolve("kernel.sxs")).hasContent("first");
        notFound(hint("smart", "mian"), "no branch and no tag 'mian'", "did you mean  main");
    }

    @Test
    void aServerOfFilesGivesAllItHas() throws Exception {
        String first = commit("first");
        commit("second");
        Files.createDirectories(repository.directory().resolve("info"));
        Files.writeString(
                repository.directory().resolve("info/refs"),
                repository.repository().resolve("refs/heads/main").name() + "\trefs/heads/main\n");
        assertThat(resolved(hint("dumb", "main")).resolve("kernel.sxs")).hasContent("second");
        assertThat(resolved(hint("dumb", first)).resolve("kernel.sxs")).hasContent("first");
    }

    @Test
    void progressIsToldFromTheBeginning() throws Exception {
        String first = commit("first".repeat(10_000));
        resolved(hint("smart", first));
        String source = server.address("smart") + " at " + first;
        assertThat(told).contains(source, source + " ...");
    }

    @Test
    void aThousandAtOnceFetchOnce() throws Exception {
        String hint = hint("smart", commit("first"));
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            Set<Path> answers = new HashSet<>();
            for (Future<Path> each :
                    threads.invokeAll(Collections.<Callable<Path>>nCopies(1_000, () -> resolved(hint)))) {
                answers.add(each.get());
            }
            assertThat(answers).hasSize(1);
            assertThat(server.fetches).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aCommitThatWasFetchedAsksNoHostAndABranchIsWhereItWas() throws Exception {
        String first = commit("first");
        Path branch = resolved(hint("smart", "main"));
        String ofBranch = hint("smart", "main");
        String ofCommit = hint("smart", first);
        String ofOther = hint("smart", "other");
        int asked = server.lookups.get();
        assertThat(asked).isPositive();
        resolved(ofCommit);
        assertThat(server.lookups).hasValue(asked);
        server.close();
        start(Duration.ofSeconds(60));
        assertThat(resolved(ofCommit).resolve("kernel.sxs")).hasContent("first");
        assertThat(resolved(ofBranch)).isEqualTo(branch);
        notFound(ofOther, "the host cannot be reached", "cache: 'other' was not seen before");
    }

    @Test
    void whoeverCannotBeReachedIsNamed() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        notFound("git+http://127.0.0.1:" + free + "/x.git#main", "the host cannot be reached", "was not seen before");
        notFound(hint("nowhere", "main"), "there is no Git repository");
        notFound(hint("locked", "main"), "wants a password", "git+file:PATH");
    }

    @Test
    void aHostThatSaysNothingIsGivenUp() throws Exception {
        start(Duration.ofSeconds(1));
        notFound(hint("silent", "main"), "the host has said nothing for 1000 ms (kernos.sources.silence.ms)");
        nothingIsLeft();
    }

    @Test
    void aHostThatFallsSilentIsGivenUp() throws Exception {
        String first = commit("first");
        start(Duration.ofSeconds(1));
        notFound(hint("half", first), "the host has said nothing for 1000 ms", "the commit was not fetched before");
        nothingIsLeft();
    }

    @Test
    void anInterruptEndsTheWaitForAHostThatSaysNothing() throws Exception {
        interrupted(hint("silent", "main"));
    }

    @Test
    void anInterruptEndsADownload() throws Exception {
        String first = commit("first");
        interrupted(hint("half", first));
        assertThat(resolved(hint("smart", first))).isDirectory();
    }

    private void interrupted(String hint) throws Exception {
        FutureTask<Void> call = new FutureTask<>(() -> {
            assertThatThrownBy(() -> resolved(hint)).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            return null;
        });
        Thread thread = new Thread(call);
        thread.start();
        server.silent.await();
        thread.interrupt();
        call.get();
        nothingIsLeft();
    }

    @Test
    void aDownloadEndsAtItsLimitAndWhenItIsCancelled() throws Exception {
        Files.writeString(repository.directory().resolve("large"), "x".repeat(100_000));
        URL url = URI.create(server.address("dumb") + "/large").toURL();
        LongAdder counted = new LongAdder();
        GitDownload small = new GitDownload(50_000, counted::add, () -> false);
        assertThatThrownBy(() -> small.create(url).getInputStream().readAllBytes())
                .hasMessage("more than 50000 bytes arrived");
        assertThat(small.isTooLarge()).isTrue();
        assertThat(counted.sum()).isBetween(50_001L, 100_000L);
        GitDownload cancelled = new GitDownload(1_000_000, count -> {}, () -> true);
        assertThatThrownBy(() -> cancelled.create(url).getInputStream().readAllBytes())
                .isInstanceOf(InterruptedIOException.class);
        GitDownload whole = new GitDownload(100_000, count -> {}, () -> false);
        assertThat(whole.create(url).getInputStream().readAllBytes()).hasSize(100_000);
    }

    @Test
    void aCommitThatIsTooLargeIsRefused() throws Exception {
        byte[] noise = new byte[20_000];
        new Random(1).nextBytes(noise);
        String first = commit(Base64.getEncoder().encodeToString(noise));
        start(Duration.ofSeconds(60), 10_000);
        assertThatExceptionOfType(ModuleLoadException.class)
                .isThrownBy(() -> resolved(hint("smart", first)))
                .withMessageContaining("KERNOS-0106 ")
                .withMessageContaining("more than 10000 bytes arrived from " + server.address("smart"))
                .withMessageContaining("fix ");
        nothingIsLeft();
        start(Duration.ofSeconds(60), 50_000);
        assertThat(resolved(hint("smart", first))).isDirectory();
    }

    @Test
    void whatComesCompressedCountsAsWhatItUnpacksTo() throws Exception {
        String content = "x".repeat(100_000);
        String first = commit(content);
        start(Duration.ofSeconds(60), 10_000);
        assertThatExceptionOfType(ModuleLoadException.class)
                .isThrownBy(() -> resolved(hint("zipped", first)))
                .withMessageContaining("more than 10000 bytes arrived from " + server.address("zipped"));
        nothingIsLeft();
        start(Duration.ofSeconds(60), 200_000);
        assertThat(resolved(hint("zipped", first)).resolve("kernel.sxs")).hasContent(content);
    }

    @Test
    void settingsOfUsersChangeNothing() throws Exception {
        commit("first");
        SystemReader before = SystemReader.getInstance();
        SystemReader.setInstance(new Foreign(before, root.resolve("gitconfig")));
        try {
            Git.lsRemoteRepository().setRemote(server.address("smart")).call();
            assertThat(server.foreign)
                    .as("whether the settings take effect elsewhere")
                    .isTrue();
            server.foreign = false;
            resolved(hint("smart", "main"));
            assertThat(server.foreign).as("whether the settings take effect").isFalse();
            Git.lsRemoteRepository().setRemote(server.address("smart")).call();
            assertThat(server.foreign)
                    .as("whether the settings still take effect elsewhere")
                    .isTrue();
            git.close();
            assertThat(SystemReader.getInstance()).isInstanceOf(Foreign.class);
        } finally {
            SystemReader.setInstance(before);
        }
    }

    /** Somebody's settings, which add a header to each request. */
    private static final class Foreign extends SystemReader.Delegate {

        private final Path file;

        Foreign(SystemReader others, Path file) throws Exception {
            super(others);
            this.file = Files.writeString(file, "[http]\n\textraHeader = \"X-Foreign: yes\"\n");
        }

        @Override
        public FileBasedConfig openUserConfig(Config parent, FS fs) {
            return new FileBasedConfig(parent, file.toFile(), fs);
        }
    }
}
