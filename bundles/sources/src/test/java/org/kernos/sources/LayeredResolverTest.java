package org.kernos.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.source.Attempt;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.sources.maven.MavenArchives;

final class LayeredResolverTest {

    @TempDir
    Path root;

    private final Map<String, String> configured = new HashMap<>();

    @BeforeEach
    void configure() {
        configured.put("kernos.sources.workspace", "work");
        configured.put("kernos.sources.packages", "packages");
        configured.put("kernos.sources.overrides", "special=file:elsewhere/special, broken = file:nowhere");
    }

    /** Every directory that is not called so is a module. */
    private final class Kernel implements KernelView {

        @Override
        public boolean isModule(Path directory) {
            return Files.isDirectory(directory) && !directory.endsWith("nomodule");
        }

        @Override
        public List<Path> searchPath() {
            return List.of(root.resolve("path"), root.resolve("cwd"));
        }
    }

    private LayeredResolver resolver() {
        SourcesSettings settings = SourcesSettings.of(configured::get, root);
        MavenArchives archives = new MavenArchives(settings.maven());
        SourceCache cache = new SourceCache(root.resolve("cache"), (source, bytes) -> {});
        SourceHints hints =
                new SourceHints(Schemes.all(root, cache, new GitRepositories(cache, settings.silence()), archives));
        return new LayeredResolver(settings.profile().layers(settings, hints, cache, new Kernel()));
    }

    private Path directory(String path) throws Exception {
        return Files.createDirectories(root.resolve(path));
    }

    private Path resolved(String module, Object hint) throws Exception {
        return resolver().resolve(module, hint).resolve();
    }

    @Test
    void inDevelopmentOverridesComeFirst() throws Exception {
        Zips.zip(root.resolve("packages/special.zip"), "special/kernel.sxs");
        directory("work/special");
        Path override = directory("elsewhere/special");
        assertThat(resolved("special", "zip:packages/special.zip")).isEqualTo(override);
    }

    @Test
    void theNextLayerIsAskedWhereOneHasNothing() throws Exception {
        Zips.zip(root.resolve("packages/alu.zip"), "alu/kernel.sxs");
        assertThat(resolved("alu", null)).startsWith(root.resolve("cache")).hasFileName("alu");
        Path work = directory("work/alu");
        assertThat(resolved("alu", null)).isEqualTo(work);
        Path hinted = directory("hinted/alu");
        assertThat(resolved("alu", "file:hinted/alu")).isEqualTo(hinted);
    }

    @Test
    void whatTheKernelWouldFindIsFoundLast() throws Exception {
        Path inCwd = directory("cwd/alu");
        assertThat(resolved("alu", null)).isEqualTo(inCwd);
        Path onPath = directory("path/alu");
        assertThat(resolved("alu", null)).isEqualTo(onPath);
        Zips.zip(root.resolve("packages/alu.zip"), "alu/kernel.sxs");
        assertThat(resolved("alu", null)).startsWith(root.resolve("cache"));
        assertThatExceptionOfType(ModuleNotFoundException.class)
                .isThrownBy(() -> resolved("alv", null))
                .satisfies(e -> assertThat(e.problems().get(0).suggestions()).containsExactly("alu"));
    }

    @Test
    void aDirectoryWithoutADescriptorIsPassedOver() throws Exception {
        directory("work/nomodule");
        directory("path/nomodule");
        assertThatExceptionOfType(ModuleNotFoundException.class)
                .isThrownBy(() -> resolved("nomodule", null))
                .withMessageContaining("directory 'nomodule' has no descriptor");
    }

    @Test
    void whatNoLayerHasNamesThemAllAndNearNames() throws Exception {
        directory("work/alu");
        assertThatExceptionOfType(ModuleNotFoundException.class)
                .isThrownBy(() -> resolved("alv", null))
                .satisfies(e -> {
                    assertThat(e.attempts())
                            .extracting(Attempt::toString)
                            .containsExactly(
                                    "overrides: none for 'alv'",
                                    "hint: none was given",
                                    "workspace " + root.resolve("work") + ": no directory 'alv'",
                                    "packages " + root.resolve("packages") + ": no archive 'alv.zip'",
                                    "search path: no module directory 'alv' in " + root.resolve("path") + ", "
                                            + root.resolve("cwd"));
                    assertThat(e.problems().get(0).suggestions()).containsExactly("alu");
                });
    }

    @Test
    void anOverrideThatIsNotThereIsNotLookedForFurther() throws Exception {
        directory("work/broken");
        assertThatExceptionOfType(ModuleNotFoundException.class)
                .isThrownBy(() -> resolved("broken", null))
                .withMessageContaining("file:" + root.resolve("nowhere") + ": does not exist");
        assertThat(resolver().explain("broken", null))
                .allMatch(attempt -> attempt.found().isEmpty())
                .extracting(Attempt::answer)
                .contains("is not asked");
    }

