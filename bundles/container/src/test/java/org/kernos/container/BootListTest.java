package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.BootReport;
import org.kernos.api.ModuleInfo;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.source.Coordinator;
import org.kernos.api.source.ModuleSourceResolver;
import org.kernos.spi.ModuleRuntime;
import org.osgi.framework.BundleException;

/** Modules of {@code kernos.boot} by their names and hints, and a resolver that comes before, after or never. */
final class BootListTest {

    @TempDir
    Path root;

    private TestContainer kernos;
    private TestResolver resolver;

    @BeforeEach
    void start() throws Exception {
        TestContainer.moduleIn(root.resolve("boot"), "plain");
        kernos = new TestContainer(root, "kernos.path", root.resolve("modules").toString());
        kernos.awaitBoot();
        resolver = new TestResolver(root.resolve("store"));
    }

    @AfterEach
    void stop() throws BundleException {
        kernos.close();
    }

    private void mount(ModuleSourceResolver mounted) {
        kernos.service(Coordinator.class).mount(ModuleSourceResolver.MOUNT_POINT, mounted);
    }

    private void unmount() {
        kernos.service(Coordinator.class).unmount(ModuleSourceResolver.MOUNT_POINT);
    }

    /** A container that boots this list, and the directory {@code boot} before it. */
    private BootReport boot(String list, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "kernos.boot";
        all[1] = root.resolve("boot") + ", " + list;
        System.arraycopy(more, 0, all, 2, more.length);
        kernos.configure(all);
        return kernos.awaitBoot();
    }

    private static List<String> names(BootReport report) {
        return report.active().stream().map(ModuleInfo::name).toList();
    }

    private void awaitActive(String module) {
        TestContainer.await(module, () -> kernos.registry().hasFunction(module + "/add"));
    }

    /** The report in which what was refused is there. */
    private BootReport awaitWithoutRefusals() {
        TestContainer.await("a report without refusals", () -> {
            var reference = kernos.context().getServiceReference(BootReport.class);
            BootReport report = reference == null ? null : kernos.context().getService(reference);
            return report != null && report.refused().isEmpty();
        });
        return kernos.service(BootReport.class);
    }

    private static String text(List<Problem> problems) {
        return String.join("\n", problems.stream().map(Problem::toString).toList());
    }

    @Test
    void namesAreOnTheSearchPathAndHintsAreForTheResolver() throws Exception {
        kernos.module("alu");
        resolver.with("mylib").with("io");
        mount(resolver);
        BootReport report = boot("alu, io, mylib@mvn:org.example:mylib:1.0");
        assertThat(report.refused()).isEmpty();
        assertThat(names(report)).containsExactlyInAnyOrder("plain", "alu", "io", "mylib");
        assertThat(resolver.asked).containsExactlyInAnyOrder("io", "mylib@mvn:org.example:mylib:1.0");
    }

    @Test
    void aHintMayHaveCommasInQuotes() throws Exception {
        resolver.with("mylib");
        mount(resolver);
        assertThat(boot("\"mylib@zip:/a,b.zip\"").refused()).isEmpty();
        assertThat(resolver.asked).containsExactly("mylib@zip:/a,b.zip");
    }

    @Test
    void whatNeedsAResolverIsReportedUntilOneIsMounted() throws Exception {
        BootReport before = boot("io, mylib@moon");
        assertThat(names(before)).containsExactly("plain");
        assertThat(before.refused()).containsOnlyKeys("io", "mylib@moon");
        assertThat(text(before.refused().get("mylib@moon")))
                .startsWith(
                        "KERNOS-0307 module 'mylib' was not found: it was asked for as 'mylib@moon', and no module");
        assertThat(text(before.refused().get("io"))).contains("tried: " + root.resolve("modules/io"));
        assertThat(kernos.registry().why("mylib")).isNotEmpty();

        resolver.with("mylib", "needs=alu").with("io").with("alu");
        mount(resolver);
        assertThat(names(awaitWithoutRefusals())).containsExactlyInAnyOrder("plain", "mylib", "io", "alu");
        assertThat(resolver.asked).containsExactlyInAnyOrder("io", "mylib@moon", "alu");
    }

