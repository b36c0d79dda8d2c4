package org.kernos.samples.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.KernelException;
import org.kernos.api.codec.Codec;
import org.kernos.api.value.Value;

class KvTest {

    private static final Value DONE = new Value.Int(0);

    @TempDir
    Path scratch;

    private final List<Kv> opened = new ArrayList<>();

    enum Kind {
        MEMORY,
        DISK
    }

    @AfterEach
    void close() {
        opened.forEach(Kv::close);
    }

    private Kv kv(Map<String, String> settings) {
        Kv kv = new Kv(new TestContext(settings));
        opened.add(kv);
        return kv;
    }

    private Kv open(Kind kind) {
        Kv kv = kv(Map.of());
        if (kind == Kind.MEMORY) {
            assertThat(kv.openMemory(symbol("s"))).isZero();
        } else {
            assertThat(kv.openDisk(symbol("s"), scratch.resolve("db").toString()))
                    .isZero();
        }
        return kv;
    }

    private static Value.Symbol symbol(String name) {
        return new Value.Symbol(name);
    }

    private static Value integer(long value) {
        return new Value.Int(value);
    }

    private static Value error(String... words) {
        return new Value.Error(new Value.ListValue(
                org.kernos.api.value.ListKind.PAREN,
                List.of(words).stream().<Value>map(Value.Symbol::new).toList()));
    }

    private static void assertRaises(int code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(KernelException.class, e -> assertThat(e.raisedCode())
                .hasValue(code));
    }

