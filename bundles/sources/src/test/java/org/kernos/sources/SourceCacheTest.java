package org.kernos.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.archive.Digest;
import org.kernos.archive.DirectoryTree;
import org.kernos.archive.ModuleArchive;

final class SourceCacheTest {

    @TempDir
    Path root;

    private final AtomicInteger fetches = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();
    private Path archive;
    private SourceCache cache;

    @BeforeEach
    void makeCache() throws Exception {
        archive = Zips.zip(root.resolve("in/alu.zip"), "alu/kernel.sxs", "alu/lib/code");
        cache = cache();
    }

    private SourceCache cache() {
        return new SourceCache(root.resolve("cache"), this::count);
    }

    private void count(String source, long bytes) {
        written.accumulateAndGet(bytes, Math::max);
        if (bytes == 0) {
            fetches.incrementAndGet();
        }
    }

    private Path unpacked() throws Exception {
        return cache.unpacked("alu", archive, Optional.empty());
    }

    /** What is in the cache, without what a whole module consists of. */
    private List<String> leftovers() throws IOException {
        Path there = root.resolve("cache");
        if (!Files.exists(there)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(there)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.matches("[0-9a-f]{32}"))
                    .toList();
        }
    }

    private void refused(Path zip, String digest, String... texts) throws Exception {
        assertThatExceptionOfType(ModuleLoadException.class)
                .isThrownBy(() -> cache.unpacked("alu", zip, Digest.parse(digest)))
                .satisfies(e -> assertThat(e.getMessage()).contains(texts).contains(zip.toString()));
        try (Stream<Path> all = Files.walk(root)) {
            assertThat(all.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .as("files")
                    .allMatch(name -> name.endsWith(".zip"));
        }
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void anArchiveBecomesADirectoryNamedAsInIt() throws Exception {
        Path directory = unpacked();
        assertThat(directory).hasFileName("alu");
        assertThat(directory.resolve("kernel.sxs")).hasContent("alu/kernel.sxs");
        assertThat(directory.resolve("lib/code")).exists();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void oneWithoutADirectoryIsNamedAsTheArchive() throws Exception {
        archive = Zips.zip(root.resolve("in/mul.zip"), "kernel.sxs");
        assertThat(unpacked()).hasFileName("mul");
    }

    /** Its length is all there is of it. */
    @Test
    void anArchiveThatIsTooLargeIsNotEvenCopied() throws Exception {
        Path large = root.resolve("in/large.zip");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(ModuleArchive.MOST_BYTES + 1);
        }
        refused(large, "", "KERNOS-0106", "1073741825 bytes, more than 1073741824", "fix ");
        assertThat(written).hasValue(0);
    }

    @Test
    void whatHasNotChangedIsUnpackedOnceAlsoAfterARestart() throws Exception {
        Path first = unpacked();
        assertThat(unpacked()).isEqualTo(first);
        cache = cache();
        assertThat(unpacked()).isEqualTo(first);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aChangedArchiveIsUnpackedAnewAtTheSamePlace() throws Exception {
        Path first = unpacked();
        Zips.zip(archive, "alu/kernel.sxs", "alu/other");
        assertThat(unpacked()).isEqualTo(first);
        assertThat(first.resolve("other")).exists();
        assertThat(first.resolve("lib")).doesNotExist();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void whatSomebodyDeletedIsUnpackedAnew() throws Exception {
        Path first = unpacked();
        DirectoryTree.delete(first);
        assertThat(unpacked().resolve("kernel.sxs")).exists();
        assertThat(fetches).hasValue(2);
    }

    /** As {@code kill -9} leaves it: without its stamp, or under its name from before. */
    @Test
    void whatWasCutOffIsNoModule() throws Exception {
        Path own = unpacked().getParent().getParent();
        Files.delete(own.resolve("stamp"));
        Files.delete(own.resolve("content/alu/kernel.sxs"));
        Path half = Files.createDirectories(own.resolveSibling(own.getFileName() + ".new/content/alu"));
        Files.writeString(half.resolve("half"), "");
        cache = cache();
        assertThat(unpacked().resolve("kernel.sxs")).exists();
        assertThat(unpacked().resolve("half")).doesNotExist();
        assertThat(leftovers()).isEmpty();
    }

    /** As {@code kill -9} leaves it between two renames. */
    @Test
    void whatWasAboutToBeReplacedIsThereAgain() throws Exception {
        cache.remember("main", "before");
        assertThat(cache.stamp("main")).contains("before");
        try (Stream<Path> files = Files.list(root.resolve("cache"))) {
            Path own = files.findFirst().orElseThrow();
            Files.move(own, own.resolveSibling(own.getFileName() + ".old"));
        }
        cache = cache();
        assertThat(cache.stamp("main")).contains("before");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void theRightDigestIsTaken() throws Exception {
        Optional<Digest> digest = Digest.parse(Zips.digest(archive));
        assertThat(digest).isPresent();
        assertThat(cache.unpacked("alu", archive, digest)).isDirectory();
    }

    @Test
    void anotherDigestIsRefusedWithBoth() throws Exception {
        String wrong = "sha256:" + "0".repeat(64);
        refused(archive, wrong, "KERNOS-0603", wrong, Zips.digest(archive));
    }

    @Test
    void namesThatLeadOutAreRefused() throws Exception {
        for (String name : List.of("../evil", "alu/../../evil", "/evil", "alu\\..\\evil")) {
            refused(Zips.zip(root.resolve("in/evil.zip"), "alu/kernel.sxs", name), "", "KERNOS-0202", name);
        }
    }

    @Test
    void whatIsNoArchiveIsRefused() throws Exception {
        Path text = Files.writeString(root.resolve("in/text.zip"), "no archive");
        refused(text, "", "KERNOS-0214");
        byte[] whole = Files.readAllBytes(archive);
        Path half = Files.write(root.resolve("in/half.zip"), Arrays.copyOf(whole, whole.length / 2));
        refused(half, "", "KERNOS-0214");
    }

    @Test
    void aThousandAtOnceUnpackOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            Set<Path> answers = new HashSet<>();
            for (Future<Path> each : threads.invokeAll(Collections.<Callable<Path>>nCopies(1_000, this::unpacked))) {
                answers.add(each.get());
            }
            assertThat(answers).hasSize(1);
            assertThat(fetches).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anInterruptEndsTheFetchAndLeavesNothing() throws Exception {
        cache = new SourceCache(
                root.resolve("cache"), (source, bytes) -> Thread.currentThread().interrupt());
        assertThatThrownBy(this::unpacked).isInstanceOf(IOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(leftovers()).isEmpty();
        cache = cache();
        assertThat(unpacked()).isDirectory();
    }

    @Test
    void thoseWhoWaitedForOneThatWasInterruptedFetchAnew() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        SingleFlight<Path> flights = new SingleFlight<>();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Path> cancelled = threads.submit(() -> flights.get("alu", () -> {
                began.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
                return root;
            }));
            began.await();
            Future<Path> next = threads.submit(() -> {
                first.set(false);
                return flights.get("alu", () -> archive);
            });
            while (first.get()) {
                Thread.onSpinWait();
            }
            cancelled.cancel(true);
            assertThat(next.get()).isEqualTo(archive);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void progressIsToldFromTheBeginning() throws Exception {
        List<Long> told = new ArrayList<>();
        cache = new SourceCache(root.resolve("cache"), (source, bytes) -> {
            assertThat(source).isEqualTo("zip:" + archive);
            told.add(bytes);
        });
        unpacked();
        assertThat(told).startsWith(0L).isSorted();
        assertThat(told.get(told.size() - 1)).isGreaterThan(Files.size(archive));
    }
}
