package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.Test;
import org.kernos.api.source.Coordinator;
import org.kernos.api.source.ModuleSourceResolver;
import org.kernos.itests.company.CompanyBundle;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What docs/sources.md promises of where modules come from. */
public abstract class SourcePromises extends HelixPromises {

    private static final String RESOLVER = "(objectClass=" + ModuleSourceResolver.class.getName() + ")";
    private static final String SOURCES = "org.kernos.sources";
    private static final String KV = "mvn:org.example.modules:kv:1.0.0";

    @FunctionalInterface
    private interface Step {
        void take() throws Exception;
    }

    /** The command is made anew with each change of the resolvers, and away for a moment. */
    private boolean shows(String line, String text) {
        try {
            return shell.run(line).contains(text);
        } catch (Exception e) {
            return false;
        }
    }

    private void withoutSources(Step step) throws Exception {
        Bundle sources = bundle(SOURCES);
        sources.stop();
        try {
            Await.until("the command without it", () -> shows("module:sources", "no resolver"));
            step.take();
        } finally {
            sources.start();
        }
        Await.until("the command with it", () -> shows("module:sources", "development"));
    }

    /** By Config Admin, as people do; that there are other layers then shows that the resolver is the new one. */
    private void configured(Map<String, String> settings, Step step) throws Exception {
        Configuration configuration = service(ConfigurationAdmin.class).getConfiguration(SOURCES, "?");
        Hashtable<String, Object> properties = new Hashtable<>(settings);
        properties.put("kernos.sources.packages", "/configured");
        try {
            configuration.update(properties);
            Await.until("the new layers", () -> shows("module:sources", "packages /configured"));
            step.take();
        } finally {
            configuration.delete();
        }
        Await.until(
                "the former layers",
                () -> shows("module:sources", "development") && !shows("module:sources", "packages /configured"));
    }

    private Path zip(String sample) throws IOException {
        return zip(sample, temporary.getRoot().toPath().resolve(sample + ".zip"));
    }

