package org.kernos.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.source.Attempt;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.archive.ModuleArchive;
import org.kernos.sources.maven.MavenArchives;
import org.kernos.sources.maven.MavenSettings;

/** Bounded as a whole: a test that hangs is one that waits for a server that says nothing. */
@Timeout(60)
final class MavenSourceTest {

    private static final String ALU = "mvn:" + MavenRepository.GROUP + ":alu:1.0.0";

    @TempDir
    Path root;

    private final List<Long> told = new CopyOnWriteArrayList<>();
    private final List<MavenArchives> opened = new ArrayList<>();
    private MavenRepository repository;

    @BeforeEach
    void openRepository() throws Exception {
        repository = new MavenRepository(root.resolve("repository"));
    }

    @AfterEach
    void close() {
        opened.forEach(MavenArchives::close);
        repository.close();
    }

    private SourceHints hints(boolean offline, Duration silence, String... addresses) {
        return hints(offline, silence, ModuleArchive.MOST_BYTES, addresses);
    }

    private SourceHints hints(boolean offline, Duration silence, long mostBytes, String... addresses) {
        List<URI> remote = Stream.of(addresses).map(URI::create).toList();
        MavenArchives archives =
                new MavenArchives(new MavenSettings(root.resolve("local"), remote, offline, silence), mostBytes);
        opened.add(archives);
        SourceCache cache = new SourceCache(root.resolve("cache"), (source, bytes) -> told.add(bytes));
        return new SourceHints(List.of(new MavenScheme(archives, cache)));
    }

    private SourceHints hints(String... addresses) {
        return hints(false, Duration.ofSeconds(30), addresses);
    }

    private static Path resolved(SourceHints hints, String hint) throws Exception {
        return hints.source("alu", hint).resolve();
    }

    private Path overHttp(String hint) throws Exception {
        return resolved(hints(repository.http()), hint);
    }

