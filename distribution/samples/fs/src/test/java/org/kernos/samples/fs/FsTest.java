package org.kernos.samples.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.KernelException;
import org.kernos.api.value.Value;

class FsTest {

    @TempDir
    Path scratch;

    private Path root;
    private Path outside;
    private Fs fs;

    @BeforeEach
    void grant() throws IOException {
        root = Files.createDirectories(scratch.resolve("root"));
        outside = Files.createDirectories(scratch.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        fs = new Fs(new TestContext(Map.of("root", root.toString())));
    }

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    private static void assertRaises(Failure failure, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(KernelException.class, e -> assertThat(e.raisedCode())
                .as(e.getMessage())
                .isEqualTo(failure.with("").raisedCode()));
    }

    private void write(String path, String text) {
        long handle = fs.open("w", path);
        fs.write(handle, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        fs.close(handle);
    }

    private String read(String path) {
        long handle = fs.open("r", path);
        String text = new String(fs.read(handle), java.nio.charset.StandardCharsets.UTF_8);
        fs.close(handle);
        return text;
    }

    private static List<Value> strings(String... names) {
        return List.of(names).stream().<Value>map(Value.Str::new).toList();
    }

    @Test
    void everyByteIsWrittenAndReadAsItIs() throws IOException {
        byte[] all = new byte[256 * 100];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 7);
        }
        long out = fs.open("w", "bytes");
        assertThat(fs.write(out, all)).isEqualTo(all.length);
        assertThat(fs.close(out)).isZero();

        assertThat(Files.readAllBytes(root.resolve("bytes"))).isEqualTo(all);
        long in = fs.open("r", "bytes");
        assertThat(fs.read(in)).isEqualTo(all);
        assertThat(fs.size(in)).isEqualTo(all.length);
        assertThat(Value.Str.ofBytes(fs.read(in)).bytes()).isEmpty();
    }

    @Test
    void readingMovesThePositionAndEndsAtTheEnd() {
        write("f", "0123456789ABCDEF");
        long handle = fs.open("r", "f");

        assertThat(fs.readBytes(handle, 4)).asString().isEqualTo("0123");
        assertThat(fs.tell(handle)).isEqualTo(4);
        assertThat(fs.seek(handle, 10, 0)).isEqualTo(10);
        assertThat(fs.readBytes(handle, 3)).asString().isEqualTo("ABC");
        assertThat(fs.seek(handle, -3, 1)).isEqualTo(10);
        assertThat(fs.seek(handle, -2, 2)).isEqualTo(14);
        assertThat(fs.read(handle)).asString().isEqualTo("EF");
        assertThat(fs.readBytes(handle, 100)).isEmpty();
        assertThat(fs.seek(handle, 100, 0)).isEqualTo(100);
        assertThat(fs.readBytes(handle, 5)).isEmpty();
        assertThat(fs.read(handle)).isEmpty();
        assertThat(fs.readBytes(handle, 0)).isEmpty();
    }

    @Test
    void seeksThatMeanNothingAreRaisedAndMoveNothing() {
        write("f", "0123456789");
        long handle = fs.open("r", "f");
        fs.seek(handle, 5, 0);

        assertRaises(Failure.ARGUMENT, () -> fs.seek(handle, -1, 0));
        assertRaises(Failure.ARGUMENT, () -> fs.seek(handle, -6, 1));
        assertRaises(Failure.ARGUMENT, () -> fs.seek(handle, Long.MAX_VALUE, 1));
        assertRaises(Failure.ARGUMENT, () -> fs.seek(handle, 0, 3));
        assertRaises(Failure.ARGUMENT, () -> fs.seek(handle, 0, -1));
        assertThat(fs.tell(handle)).isEqualTo(5);
    }