    @Test
    void whatModulesInBootDirectoriesLackIsAskedForAsWell() throws Exception {
        TestContainer.moduleIn(root.resolve("boot"), "user", "needs=alu", "source.alu=mars");
        assertThat(boot("").refused()).hasSize(1);
        resolver.with("alu");
        mount(resolver);
        assertThat(names(awaitWithoutRefusals())).containsExactlyInAnyOrder("plain", "alu", "user");
        assertThat(resolver.asked).containsExactly("alu@mars");
    }

    @Test
    void oneThatFailsHarmsNoOther() throws Exception {
        resolver.with("good").with("broken", "broken=yes").with("needy", "needs=nothing");
        resolver.answering("throwing", (id, hint) -> {
            throw new IllegalStateException("out of order");
        });
        resolver.answering("file", (id, hint) -> () -> Files.createTempFile(root, "no", "directory"));
        resolver.answering("null", (id, hint) -> null);
        mount(resolver);
        BootReport report = boot("null@a, throwing, file, broken@b, needy, absent, 9*9, good@c, /nowhere");
        assertThat(names(report)).containsExactlyInAnyOrder("plain", "good");
        assertThat(report.refused())
                .containsOnlyKeys(
                        "null@a",
                        "throwing",
                        "file",
                        "broken@b",
                        resolver.directory("needy").toString(),
                        "absent",
                        "9*9",
                        "/nowhere");
        assertThat(text(report.refused().get("throwing"))).contains("KERNOS-0601", "out of order");
        assertThat(text(report.refused().get("absent"))).contains("the moon: no absent");
        assertThat(report.refused().get("/nowhere"))
                .extracting(Problem::code)
                .containsExactly(ProblemCode.DIRECTORY_MISSING);
        assertThat(kernos.bundles()).hasSize(2);
    }