    /** Regular files below a directory, by their names. */
    private static List<String> files(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private ModuleNotFoundException notFound(SourceHints hints, String hint) {
        Throwable[] thrown = new Throwable[1];
        assertThatExceptionOfType(ModuleNotFoundException.class)
                .isThrownBy(() -> resolved(hints, hint))
                .satisfies(e -> thrown[0] = e);
        return (ModuleNotFoundException) thrown[0];
    }

    @Test
    void anArchiveComesOverHttpIntoTheLocalRepositoryAndIsUnpacked() throws Exception {
        repository.deploy("alu", "1.0.0", "alu/kernel.sxs", "alu/lib/code");
        Path module = overHttp(ALU);
        assertThat(module).startsWith(root.resolve("cache")).hasFileName("alu");
        assertThat(module.resolve("lib/code")).hasContent("alu/lib/code");
        assertThat(root.resolve("local/org/example/modules/alu/1.0.0/alu-1.0.0.zip"))
                .exists();
        assertThat(repository.asked(".zip")).hasSize(1);
    }

    @Test
    void itComesOutOfADirectoryToo() throws Exception {
        repository.deploy("alu", "1.0.0", "alu/kernel.sxs");
        assertThat(resolved(hints(repository.file()), ALU).resolve("kernel.sxs"))
                .exists();
    }

    @Test
    void aModuleAtTheTopOfItsArchiveHasTheNameThatItWasAskedForBy() throws Exception {
        repository.deploy("kernos-alu", "1.0.0", "kernel.sxs");
        assertThat(overHttp("mvn:org.example.modules:kernos-alu:1.0.0")).hasFileName("alu");
    }

    @Test
    void classifiersAndJarsAreArtifactsOfTheirOwn() throws Exception {
        MavenRepository.checksum(Zips.zip(repository.at("alu", "1.0.0", "1.0.0-linux.zip"), "alu/linux"));
        MavenRepository.checksum(Zips.zip(repository.at("alu", "1.0.0", "1.0.0.jar"), "alu/any"));
        assertThat(overHttp(ALU + ":linux").resolve("linux")).exists();
        assertThat(overHttp(ALU + "@jar").resolve("any")).exists();
    }

    @Test
    void progressIsToldFromTheBeginning() throws Exception {
        Path archive = repository.deploy("alu", "1.0.0", "alu/kernel.sxs");
        overHttp(ALU);
        assertThat(told.get(0)).isZero();
        assertThat(told).contains(Files.size(archive));
    }

    @Test
    void whatIsInTheLocalRepositoryIsNotAskedForAgain() throws Exception {
        repository.deploy("alu", "1.0.0", "alu/kernel.sxs");
        Path first = overHttp(ALU);
        int requests = repository.asked("").size();
        assertThat(overHttp(ALU)).isEqualTo(first);
        assertThat(repository.asked("")).hasSize(requests);
    }

    @Test
    void theNextRepositoryIsAskedWhenOneDoesNotHaveIt() throws Exception {
        repository.deploy("alu", "1.0.0", "alu/kernel.sxs");
        String empty = Files.createDirectories(root.resolve("empty")).toUri().toString();
        assertThat(resolved(hints(empty, repository.http() + "/nowhere", repository.http()), ALU))
                .isDirectory();
    }

    @Test
    void aWrongChecksumIsRefusedAndAskedForAgain() throws Exception {
        Path archive = repository.deploy("alu", "1.0.0", "alu/kernel.sxs");
        Path checksum = archive.resolveSibling(archive.getFileName() + ".sha1");
        Files.writeString(checksum, "0".repeat(40));
        SourceHints hints = hints(repository.http());
        assertThatExceptionOfType(ModuleLoadException.class)
                .isThrownBy(() -> resolved(hints, ALU))
                .withMessageContaining("KERNOS-0603")
                .withMessageContaining("the repository's checksum is " + "0".repeat(40))
                .withMessageContaining(repository.http());
        assertThat(files(root.resolve("local"))).noneMatch(name -> name.endsWith(".zip"));
        assertThat(files(root.resolve("cache"))).isEmpty();
        MavenRepository.checksum(archive);
        assertThat(resolved(hints, ALU)).isDirectory();
    }

    @Test
    void whatHasNoChecksumIsRefused() throws Exception {
        Zips.zip(repository.at("alu", "1.0.0", "1.0.0.zip"), "alu/kernel.sxs");
        assertThatExceptionOfType(ModuleLoadException.class)
                .isThrownBy(() -> overHttp(ALU))
                .withMessageContaining("the repository has no checksum of it");
    }

    @Test
    void whatIsTooLargeIsRefusedAndNotKept() throws Exception {
        byte[] noise = new byte[200_000];
        new Random(1).nextBytes(noise);
        Path archive = repository.at("alu", "1.0.0", "1.0.0.zip");
        Files.createDirectories(archive.getParent());
        MavenRepository.checksum(Files.write(archive, noise));
        for (String address : List.of(repository.http(), repository.http() + "/chunked", repository.file())) {
            assertThatExceptionOfType(ModuleLoadException.class)
                    .as(address)
                    .isThrownBy(() -> resolved(hints(false, Duration.ofSeconds(30), 100_000, address), ALU))
                    .withMessageContaining("KERNOS-0106")
                    .withMessageContaining(ALU + " was refused: it has more than 100000 bytes")
                    .withMessageContaining(address.substring(0, address.length() - 1))
                    .withMessageContaining("fix ");
            assertThat(files(root.resolve("local"))).as(address).noneMatch(name -> name.contains(".zip"));
            assertThat(files(root.resolve("cache"))).isEmpty();
        }
        repository.deploy("alu", "1.0.0", "alu/kernel.sxs");
        assertThat(resolved(hints(false, Duration.ofSeconds(30), 100_000, repository.http()), ALU))
                .isDirectory();
    }

    @Test
    void theDigestOfTheHintIsWhatCounts() throws Exception {
        Path archive = repository.deploy("alu", "1.0.0", "alu/kernel.sxs");
        assertThat(overHttp(ALU + "#" + Zips.digest(archive))).isDirectory();
        assertThatExceptionOfType(ModuleLoadException.class)
                .isThrownBy(() -> overHttp(ALU + "#sha256:" + "0".repeat(64)))
                .withMessageContaining("KERNOS-0603")
                .withMessageContaining(Zips.digest(archive));
    }

    @Test
    void aVersionThatIsNotThereNamesThoseThatAre() throws Exception {
        repository.deploy("alu", "1.0.1", "alu/kernel.sxs");
        repository.list("alu", "0.9.0", "1.0.1", "10.0.0");
        ModuleNotFoundException e = notFound(hints(repository.http()), ALU);
        assertThat(e.moduleId()).isEqualTo("alu");
        assertThat(e.attempts())
                .extracting(Attempt::toString)
                .containsExactly(
                        "local repository " + root.resolve("local") + ": does not have it",
                        repository.http() + ": does not have it");
        assertThat(e.problems().get(0).suggestions()).contains("mvn:org.example.modules:alu:1.0.1");
        assertThat(e.problems().get(0).fix()).contains("ask for a version that is there: 10.0.0, 1.0.1, 0.9.0");
    }

    @Test
    void whatNobodyHasSaysSoOfEveryRepository() throws Exception {
        String missing = root.resolve("missing").toUri().toString();
        ModuleNotFoundException e = notFound(hints(repository.http(), repository.http() + "/broken", missing), ALU);
        assertThat(e.attempts())
                .extracting(Attempt::answer)
                .satisfiesExactly(
                        local -> assertThat(local).isEqualTo("does not have it"),
                        empty -> assertThat(empty).isEqualTo("does not have it"),
                        broken -> assertThat(broken).contains("500"),
                        none -> assertThat(none).isEqualTo("there is no such directory"));
        assertThat(e.problems().get(0).fix().orElseThrow()).contains("kernos.sources.maven.repositories");
    }

    @Test
    void aRepositoryThatCannotBeReachedSaysSo() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        ModuleNotFoundException e = notFound(hints("http://localhost:" + closed), ALU);
        assertThat(e.attempts().get(1).answer()).contains("refused");
        assertThat(e.problems().get(0).fix().orElseThrow()).startsWith("see to the connection");
    }