    @Test
    void theModesAreThoseOfC() {
        write("f", "first\n");
        long append = fs.open("a", "f");
        fs.seek(append, 0, 0);
        fs.write(append, "second\n".getBytes());
        assertRaises(Failure.MODE, () -> fs.read(append));
        assertThat(read("f")).isEqualTo("first\nsecond\n");

        long update = fs.open("r+", "f");
        fs.write(update, "FIRST".getBytes());
        fs.seek(update, 0, 0);
        assertThat(fs.read(update)).asString().isEqualTo("FIRST\nsecond\n");

        long both = fs.open("a+", "f");
        assertThat(fs.readBytes(both, 5)).asString().isEqualTo("FIRST");
        fs.write(both, "third\n".getBytes());
        assertThat(read("f")).isEqualTo("FIRST\nsecond\nthird\n");

        long truncated = fs.open("w+", "f");
        assertThat(fs.size(truncated)).isZero();
        fs.write(truncated, "new".getBytes());
        fs.seek(truncated, 0, 0);
        assertThat(fs.read(truncated)).asString().isEqualTo("new");

        long reading = fs.open("r", "f");
        assertRaises(Failure.MODE, () -> fs.write(reading, new byte[1]));
        assertRaises(Failure.EXISTS, () -> fs.open("x", "f"));
        assertThat(fs.close(fs.open("x+", "g"))).isZero();
        assertRaises(Failure.NOT_THERE, () -> fs.open("r", "gone"));
        assertRaises(Failure.NOT_THERE, () -> fs.open("r+", "gone"));
        assertRaises(Failure.NOT_THERE, () -> fs.open("w", "gone/f"));
        assertRaises(Failure.ARGUMENT, () -> fs.open("xyz", "f"));
        assertRaises(Failure.ARGUMENT, () -> fs.open("", "f"));
    }

    @Test
    void writingBehindTheEndFillsWithZeros() {
        long handle = fs.open("w+", "f");
        fs.seek(handle, 3, 0);
        fs.write(handle, "x".getBytes());
        fs.flush(handle);
        fs.seek(handle, 0, 0);

        assertThat(fs.read(handle)).containsExactly(0, 0, 0, 'x');
    }

