package org.kernos.runtime.micropython.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kernos.runtime.micropython.file.MountedFiles;

/** Two revisions of one module in one group, as there are while a module is swapped (helix W-1). */
class RevisionsTest {

    private static final String COUNTER =
            "count = 0\ndef up():\n    global count\n    count += STEP\n    return count\n";

    private final Python python =
            new Python(InterpreterLimits.DEFAULT.withTimes(Duration.ofMillis(200), Duration.ofMillis(200)));
    private final InterpreterGroup group = new InterpreterGroup(python::fresh);

    @AfterEach
    void close() {
        group.close();
        python.close();
    }

    private PythonModule revision(String name, String source) throws MpyFormatException {
        PythonModule module = new PythonModule(name, source.getBytes(StandardCharsets.UTF_8), false);
        group.add(module);
        return module;
    }

    private PythonModule counter(String name, int step) throws MpyFormatException {
        return revision(name, COUNTER.replace("STEP", String.valueOf(step)));
    }

    /** What a program has that imports it now. */
    private Object imported(String name, String expression) {
        group.interpreter().exec("import " + name);
        return group.interpreter().evaluate(name + "." + expression);
    }

    private void kill() throws Exception {
        PythonModule hanging = revision(
                "hanging", "def hang():\n while True:\n  try:\n   while True: pass\n  except BaseException: pass\n");
        assertThatThrownBy(() -> group.call(hanging, "hang"))
                .isInstanceOfSatisfying(
                        InterpreterException.class, e -> assertThat(e.isLost()).isTrue());
        group.remove(hanging);
    }

    @Test
    void eachRevisionsFunctionsHaveItsOwnVariablesAndImportGivesTheNewest() throws Exception {
        PythonModule old = counter("mod", 1);
        group.call(old, "up");
        PythonModule young = counter("mod", 100);

        assertThat(group.call(old, "up")).isEqualTo(2L);
        assertThat(group.call(young, "up")).isEqualTo(100L);
        assertThat(imported("mod", "count")).isEqualTo(100L);
        assertThat(group.findAttribute(old, "__name__")).hasValue("mod");
    }

    @Test
    void whenTheOldOneGoesTheNewOneStaysAndWhoImportedTheOldOneHasIt() throws Exception {
        PythonModule old = counter("mod", 1);
        PythonModule user =
                revision("user", "import mod\nfrom mod import up as more\ndef f(): return mod.up(), more()");
        assertThat(group.call(user, "f")).isEqualTo(PythonTuple.of(1L, 2L));
        PythonModule young = counter("mod", 100);
        assertThat(group.call(user, "f")).isEqualTo(PythonTuple.of(3L, 4L));

        group.remove(old);

        assertThat(group.call(user, "f")).isEqualTo(PythonTuple.of(100L, 200L));
        assertThat(imported("mod", "count")).isEqualTo(200L);
        assertThat(group.call(young, "up")).isEqualTo(300L);
        assertThatThrownBy(() -> group.call(old, "up")).hasMessage("'mod' is not loaded");
    }

    @Test
    void whenTheNewOneGoesImportGivesTheOldOneAgain() throws Exception {
        PythonModule old = counter("mod", 1);
        group.call(old, "up");
        PythonModule young = counter("mod", 100);
        PythonModule user = revision("user", "import mod\ndef f(): return mod.up()");
        assertThat(group.call(user, "f")).isEqualTo(100L);

        group.remove(young);

        assertThat(group.call(user, "f")).isEqualTo(2L);
        assertThat(imported("mod", "count")).isEqualTo(2L);
        assertThat(group.call(old, "up")).isEqualTo(3L);
    }

    @Test
    void aNewRevisionThatFailsLeavesTheOldOneAsItWas() throws Exception {
        PythonModule old = counter("mod", 1);
        group.call(old, "up");

        assertThatThrownBy(() -> revision("mod", "count = 50\nraise ValueError('no')"))
                .hasMessage("ValueError: no");

        assertThat(imported("mod", "count")).isEqualTo(1L);
        assertThat(group.call(old, "up")).isEqualTo(2L);
    }

    @Test
    void revisionsOfAModuleInAPackageAreKeptApartToo() throws Exception {
        PythonModule old = counter("lib.mod", 1);
        PythonModule user =
                revision("user", "import lib.mod\nfrom lib import mod\ndef f(): return lib.mod.up(), mod.up()");
        PythonModule young = counter("lib.mod", 100);
        group.call(young, "up");
        assertThat(group.call(user, "f")).isEqualTo(PythonTuple.of(200L, 1L));

        group.remove(young);
        assertThat(group.call(user, "f")).isEqualTo(PythonTuple.of(2L, 3L));

        group.remove(old);
        assertThatThrownBy(() -> group.interpreter().importModule("lib.mod")).hasMessageContaining("ImportError");
        assertThatThrownBy(() -> group.call(user, "f")).hasMessageContaining("AttributeError");
    }