    @Test
    void aRepositoryThatAcceptsAndNeverAnswersIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            SourceHints hints = hints(false, Duration.ofMillis(300), "http://localhost:" + silent.getLocalPort());
            assertThat(notFound(hints, ALU).attempts().get(1).answer())
                    .isEqualTo("did not answer within 300 ms (kernos.sources.silence.ms)");
        }
    }

    @Test
    void anInterruptEndsTheWaitForASilentRepository() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            SourceHints hints = hints("http://localhost:" + silent.getLocalPort());
            Thread[] asking = new Thread[1];
            Future<Path> answer = threads.submit(() -> {
                asking[0] = Thread.currentThread();
                return resolved(hints, ALU);
            });
            try (Socket accepted = silent.accept()) {
                assertThat(accepted.isConnected()).isTrue();
                asking[0].interrupt();
                assertThatThrownBy(answer::get).hasCauseInstanceOf(InterruptedIOException.class);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(files(root.resolve("local"))).noneMatch(name -> name.endsWith(".zip"));
        repository.deploy("alu", "1.0.0", "alu/kernel.sxs");
        assertThat(overHttp(ALU)).isDirectory();
    }

    @Test
    void aSnapshotIsAskedForAnewAndStaysWhereItIs() throws Exception {
        String hint = "mvn:org.example.modules:alu:1.1-SNAPSHOT";
        repository.deploySnapshot("alu", "1.1", "20260101.120000", 1, "alu/first");
        SourceHints hints = hints(repository.http());
        Path first = resolved(hints, hint);
        assertThat(first.resolve("first")).exists();
        repository.deploySnapshot("alu", "1.1", "20260102.120000", 2, "alu/second");
        assertThat(resolved(hints, hint)).isEqualTo(first);
        assertThat(first.resolve("second")).exists();
        assertThat(first.resolve("first")).doesNotExist();
    }

    @Test
    void aSnapshotThatCannotBeAskedForIsTheOneThatIsThere() throws Exception {
        String hint = "mvn:org.example.modules:alu:1.1-SNAPSHOT";
        repository.deploySnapshot("alu", "1.1", "20260101.120000", 1, "alu/first");
        SourceHints hints = hints(repository.http());
        Path first = resolved(hints, hint);
        repository.close();
        assertThat(resolved(hints, hint)).isEqualTo(first).isDirectory();
    }

    @Test
    void offlineWhatIsThereIsTakenAndNobodyIsAsked() throws Exception {
        repository.deploy("alu", "1.0.0", "alu/kernel.sxs");
        repository.deploySnapshot("alu", "1.1", "20260101.120000", 1, "alu/first");
        SourceHints offline = hints(true, Duration.ofSeconds(30), repository.http());
        ModuleNotFoundException e = notFound(offline, ALU);
        assertThat(e.getMessage()).contains("are not asked offline", "set kernos.sources.maven.offline to false");
        assertThat(repository.asked("")).isEmpty();
        overHttp(ALU);
        overHttp("mvn:org.example.modules:alu:1.1-SNAPSHOT");
        int requests = repository.asked("").size();
        assertThat(resolved(offline, ALU)).isDirectory();
        assertThat(resolved(offline, "mvn:org.example.modules:alu:1.1-SNAPSHOT"))
                .isDirectory();
        assertThat(repository.asked("")).hasSize(requests);
    }

    @Test
    void aThousandAtOnceFetchOnce() throws Exception {
        repository.deploy("alu", "1.0.0", "alu/kernel.sxs");
        SourceHints hints = hints(repository.http());
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            Set<Path> answers = new HashSet<>();
            for (Future<Path> each :
                    threads.invokeAll(Collections.<Callable<Path>>nCopies(1_000, () -> resolved(hints, ALU)))) {
                answers.add(each.get());
            }
            assertThat(answers).hasSize(1);
            assertThat(repository.asked(".zip")).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    /** In a process of its own, whose repository sends one half and then nothing. */
    @Test
    void halfADownloadAfterKill9IsNoModule() throws Exception {
        Path archive = repository.deploy("alu", "1.0.0", "alu/kernel.sxs", "alu/lib/code");
        byte[] whole = Files.readAllBytes(archive);
        try (ServerSocket stuck = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Process fetching = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            FetchingProcess.class.getName(),
                            root.toString(),
                            "http://localhost:" + stuck.getLocalPort(),
                            ALU)
                    .inheritIO()
                    .start();
            try (Socket socket = stuck.accept()) {
                socket.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nContent-Length: " + whole.length + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(whole, 0, whole.length / 2);
                while (files(root.resolve("local")).stream().noneMatch(name -> name.contains("alu"))) {
                    Thread.onSpinWait();
                }
            } finally {
                fetching.destroyForcibly().waitFor();
            }
        }
        assertThat(overHttp(ALU).resolve("lib/code")).hasContent("alu/lib/code");
    }

    @Test
    void halfAnAnswerIsNoModule() throws Exception {
        byte[] whole = Files.readAllBytes(repository.deploy("alu", "1.0.0", "alu/kernel.sxs"));
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> {
                while (!server.isClosed()) {
                    try (Socket socket = server.accept()) {
                        socket.getInputStream().read();
                        socket.getOutputStream()
                                .write(("HTTP/1.1 200 OK\r\nContent-Length: " + whole.length + "\r\n\r\n")
                                        .getBytes(StandardCharsets.US_ASCII));
                        socket.getOutputStream().write(whole, 0, whole.length / 2);
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            assertThat(notFound(hints("http://localhost:" + server.getLocalPort()), ALU)
                            .attempts())
                    .hasSize(2);
        } finally {
            threads.shutdownNow();
        }
        assertThat(files(root.resolve("local"))).noneMatch(name -> name.endsWith(".zip"));
        assertThat(overHttp(ALU)).isDirectory();
    }

    /** A class loader that has everything but Maven's library. */
    @Test
    void whatIsInTheLocalRepositoryNeedsNoLibrary() throws Exception {
        repository.deploy("alu", "1.0.0", "alu/kernel.sxs");
        Path module = overHttp(ALU);
        try (URLClassLoader without = new WithoutMaven()) {
            Class<?> process = without.loadClass(FetchingProcess.class.getName());
            Method resolve = process.getDeclaredMethod("resolve", Path.class, String.class, String.class);
            resolve.setAccessible(true);
            assertThat(resolve.invoke(null, root, repository.http(), ALU)).isEqualTo(module);
            assertThatThrownBy(() -> resolve.invoke(null, root, repository.http(), ALU + ":other"))
                    .hasCauseInstanceOf(NoClassDefFoundError.class);
        }
    }

    private static final class WithoutMaven extends URLClassLoader {

        WithoutMaven() {
            super(urls(), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] urls() {
            return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(entry -> {
                        try {
                            return Path.of(entry).toUri().toURL();
                        } catch (MalformedURLException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toArray(URL[]::new);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("org.eclipse.aether.") || name.startsWith("org.apache.")) {
                throw new ClassNotFoundException(name);
            }
            return super.findClass(name);
        }
    }

    @Test
    void whatDoesNotNameOneArchiveIsRefused() {
        for (String wrong : List.of(
                "alu",
                "org.example:alu",
                "org.example:alu:[1,2)",
                "org.example:alu:LATEST",
                "org.example:alu:1.0:a:b",
                "org.example:alu:1.0@exe",
                "../..:alu:1.0",
                "org.example:..:1.0",
                "org.example:alu:../1.0",
                "org.example:a/b:1.0")) {
            assertThatExceptionOfType(ModuleLoadException.class)
                    .isThrownBy(() -> resolved(hints(), "mvn:" + wrong))
                    .withMessageContaining("KERNOS-0602")
                    .withMessageContaining("mvn:" + wrong)
                    .withMessageContaining("write mvn:GROUP:ARTIFACT:VERSION");
        }
    }
}