    @Test
    void everyLayerSaysWhatItHas() throws Exception {
        Path work = directory("work/alu");
        Zips.zip(root.resolve("packages/alu.zip"), "alu/kernel.sxs");
        List<Attempt> attempts = resolver().explain("alu", null);
        assertThat(attempts).hasSize(5);
        assertThat(attempts.get(2).found()).contains(work);
        assertThat(attempts.get(3).found()).isPresent();
    }

    @Test
    void inProductionVerifiedPackagesCountAndNothingElse() throws Exception {
        configured.put("kernos.sources.profile", "production");
        directory("work/alu");
        directory("elsewhere/special");
        for (String module : List.of("alu", "special")) {
            assertThatExceptionOfType(ModuleNotFoundException.class)
                    .isThrownBy(() -> resolved(module, "file:work/alu"))
                    .withMessageContaining("hint: does not count in the profile production");
        }
        Path archive = Zips.zip(root.resolve("packages/alu.zip"), "alu/kernel.sxs");
        assertThatExceptionOfType(ModuleLoadException.class)
                .isThrownBy(() -> resolved("alu", null))
                .withMessageContaining("KERNOS-0603")
                .withMessageContaining("add alu=sha256:HEX to kernos.sources.digests");
        configured.put("kernos.sources.digests", "alu=" + Zips.digest(archive));
        assertThat(resolved("alu", null)).hasFileName("alu");
        Zips.zip(archive, "alu/kernel.sxs", "alu/evil");
        assertThatExceptionOfType(ModuleLoadException.class)
                .isThrownBy(() -> resolved("alu", null))
                .withMessageContaining("KERNOS-0603");
    }

    @Test
    void inProductionOverridesCountWhichSayWhatTheyLeadTo() throws Exception {
        configured.put("kernos.sources.profile", "production");
        String commit;
        try (TestRepository repository = TestRepository.create(root.resolve("alu.git"))) {
            commit = repository.commit("refs/heads/main", repository.file("kernel.sxs", "alu"));
        }
        configured.put("kernos.sources.overrides", "alu=git+file:alu.git#main");
        assertThatExceptionOfType(ModuleNotFoundException.class)
                .isThrownBy(() -> resolved("alu", null))
                .withMessageContaining("git+file:alu.git#main does not count in the profile production");
        configured.put("kernos.sources.overrides", "alu=git+file:alu.git#" + commit);
        assertThat(resolved("alu", null).resolve("kernel.sxs")).hasContent("alu");
    }

    @Test
    void inProductionAnArchiveOfAMavenRepositoryCountsWithItsDigestOnly() throws Exception {
        Path archive = Zips.zip(root.resolve("local/org/example/modules/alu/1.0.0/alu-1.0.0.zip"), "alu/kernel.sxs");
        String hint = "mvn:org.example.modules:alu:1.0.0";
        configured.put("kernos.sources.profile", "production");
        configured.put("kernos.sources.maven.local", "local");
        configured.put("kernos.sources.overrides", "alu=" + hint);
        assertThatExceptionOfType(ModuleNotFoundException.class)
                .isThrownBy(() -> resolved("alu", hint))
                .withMessageContaining("overrides: " + hint + " does not count");
        configured.put("kernos.sources.overrides", "alu=" + hint + "#" + Zips.digest(archive));
        assertThat(resolved("alu", null)).hasFileName("alu");
        Zips.zip(archive, "alu/kernel.sxs", "alu/evil");
        assertThatExceptionOfType(ModuleLoadException.class)
                .isThrownBy(() -> resolved("alu", null))
                .withMessageContaining("KERNOS-0603");
    }

    @Test
    void inTestingOverridesAndTheWorkspaceCount() throws Exception {
        directory("elsewhere/special");
        configured.put("kernos.sources.profile", "testing");
        Zips.zip(root.resolve("packages/alu.zip"), "alu/kernel.sxs");
        assertThatExceptionOfType(ModuleNotFoundException.class)
                .isThrownBy(() -> resolved("alu", "zip:packages/alu.zip"));
        assertThat(resolved("special", null)).isEqualTo(root.resolve("elsewhere/special"));
        Path work = directory("work/alu");
        assertThat(resolved("alu", null)).isEqualTo(work);
    }

    @Test
    void theWorkspaceIsTheSearchPathWhereNoneIsConfigured() throws Exception {
        configured.remove("kernos.sources.workspace");
        configured.put("kernos.path", "modules");
        Path alu = directory("modules/alu");
        assertThat(resolved("alu", null)).isEqualTo(alu);
    }

    @Test
    void valuesOutOfTheirRangeNamePidKeyAndRange() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "kernos.sources.profile", "fast",
                        "kernos.sources.silence.ms", "999",
                        "kernos.sources.overrides", "a/b=file:x",
                        "kernos.sources.digests", "alu=md5:1",
                        "kernos.sources.maven.offline", "yes",
                        "kernos.sources.maven.repositories", "ftp://a.example")
                .entrySet()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SourcesSettings.of(Map.ofEntries(wrong)::get, root))
                    .withMessageContaining("org.kernos.sources: " + wrong.getKey() + " is '" + wrong.getValue() + "'");
        }
    }
}