    @Test
    void aResolverThatBlocksHoldsUpTheReportAndNoOtherModule() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Path slow = TestContainer.moduleIn(root.resolve("store"), "slow");
        mount((id, hint) -> {
            asked.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return () -> slow;
        });
        kernos.configure("kernos.boot", root.resolve("boot") + ",slow@moon");
        asked.await();
        awaitActive("plain");
        assertThat(kernos.context().getServiceReference(BootReport.class)).isNull();
        release.countDown();
        assertThat(names(kernos.awaitBoot())).containsExactlyInAnyOrder("plain", "slow");
    }

    @Test
    void aResolverThatNeverAnswersIsWaitedForAsLongAsTheLimit() throws Exception {
        mount((id, hint) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return () -> root;
        });
        BootReport report = boot("slow@moon", "kernos.sources.limit.ms", "50");
        assertThat(names(report)).containsExactly("plain");
        assertThat(text(report.refused().get("slow@moon"))).contains("did not answer for 'slow' within 50 ms");
    }

    @Test
    void theContainerClosesWhileItsBootWaitsForAResolver() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        mount((id, hint) -> {
            asked.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return () -> root;
        });
        kernos.configure("kernos.boot", "slow@moon");
        asked.await();
        assertThat(names(boot("")).equals(List.of("plain"))).isTrue();
        interrupted.await();
        assertThat(kernos.count(BootReport.class, null)).isEqualTo(1);
    }

    @Test
    void theSameResolverIsAskedOnceHoweverOftenBootTriesAgain() throws Exception {
        TestContainer.moduleIn(root.resolve("boot"), "user", "needs=gone");
        mount(resolver);
        assertThat(boot("absent@moon").refused()).hasSize(2);
        TestContainer.moduleIn(root.resolve("boot"), "news");
        kernos.context().registerService(ModuleRuntime.class, new RecordingRuntime(), null);
        awaitActive("news");
        assertThat(resolver.asked).containsExactlyInAnyOrder("absent@moon", "gone");
    }

    @Test
    void anotherResolverIsAskedForWhatTheFormerOneDidNotHave() throws Exception {
        mount(resolver);
        assertThat(boot("mylib@moon").refused()).hasSize(1);
        mount(new TestResolver(root.resolve("other")).with("mylib"));
        assertThat(names(awaitWithoutRefusals())).containsExactlyInAnyOrder("plain", "mylib");
    }

    @Test
    void whatAPersonHasRemovedIsNotLoadedByTheNextResolver() throws Exception {
        mount(resolver.with("mylib"));
        boot("mylib@moon, late@moon");
        kernos.container().uninstall("mylib", false);
        TestResolver other =
                new TestResolver(root.resolve("other")).with("mylib").with("late");
        mount(other);
        awaitActive("late");
        assertThat(kernos.registry().findModule("mylib")).isEmpty();
        assertThat(other.asked).containsExactly("late@moon");
    }

    @Test
    void theLockFallsWhenTheMountedResolverWasAsked() throws Exception {
        mount(resolver.with("mylib"));
        assertThat(names(boot("mylib@moon", "kernos.lock", "after-boot"))).containsExactlyInAnyOrder("plain", "mylib");
        assertThat(kernos.container().isLoadAllowed()).isFalse();
    }

    @Test
    void aResolverThatComesAfterTheLockIsTooLate() throws Exception {
        assertThat(boot("mylib@moon", "kernos.lock", "after-boot").refused()).hasSize(1);
        mount(resolver.with("mylib"));
        TestContainer.await("the refusal", () -> kernos.registry().why("mylib").stream()
                .anyMatch(problem -> problem.code() == ProblemCode.LOCKED));
        assertThat(kernos.registry().findModule("mylib")).isEmpty();
    }

    @Test
    void aModuleFromAFormerRunIsThereWithoutItsResolver() throws Exception {
        mount(resolver.with("mylib"));
        boot("mylib@moon");
        unmount();
        BootReport again = boot("mylib@moon");
        assertThat(names(again)).containsExactlyInAnyOrder("plain", "mylib");
        assertThat(again.refused()).isEmpty();
    }

    @Test
    void aModuleFromAFormerRunStaysWhenItsHintNowLeadsNowhere() throws Exception {
        mount(resolver.with("mylib"));
        boot("mylib@moon");
        mount(new TestResolver(root.resolve("other")));
        BootReport again = boot("mylib@mars");
        assertThat(names(again)).containsExactlyInAnyOrder("plain", "mylib");
        assertThat(text(again.refused().get("mylib@mars"))).contains("the moon: no mylib");
    }

    @Test
    void anotherHintBringsAnotherVersionAtTheNextStart() throws Exception {
        Path one = TestContainer.moduleIn(root.resolve("one"), "mylib", "version=1.0.0");
        Path two = TestContainer.moduleIn(root.resolve("two"), "mylib", "version=2.0.0");
        mount((id, hint) -> () -> String.valueOf(hint).equals("one") ? one : two);
        boot("mylib@one");
        boot("mylib@two");
        assertThat(kernos.registry()
                        .findModule("mylib")
                        .orElseThrow()
                        .descriptor()
                        .version())
                .hasToString("2.0.0");
    }

    @Test
    void aDirectoryThatIsThereIsOneAlthoughItCouldBeAName() {
        mount(resolver);
        assertThat(boot("src").refused()).isEmpty();
        assertThat(resolver.asked).isEmpty();
        assertThat(boot("src@").refused()).containsOnlyKeys("src@");
        assertThat(resolver.asked).containsExactly("src");
    }

    @Test
    void whatAReaderMayStillBringIsNotAskedForBecauseAModuleNeedsIt() throws IOException {
        TestContainer.moduleIn(root.resolve("boot"), "user", "needs=later");
        Path later = Files.createDirectories(root.resolve("boot/later"));
        Files.writeString(later.resolve("other.format"), "");
        mount(resolver.with("later"));
        assertThat(boot("").refused()).hasSize(1);
        assertThat(resolver.asked).isEmpty();
    }
}