    static List<Value> everyType() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return List.of(
                Value.NONE,
                integer(Long.MIN_VALUE),
                new Value.Real(-0.0),
                new Value.Real(Double.longBitsToDouble(0x7ff8_0000_0000_beefL)),
                new Value.Real(Double.MIN_VALUE),
                new Value.Str(""),
                Value.Str.ofBytes(bytes),
                symbol("a/b:c"),
                Value.paren(),
                Value.bracket(Value.brace(symbol("x:"), integer(10)), new Value.Str("é")),
                Value.ints(1, 2, 3),
                Value.reals(0.1, Double.NEGATIVE_INFINITY),
                new Value.Some(Value.paren(integer(1))),
                new Value.Error(Value.paren(symbol("code"), integer(404))),
                new Value.Datum(symbol("d")),
                new Value.Aberrant(new Value.Some(new Value.Error(integer(42)))));
    }

    @ParameterizedTest
    @EnumSource
    void aValueOfEveryTypeSurvivesToTheBit(Kind kind) {
        Kv kv = open(kind);
        List<Value> values = everyType();
        for (int i = 0; i < values.size(); i++) {
            assertThat(kv.set(symbol("s:k" + i), values.get(i))).isZero();
        }

        for (int i = 0; i < values.size(); i++) {
            Value got = kv.get(symbol("s:k" + i));
            assertThat(got).isEqualTo(values.get(i));
            assertThat(Codec.BINARY.write(got)).isEqualTo(Codec.BINARY.write(values.get(i)));
        }
    }

    @Test
    void whatIsOnDiskIsThereAfterwards() {
        Kv before = open(Kind.DISK);
        List<Value> values = everyType();
        for (int i = 0; i < values.size(); i++) {
            before.set(symbol("s:k" + i), values.get(i));
        }
        before.close();

        Kv after = open(Kind.DISK);

        for (int i = 0; i < values.size(); i++) {
            assertThat(Codec.BINARY.write(after.get(symbol("s:k" + i)))).isEqualTo(Codec.BINARY.write(values.get(i)));
        }
        assertThat(after.get(symbol("s:k" + values.size()))).isEqualTo(error("get:", "key", "not", "found"));
    }

    @ParameterizedTest
    @EnumSource
    void aKeyThatIsNotThereIsAnErrorValue(Kind kind) {
        Kv kv = open(kind);

        assertThat(kv.get(symbol("s:x"))).isEqualTo(error("get:", "key", "not", "found"));
        assertThat(kv.del(symbol("s:x"))).isZero();
        kv.set(symbol("s:x"), integer(1));
        assertThat(kv.del(symbol("s:x"))).isZero();
        assertThat(kv.get(symbol("s:x"))).isEqualTo(error("get:", "key", "not", "found"));
    }

    @ParameterizedTest
    @EnumSource
    void snxSetsOnlyWhatIsNotThere(Kind kind) {
        Kv kv = open(kind);

        assertThat(kv.snx(symbol("s:x"), integer(1))).isEqualTo(DONE);
        assertThat(kv.snx(symbol("s:x"), integer(2))).isEqualTo(error("snx:", "key", "already", "exists"));
        assertThat(kv.get(symbol("s:x"))).isEqualTo(integer(1));
        kv.del(symbol("s:x"));
        assertThat(kv.snx(symbol("s:x"), integer(3))).isEqualTo(DONE);
    }

    @ParameterizedTest
    @EnumSource
    void casComparesValuesAndNotObjects(Kind kind) {
        Kv kv = open(kind);
        Value failed = error("cas:", "comparison", "failed");
        for (Value value : everyType()) {
            kv.set(symbol("s:x"), value);
            Value same = Codec.BINARY.readValue(Codec.BINARY.write(value));
            assertThat(kv.cas(symbol("s:x"), symbol("other"), Value.NONE)).isEqualTo(failed);
            assertThat(kv.cas(symbol("s:x"), same, Value.bracket(value))).isEqualTo(DONE);
            assertThat(kv.get(symbol("s:x"))).isEqualTo(Value.bracket(value));
        }
        kv.set(symbol("s:x"), new Value.Real(0.0));
        assertThat(kv.cas(symbol("s:x"), new Value.Real(-0.0), DONE)).isEqualTo(failed);
        assertThat(kv.cas(symbol("s:x"), integer(0), DONE)).isEqualTo(failed);
        assertThat(kv.cas(symbol("s:gone"), Value.NONE, DONE)).isEqualTo(failed);
        assertThat(kv.get(symbol("s:gone"))).isEqualTo(error("get:", "key", "not", "found"));
    }

    @ParameterizedTest
    @EnumSource
    void noIncrementOfEightThreadsIsLost(Kind kind) throws Exception {
        Kv kv = open(kind);
        kv.set(symbol("s:count"), integer(0));
        int each = 500;
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            running.add(threads.submit(() -> {
                for (int n = 0; n < each; n++) {
                    increment(kv);
                }
            }));
        }
        for (Future<?> thread : running) {
            thread.get();
        }
        threads.shutdown();

        assertThat(kv.get(symbol("s:count"))).isEqualTo(integer(8L * each));
    }

    private static void increment(Kv kv) {
        Value now;
        do {
            now = kv.get(symbol("s:count"));
        } while (!kv.cas(symbol("s:count"), now, integer(((Value.Int) now).value() + 1))
                .equals(DONE));
    }

    @Test
    void theFirstColonEndsTheStoresName() {
        Kv kv = open(Kind.MEMORY);
        kv.set(symbol("s:a:b"), integer(1));

        assertThat(kv.get(symbol("s:a:b"))).isEqualTo(integer(1));
        assertThat(kv.get(symbol("s:a"))).isEqualTo(error("get:", "key", "not", "found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "s:", ":x", ":", ""})
    void aSymbolThatIsNoKeyIsRaised(String name) {
        Kv kv = open(Kind.MEMORY);

        assertRaises(1, () -> kv.get(symbol(name)));
        assertRaises(1, () -> kv.set(symbol(name), DONE));
        assertRaises(1, () -> kv.del(symbol(name)));
        assertRaises(1, () -> kv.snx(symbol(name), DONE));
        assertRaises(1, () -> kv.cas(symbol(name), DONE, DONE));
    }

    @Test
    void aNameWithAColonOpensNothing() {
        Kv kv = kv(Map.of());

        assertRaises(1, () -> kv.openMemory(symbol("a:b")));
        assertRaises(1, () -> kv.openDisk(symbol("a:b"), scratch.toString()));
    }

    @Test
    void aStoreThatIsNotOpenIsRaised() {
        Kv kv = open(Kind.MEMORY);

        assertRaises(2, () -> kv.get(symbol("t:x")));
        assertRaises(2, () -> kv.set(symbol("t:x"), DONE));
        assertRaises(2, () -> kv.del(symbol("t:x")));
    }

    @Test
    void openingAgainChangesNothingAndOpeningElsewhereIsRaised() {
        Kv kv = open(Kind.MEMORY);
        kv.set(symbol("s:x"), integer(1));

        assertThat(kv.openMemory(symbol("s"))).isZero();
        assertThat(kv.get(symbol("s:x"))).isEqualTo(integer(1));
        assertRaises(3, () -> kv.openDisk(symbol("s"), scratch.resolve("a").toString()));
        kv.openDisk(symbol("d"), scratch.resolve("a").toString());
        assertThat(kv.openDisk(symbol("d"), scratch.resolve("b/../a").toString()))
                .isZero();
        assertRaises(3, () -> kv.openDisk(symbol("d"), scratch.resolve("b").toString()));
        assertRaises(3, () -> kv.openMemory(symbol("d")));
    }

    @Test
    void storesOfOneDirectoryKnowNothingOfEachOther() {
        Kv kv = open(Kind.DISK);
        kv.openDisk(symbol("t"), scratch.resolve("db").toString());
        kv.set(symbol("s:x"), integer(1));
        kv.set(symbol("t:x"), integer(2));

        assertThat(kv.get(symbol("s:x"))).isEqualTo(integer(1));
        kv.del(symbol("t:x"));
        assertThat(kv.get(symbol("s:x"))).isEqualTo(integer(1));
    }

    @Test
    void aPathThatIsNoDirectoryIsRaised() throws Exception {
        Path file = Files.writeString(scratch.resolve("file"), "text");
        Kv kv = kv(Map.of());

        assertRaises(5, () -> kv.openDisk(symbol("s"), file.toString()));
        assertRaises(5, () -> kv.openDisk(symbol("s"), file.resolve("below").toString()));
        assertRaises(5, () -> kv.openDisk(symbol("s"), "nul\0byte"));
        assertThat(file).hasContent("text");
    }

    @Test
    void whereARootIsSetNoStoreIsOutsideOfIt() throws Exception {
        Path root = Files.createDirectories(scratch.resolve("root"));
        Path outside = Files.createDirectories(scratch.resolve("outside"));
        Files.createSymbolicLink(root.resolve("link"), outside);
        Files.createSymbolicLink(root.resolve("inner"), Files.createDirectories(root.resolve("target")));
        Files.createSymbolicLink(root.resolve("dangling"), outside.resolve("gone"));
        Kv kv = kv(Map.of("root", root.toString()));

        assertThat(kv.openDisk(symbol("a"), "stores/a")).isZero();
        assertThat(root.resolve("stores/a")).isNotEmptyDirectory();
        assertThat(kv.openDisk(symbol("b"), root.resolve("b").toString())).isZero();
        assertThat(kv.openDisk(symbol("c"), "inner")).isZero();
        assertRaises(4, () -> kv.openDisk(symbol("d"), "../outside"));
        assertRaises(4, () -> kv.openDisk(symbol("d"), outside.toString()));
        assertRaises(4, () -> kv.openDisk(symbol("d"), "link"));
        assertRaises(4, () -> kv.openDisk(symbol("d"), "link/below"));
        assertRaises(5, () -> kv.openDisk(symbol("d"), "dangling"));
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aValueThatIsTooLargeForTheDiskIsRaisedAndTheOldOneStays() {
        Kv kv = open(Kind.DISK);
        kv.set(symbol("s:x"), integer(1));
        Value large = Value.Str.ofBytes(new byte[Codec.DEFAULT_MAX_BYTES]);

        assertRaises(6, () -> kv.set(symbol("s:x"), large));
        assertRaises(6, () -> kv.snx(symbol("s:y"), large));
        assertRaises(6, () -> kv.cas(symbol("s:x"), integer(1), large));
        assertThat(kv.get(symbol("s:x"))).isEqualTo(integer(1));
    }

    @Test
    void anInterruptedThreadHarmsNoStore() {
        Kv kv = open(Kind.DISK);
        Thread.currentThread().interrupt();
        try {
            kv.set(symbol("s:x"), integer(1));
            assertThat(kv.get(symbol("s:x"))).isEqualTo(integer(1));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(kv.get(symbol("s:x"))).isEqualTo(integer(1));
    }

    /** A thread that is interrupted while it waits for a lock takes the whole environment down; the next call opens it again. */
    @Test
    void interruptsInTheMiddleLoseNothingThatWasAcknowledged() throws Exception {
        Kv kv = open(Kind.DISK);
        kv.set(symbol("s:count"), integer(0));
        AtomicLong acknowledged = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        List<Throwable> others = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                for (int n = 0; n < 100; n++) {
                    try {
                        increment(kv);
                        acknowledged.incrementAndGet();
                    } catch (KernelException e) {
                        failed.incrementAndGet();
                    } catch (RuntimeException e) {
                        others.add(e);
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        while (threads.stream().anyMatch(Thread::isAlive)) {
            threads.forEach(Thread::interrupt);
            Thread.sleep(20);
        }
        assertThat(others).isEmpty();

        // What failed may have been carried out before it did.
        Value count = kv.get(symbol("s:count"));
        assertThat(((Value.Int) count).value()).isBetween(acknowledged.get(), acknowledged.get() + failed.get());
        assertThat(acknowledged.get()).isPositive();
    }

    @Test
    void forcingEachChangeToTheDiskGivesTheSame() {
        Kv kv = kv(Map.of("sync", "true"));
        kv.openDisk(symbol("s"), scratch.resolve("db").toString());
        kv.set(symbol("s:x"), integer(1));

        assertThat(kv.get(symbol("s:x"))).isEqualTo(integer(1));
        assertThatThrownBy(() -> kv(Map.of("sync", "yes"))).hasMessageContaining("kernos.module.kv.sync is 'yes'");
    }
}