    @Test
    void threeRevisionsGoInAnyOrder() throws Exception {
        PythonModule first = counter("mod", 1);
        PythonModule second = counter("mod", 10);
        PythonModule third = counter("mod", 100);

        group.remove(second);
        assertThat(imported("mod", "up()")).isEqualTo(100L);
        group.remove(third);
        assertThat(imported("mod", "up()")).isEqualTo(1L);
        group.remove(first);
        assertThatThrownBy(() -> group.interpreter().importModule("mod")).hasMessageContaining("ImportError");
    }

    @Test
    void aReplacedInterpreterHasBothRevisions() throws Exception {
        PythonModule old = counter("mod", 1);
        PythonModule user = revision("user", "import mod\ndef f(): return mod.up()");
        PythonModule young = counter("mod", 100);
        group.call(old, "up");
        kill();

        assertThat(group.call(old, "up")).isEqualTo(1L);
        assertThat(group.call(young, "up")).isEqualTo(100L);
        assertThat(group.call(user, "f")).isEqualTo(200L);
        assertThat(imported("mod", "count")).isEqualTo(200L);
        assertThat(group.replacements()).isEqualTo(1);

        group.remove(young);
        assertThat(imported("mod", "count")).isEqualTo(1L);
        group.remove(old);
        assertThatThrownBy(() -> group.interpreter().importModule("mod")).hasMessageContaining("ImportError");
    }

    @Test
    void aModuleImportsOneThatWasSwappedAfterItAlsoInANewInterpreter() throws Exception {
        PythonModule old = counter("mod", 1);
        PythonModule user = revision("user", "import mod\ndef f(): return mod.up()");
        counter("mod", 100);
        group.remove(old);
        kill();

        assertThat(group.call(user, "f")).isEqualTo(100L);
        assertThat(group.failure(user)).isEmpty();
    }

    @Test
    void modulesThatImportEachOtherAreThereInANewInterpreter() throws Exception {
        PythonModule one = revision(
                "one",
                "x = 1\ntry:\n    import two\nexcept ImportError:\n    two = None\ndef f(): return two and two.f()");
        PythonModule two = revision("two", "import one\ndef f(): return one.x + 1");
        assertThat(group.call(one, "f")).isNull();
        kill();

        assertThat(group.call(one, "f")).isEqualTo(2L);
        assertThat(group.call(two, "f")).isEqualTo(2L);
    }

    @Test
    void theOldRevisionIsThereThoughTheNewOneCannotBeLoadedAgain() throws Exception {
        PythonModule old = counter("mod", 1);
        boolean[] loaded = {false};
        python.module("host", Map.of("once", (a, n) -> {
            if (loaded[0]) {
                throw new PythonException("ValueError", "again");
            }
            loaded[0] = true;
            return null;
        }));
        PythonModule young = revision("mod", "import host\nhost.once()\ndef up(): return 7");
        kill();

        assertThat(group.call(old, "up")).isEqualTo(1L);
        assertThatThrownBy(() -> group.call(young, "up")).hasMessageContaining("ValueError: again");
        assertThat(imported("mod", "count")).isEqualTo(1L);
    }

    private static MountedFiles file(String name, String content) {
        return new MountedFiles() {
            @Override
            public Set<String> paths() {
                return Set.of(name);
            }

            @Override
            public Optional<byte[]> read(String path) {
                return Optional.of(content.getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    private PythonModule withFile(String importName, String content) throws MpyFormatException {
        byte[] source = "def f(): return open('/mods/owner/data/a.txt').read()".getBytes(StandardCharsets.UTF_8);
        PythonModule module = new PythonModule("owner", importName, source, false, file("data/a.txt", content), null);
        group.add(module);
        return module;
    }

    @Test
    void filesAreThoseOfTheNewestRevisionUnderWhateverNameItIsImported() throws Exception {
        PythonModule old = withFile("first", "old");
        PythonModule young = withFile("second", "young");
        assertThat(group.call(old, "f")).isEqualTo("young");

        group.remove(old);
        assertThat(group.call(young, "f")).isEqualTo("young");
        PythonModule third = withFile("second", "third");
        assertThat(group.call(young, "f")).isEqualTo("third");

        group.remove(third);
        assertThat(group.call(young, "f")).isEqualTo("young");
        kill();
        assertThat(group.call(young, "f")).isEqualTo("young");
    }

    @Test
    void whoeverImportedAModuleIsServedWhileItIsSwappedAgainAndAgain() throws Exception {
        PythonModule first = counter("mod", 1);
        PythonModule user = revision("user", "import mod\ndef f(): return mod.up()");
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Long>> callers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            callers.add(CompletableFuture.supplyAsync(() -> {
                long calls = 0;
                while (!done.get()) {
                    assertThat((Long) group.call(user, "f")).isPositive();
                    calls++;
                }
                return calls;
            }));
        }

        PythonModule old = first;
        for (int i = 0; i < 100; i++) {
            PythonModule young = counter("mod", i + 1);
            group.remove(i % 3 == 0 ? young : old);
            old = i % 3 == 0 ? old : young;
        }
        done.set(true);

        for (CompletableFuture<Long> caller : callers) {
            assertThat(caller.get(1, TimeUnit.MINUTES)).isNotNegative();
        }
        assertThat(group.replacements()).isZero();
        assertThat(group.interpreter().heapBytes()).isLessThan(2 << 20);
    }
}