    @Test
    void aHandleIsNeverUsedTwiceAndOneThatIsClosedIsUnknown() {
        long first = fs.open("w", "f");
        fs.close(first);
        long second = fs.open("w", "f");

        assertThat(second).isNotEqualTo(first);
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> fs.close(first),
                () -> fs.read(first),
                () -> fs.readBytes(first, 1),
                () -> fs.write(first, new byte[0]),
                () -> fs.seek(first, 0, 0),
                () -> fs.tell(first),
                () -> fs.size(first),
                () -> fs.flush(first),
                () -> fs.close(-1))) {
            assertRaises(Failure.HANDLE, call);
        }
    }

    @Test
    void noMoreFilesAreOpenThanTheLimitAndFailuresDoNotCount() {
        List<Long> handles = new ArrayList<>();
        write("f", "");
        for (int i = 0; i < OpenFiles.MOST; i++) {
            handles.add(fs.open("r", "f"));
            assertRaises(i + 1 < OpenFiles.MOST ? Failure.NOT_THERE : Failure.LIMIT, () -> fs.open("r", "gone"));
        }

        assertRaises(Failure.LIMIT, () -> fs.open("r", "f"));
        fs.close(handles.get(7));
        assertThat(fs.open("r", "f")).isPositive();
    }

    @Test
    void noMoreIsReadAtOnceThanTheLimit() throws IOException {
        try (var large = Files.newByteChannel(
                root.resolve("large"),
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.WRITE)) {
            large.position(OpenFile.MOST_BYTES);
            large.write(java.nio.ByteBuffer.wrap(new byte[] {1}));
        }
        long handle = fs.open("r", "large");

        assertRaises(Failure.LIMIT, () -> fs.read(handle));
        assertRaises(Failure.ARGUMENT, () -> fs.readBytes(handle, OpenFile.MOST_BYTES + 1L));
        assertRaises(Failure.ARGUMENT, () -> fs.readBytes(handle, -1));
        assertThat(fs.readBytes(handle, OpenFile.MOST_BYTES)).hasSize(OpenFile.MOST_BYTES);
        assertThat(fs.read(handle)).containsExactly(1);
    }

    @Test
    void directoriesAreMadeListedAndRemoved() {
        assertThat(fs.mkdir("a/b/c")).isZero();
        assertThat(fs.mkdir("a/b")).isZero();
        write("a/2", "");
        write("a/1", "");

        assertThat(fs.list("a")).isEqualTo(strings("1", "2", "b"));
        assertThat(fs.ls("a/b/")).isEqualTo(strings("c"));
        assertThat(fs.list("")).isEqualTo(strings("a"));
        assertThat(fs.list(".")).isEqualTo(fs.list("./"));
        assertThat(fs.list("a")).as("a second time").hasSize(3);
        assertRaises(Failure.NOT_EMPTY, () -> fs.rmdir("a"));
        assertRaises(Failure.KIND, () -> fs.rmdir("a/1"));
        assertRaises(Failure.KIND, () -> fs.remove("a/b"));
        assertRaises(Failure.KIND, () -> fs.list("a/1"));
        assertRaises(Failure.KIND, () -> fs.open("r", "a/b"));
        assertRaises(Failure.KIND, () -> fs.open("w", "a/b"));
        assertRaises(Failure.KIND, () -> fs.mkdir("a/1"));
        assertRaises(Failure.KIND, () -> fs.mkdir("a/1/x"));
        assertThat(fs.rmdir("a/b/c")).isZero();
        assertThat(fs.exists("a/b/c")).isFalse();
        assertThat(fs.rmdirRecursive("a")).isEqualTo(4);
        assertThat(fs.exists("a")).isFalse();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void theRootItselfStays() {
        for (String path : List.of("", ".", "./", "a/../")) {
            Failure expected = path.contains("..") ? Failure.PATH : Failure.KIND;
            assertRaises(expected, () -> fs.rmdir(path));
            assertRaises(expected, () -> fs.rmdirRecursive(path));
            assertRaises(expected, () -> fs.remove(path));
            assertRaises(expected, () -> fs.rename(path, "x"));
            assertRaises(expected, () -> fs.open("w", path));
        }
        assertThat(root).isDirectory();
        assertThat(fs.exists("")).isTrue();
        assertThat(fs.stat("").get(0)).isEqualTo(new Value.Symbol("directory"));
        assertThat(fs.mkdir("")).isZero();
    }

    @Test
    void statSaysKindLengthAndTime() throws IOException {
        write("f", "12345");
        Files.createSymbolicLink(root.resolve("l"), outside);

        long time = Files.getLastModifiedTime(root.resolve("f")).to(TimeUnit.NANOSECONDS);
        assertThat(fs.stat("f")).containsExactly(new Value.Symbol("file"), new Value.Int(5), new Value.Int(time));
        assertThat(fs.stat("l").get(0)).isEqualTo(new Value.Symbol("link"));
        assertRaises(Failure.NOT_THERE, () -> fs.stat("gone"));
    }

    @Test
    void aCopyHasTheSameBytesAndReplacesWhatWasThere() throws IOException {
        byte[] bytes = new byte[200_000];
        new java.util.Random(1).nextBytes(bytes);
        Files.write(root.resolve("from"), bytes);
        fs.mkdir("d");
        write("d/to", "old");

        assertThat(fs.copy("from", "d/to")).isEqualTo(bytes.length);
        assertThat(fs.copy("from", "from")).as("onto itself").isEqualTo(bytes.length);
        assertThat(Files.readAllBytes(root.resolve("d/to"))).isEqualTo(bytes);
        assertThat(Files.readAllBytes(root.resolve("from"))).isEqualTo(bytes);
        assertRaises(Failure.KIND, () -> fs.copy("d", "e"));
        assertRaises(Failure.KIND, () -> fs.copy("from", "d"));
        assertRaises(Failure.NOT_THERE, () -> fs.copy("gone", "e"));
        assertRaises(Failure.NOT_THERE, () -> fs.copy("from", "gone/e"));
        assertThat(fs.list("")).as("nothing half done is left").isEqualTo(strings("d", "from"));
        assertThat(fs.list("d")).isEqualTo(strings("to"));
    }

    @Test
    void renamingMovesAndReplaces() {
        fs.mkdir("a");
        fs.mkdir("b");
        write("a/f", "f");
        write("b/g", "g");

        assertThat(fs.rename("a/f", "b/g")).isZero();
        assertThat(read("b/g")).isEqualTo("f");
        assertThat(fs.exists("a/f")).isFalse();
        fs.rename("b", "c");
        assertThat(read("c/g")).isEqualTo("f");
        assertRaises(Failure.NOT_THERE, () -> fs.rename("gone", "x"));
        fs.remove("c/g");
        assertRaises(Failure.NOT_THERE, () -> fs.remove("c/g"));
    }

    @Test
    void temporaryPathsAndJoinedOnesAreRelative() {
        assertThat(fs.joinPath(fs.tmp(), "a", "b.txt")).isEqualTo("tmp/a/b.txt");
        assertThat(fs.joinPath("a/", "b")).isEqualTo("a/b");
        assertThat(fs.joinPath("a")).isEqualTo("a");
        assertThat(fs.tmp()).isEqualTo("tmp");
        assertThat(root.resolve("tmp")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "/",
                "..",
                "../outside/secret",
                "a/../../outside/secret",
                "a/..",
                "./..",
                "nul\0byte"
            })
    void aPathThatCouldLeadOutIsRaisedByEveryFunction(String path) {
        write("f", "");
        for (ThrowingCallable call : all(path)) {
            assertRaises(Failure.PATH, call);
        }
        assertThat(outside.resolve("secret")).hasContent("secret");
    }

    private List<ThrowingCallable> all(String path) {
        return List.of(
                () -> fs.open("r", path),
                () -> fs.open("w", path),
                () -> fs.exists(path),
                () -> fs.stat(path),
                () -> fs.list(path),
                () -> fs.ls(path),
                () -> fs.copy(path, "x"),
                () -> fs.copy("f", path),
                () -> fs.rename(path, "x"),
                () -> fs.rename("f", path),
                () -> fs.remove(path),
                () -> fs.mkdir(path),
                () -> fs.rmdir(path),
                () -> fs.rmdirRecursive(path));
    }

    @Test
    void noLinkIsFollowedOnTheWay() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), outside);
        write("f", "");
        for (ThrowingCallable call : all("link/secret")) {
            assertRaises(Failure.LINK, call);
        }
        assertRaises(Failure.LINK, () -> fs.list("link"));
        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(outside).isDirectoryContaining(path -> path.endsWith("secret"));
    }

    @Test
    void noLinkIsFollowedAtTheEnd() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("dangling"), outside.resolve("new"));
        write("f", "new");
        for (String link : List.of("link", "dangling")) {
            for (String mode : List.of("r", "r+", "w", "w+", "a", "a+", "x")) {
                assertRaises(Failure.LINK, () -> fs.open(mode, link));
            }
            assertRaises(Failure.LINK, () -> fs.copy(link, "x"));
            assertRaises(Failure.LINK, () -> fs.copy("f", link));
            assertThat(fs.exists(link)).isTrue();
        }
        fs.rename("f", "link");
        assertThat(read("link")).as("the link was replaced").isEqualTo("new");
        fs.remove("dangling");
        assertThat(fs.exists("dangling")).isFalse();
        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(outside.resolve("new")).doesNotExist();
    }

    @Test
    void removingADirectoryRemovesLinksAndNotWhatTheyLeadTo() throws IOException {
        fs.mkdir("d/e");
        Files.createSymbolicLink(root.resolve("d/link"), outside);
        Files.createSymbolicLink(root.resolve("d/e/link"), outside.resolve("secret"));

        assertThat(fs.rmdirRecursive("d")).isEqualTo(4);
        assertThat(outside.resolve("secret")).hasContent("secret");
    }

    /** Without openat, the moment between a check and its use would let it through sooner or later. */
    @Test
    void aLinkThatIsPutThereMeanwhileIsNotFollowed() throws Exception {
        Path directory = root.resolve("d");
        Path aside = root.resolve("aside");
        Files.createDirectory(directory);
        Files.writeString(directory.resolve("secret"), "harmless");
        boolean[] end = {false};
        Thread swapping = new Thread(() -> {
            try {
                while (!end[0]) {
                    Files.move(directory, aside);
                    Files.createSymbolicLink(directory, outside);
                    Files.delete(directory);
                    Files.move(aside, directory);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        swapping.start();
        int read = 0;
        try {
            for (int i = 0; i < 20_000; i++) {
                try {
                    assertThat(read("d/secret")).isEqualTo("harmless");
                    read++;
                } catch (KernelException e) {
                    assertThat(e.raisedCode().getAsInt()).isIn(3, 4, 6, 12);
                }
            }
        } finally {
            end[0] = true;
            swapping.join();
        }
        assertThat(read).as("reads that met the directory").isPositive();
    }

    @Test
    void withoutAGrantEveryFunctionSaysWhatToSet() throws IOException {
        try (Fs none = new Fs(new TestContext(Map.of()))) {
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> none.open("r", "f"),
                    () -> none.exists("f"),
                    () -> none.stat("f"),
                    () -> none.list(""),
                    () -> none.ls(""),
                    () -> none.copy("f", "g"),
                    () -> none.rename("f", "g"),
                    () -> none.remove("f"),
                    () -> none.mkdir("d"),
                    () -> none.rmdir("d"),
                    () -> none.rmdirRecursive("d"),
                    none::tmp)) {
                assertRaises(Failure.NO_ROOT, call);
                assertThatThrownBy(call).hasMessageContaining("set kernos.module.fs.root");
            }
        }
    }

    @Test
    void aRootThatIsNoDirectoryIsRefusedAtOnce() throws IOException {
        Path file = Files.createFile(scratch.resolve("file"));

        for (Path wrong : List.of(file, scratch.resolve("gone"))) {
            assertThatThrownBy(() -> new Fs(new TestContext(Map.of("root", wrong.toString()))))
                    .hasMessageStartingWith("kernos.module.fs.root is '" + wrong + "', which is no directory");
        }
    }

    @Test
    void closingTheKernelClosesItsFiles() throws IOException {
        fs.open("w", "f");
        fs.open("r", "f");
        assertThat(openBelowRoot()).isGreaterThanOrEqualTo(Files.isDirectory(Path.of("/proc/self/fd")) ? 3 : 0);

        fs.close();

        assertThat(openBelowRoot()).isZero();
        fs = new Fs(new TestContext(Map.of()));
    }

    private long openBelowRoot() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (var all = Files.list(descriptors)) {
            return all.map(FsTest::target)
                    .filter(target -> target.startsWith(root.toString()))
                    .count();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void noDirectoryStaysOpenBehindACall() throws IOException {
        fs.mkdir("a/b/c");
        write("a/b/c/f", "x");
        long before = openBelowRoot();

        fs.list("a/b/c");
        fs.stat("a/b/c/f");
        fs.copy("a/b/c/f", "a/g");
        fs.rename("a/g", "a/b/h");
        assertRaises(Failure.NOT_THERE, () -> fs.open("r", "a/b/gone/f"));
        assertRaises(Failure.KIND, () -> fs.open("r", "a/b/h/f"));
        fs.rmdirRecursive("a");

        assertThat(openBelowRoot()).isEqualTo(before);
    }

    @Test
    void anInterruptedThreadKeepsItsFile() {
        long handle = fs.open("w+", "f");
        Thread.currentThread().interrupt();
        fs.write(handle, "x".getBytes());

        assertThat(Thread.interrupted()).isTrue();
        fs.seek(handle, 0, 0);
        assertThat(fs.read(handle)).asString().isEqualTo("x");
    }
}