    private static Path zip(String sample, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file));
                Stream<Path> content = Files.walk(SAMPLES.resolve(sample))) {
            for (Path each : content.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(SAMPLES.relativize(each).toString()));
                zip.write(Files.readAllBytes(each));
                zip.closeEntry();
            }
        }
        return file;
    }

    @Test
    public void withoutAResolverAModuleIsLoadedByItsNameFromTheSearchPath() throws Exception {
        withoutSources(() -> {
            assertThat(shell.run("module:sources")).startsWith("no resolver is mounted");
            assertThat(shell.run("module:resolve kv"))
                    .contains("installed bundles")
                    .endsWith("kv comes from " + SAMPLES.resolve("kv"));
            assertThat(shell.run("module:install kv")).startsWith("kv ").contains(" active");
            assertThat(refusal("module:install kw"))
                    .startsWith("KERNOS-0307 module 'kw' was not found, tried installed bundles: none declares 'kw'")
                    .contains("did you mean  kv")
                    .contains("kernos.path");
        });
    }

    @Test
    public void withTheBundleSourcesItIsFoundThereToo() throws Exception {
        assertThat(shell.run("module:resolve kv"))
                .contains("overrides", "hint", "workspace", "search path")
                .endsWith("kv comes from " + SAMPLES.resolve("kv"));
        assertThat(shell.run("module:install kv")).startsWith("kv ").contains(" active");
        shell.run("module:stop kv");
        assertThat(shell.run("module:install kv")).contains(" active");
        assertThat(refusal("module:install kw"))
                .startsWith("KERNOS-0307 module 'kw' was not found, tried overrides: none for 'kw'")
                .contains("did you mean  kv");
    }

    @Test
    public void anArchiveIsLoadedByItsHintAndRefusedByAnotherDigest() throws Exception {
        String hint = "zip:" + zip("kv");
        assertThat(refusal("module:install --hint '" + hint + "#sha256:" + "0".repeat(64) + "' kv"))
                .startsWith("KERNOS-0603 the archive's digest is sha256:");
        assertThat(refusal("module:install --hint ftp://host/kv kv"))
                .startsWith("KERNOS-0602 the source hint 'ftp://host/kv' has the unknown scheme 'ftp', known are: file")
                .contains("mvn");
        assertNothingIsLeftOf("kv");

        assertThat(shell.run("module:resolve --hint '" + hint + "' kv")).contains("overrides", "none for 'kv'");
        assertNothingIsLeftOf("kv");
        assertThat(shell.run("module:install --hint '" + hint + "' kv")).contains(" active");
        shell.run("module:uninstall kv");
        assertNothingIsLeftOf("kv");
    }

    @Test
    public void anArchiveIsFetchedFromAMavenRepository() throws Exception {
        Path root = temporary.getRoot().toPath();
        try (MavenServer server = new MavenServer(root.resolve("repository"))) {
            MavenServer.checksum(zip("kv", server.directory().resolve("org/example/modules/kv/1.0.0/kv-1.0.0.zip")));
            Map<String, String> settings = Map.of(
                    "kernos.sources.maven.repositories", server.address(),
                    "kernos.sources.maven.local", root.resolve("local").toString());
            configured(settings, () -> {
                assertThat(refusal("module:install --hint mvn:org.example.modules:kv:2.0.0 kv"))
                        .startsWith("KERNOS-0307 module 'kv' was not found, tried local repository "
                                + root.resolve("local") + ": does not have it; " + server.address()
                                + ": does not have it");
                assertNothingIsLeftOf("kv");
                assertThat(shell.run("module:resolve --hint " + KV + " kv")).contains("kv comes from ");
                assertThat(shell.run("module:install --hint " + KV + " kv")).contains(" active");
            });
            // What has come once needs no repository.
            shell.run("module:uninstall kv");
            configured(
                    Map.of("kernos.sources.maven.offline", "true", "kernos.sources.maven.local", root + "/local"),
                    () -> assertThat(shell.run("module:install --hint " + KV + " kv"))
                            .contains(" active"));
        }
    }

    @Test
    public void anArchiveIsFetchedFromADirectoryOfMavens() throws Exception {
        Path root = temporary.getRoot().toPath();
        Path archive = zip("kv", root.resolve("repository/org/example/modules/kv/1.0.0/kv-1.0.0.zip"));
        Files.writeString(archive.resolveSibling("kv-1.0.0.zip.sha1"), "0".repeat(40));
        Map<String, String> settings = Map.of(
                "kernos.sources.maven.repositories",
                        root.resolve("repository").toUri().toString(),
                "kernos.sources.maven.local", root.resolve("local").toString());
        configured(settings, () -> {
            assertThat(refusal("module:install --hint " + KV + " kv"))
                    .startsWith("KERNOS-0603 what came for " + KV + " was refused: the repository's checksum is 000");
            MavenServer.checksum(archive);
            assertThat(shell.run("module:install --hint " + KV + " kv")).contains(" active");
        });
    }

    @Test
    public void aBundleOfAUsersOwnTakesOverAndGivesBackWhenItGoes() throws Exception {
        Path share = temporary.newFolder("share").toPath();
        copy(SAMPLES.resolve("kv"), share.resolve("kv"));
        Bundle company = context().installBundle("company", CompanyBundle.jar(share));
        try {
            company.start();
            Await.until(
                    "its resolver in front",
                    () -> shows("module:resolve kv", CompanyBundle.class.getPackageName()));
            assertThat(shell.run("module:resolve kv")).endsWith("kv comes from " + share.resolve("kv"));
            assertThat(shell.run("module:install kv")).contains(" active");
            assertThat(refusal("module:install fs"))
                    .startsWith("KERNOS-0307 module 'fs' was not found, tried " + share.resolve("fs") + ": no directory");
            assertThat(bundle(SOURCES).getState()).isEqualTo(Bundle.ACTIVE);
        } finally {
            company.uninstall();
        }
        shell.run("module:uninstall kv");
        Await.until("ours again", () -> shows("module:resolve kv", "search path"));
        assertThat(shell.run("module:install kv")).contains(" active");
        assertThat(shell.run("module:resolve kv")).endsWith("kv comes from " + SAMPLES.resolve("kv"));
    }

    @Test
    public void whatABundleMountsIsAServiceAndGoesByUnmounting() throws Exception {
        Coordinator coordinator = service(Coordinator.class);
        String mounted = "(&" + RESOLVER + "(mount.point=module-source-resolver)(!(kernos.sources.profile=*)))";
        coordinator.mount(ModuleSourceResolver.MOUNT_POINT, (ModuleSourceResolver) (id, hint) -> null);
        try {
            assertThat(has(mounted)).isTrue();
            assertThat(refusal("module:install kv"))
                    .startsWith("KERNOS-0601 resolver ")
                    .contains("answered null for 'kv'");
            assertNothingIsLeftOf("kv");
        } finally {
            coordinator.unmount(ModuleSourceResolver.MOUNT_POINT);
        }
        assertThat(has(mounted)).isFalse();
    }
}
