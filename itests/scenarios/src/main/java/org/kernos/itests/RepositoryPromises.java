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
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What docs/sources.md promises of modules in repositories, all of them on this computer. */
public abstract class RepositoryPromises extends ConfigPromises {

    protected static final String SOURCES = "org.kernos.sources";
    private static final String KV = "mvn:org.example.modules:kv:1.0.0";

    @FunctionalInterface
    protected interface Step {
        void take() throws Exception;
    }

    /** The command is made anew with each change of the resolvers, and away for a moment. */
    protected final boolean shows(String line, String text) {
        try {
            return shell.run(line).contains(text);
        } catch (Exception e) {
            return false;
        }
    }

    /** In Karaf commands come one after the other, and one that is not there is no error. What is active stays as it is. */
    protected final void awaitInstall() throws Exception {
        Await.until("the command that installs", () -> shows("module:install alu", " active"));
    }

    /** By Config Admin, as people do; that there are other layers then shows that the resolver is the new one. */
    private void configured(Map<String, String> settings, Step step) throws Exception {
        Configuration configuration = service(ConfigurationAdmin.class).getConfiguration(SOURCES, "?");
        Hashtable<String, Object> properties = new Hashtable<>(settings);
        properties.put("kernos.sources.packages", "/configured");
        try {
            configuration.update(properties);
            Await.until("the new layers", () -> shows("module:sources", "packages /configured"));
            awaitInstall();
            step.take();
        } finally {
            configuration.delete();
        }
        Await.until(
                "the former layers",
                () -> shows("module:sources", "development") && !shows("module:sources", "packages /configured"));
        awaitInstall();
    }

    protected final Path zip(String sample) throws IOException {
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
    public void aModuleComesOutOfAGitRepository() throws Exception {
        Path work = temporary.newFolder("modules").toPath();
        copy(SAMPLES.resolve("kv"), work.resolve("kv"));
        String commit;
        try (Git git =
                Git.init().setInitialBranch("main").setDirectory(work.toFile()).call()) {
            git.add().addFilepattern("kv").call();
            PersonIdent author = new PersonIdent("Ann Author", "ann@author.example");
            commit = git.commit()
                    .setAuthor(author)
                    .setCommitter(author)
                    .setSign(false)
                    .setMessage("kv")
                    .call()
                    .name();
        }
        String repository = "git+file:" + work + "#";
        assertThat(refusal("module:install --hint '" + repository + "mian:kv' kv"))
                .startsWith("KERNOS-0307 module 'kv' was not found")
                .contains("'mian'");
        assertNothingIsLeftOf("kv");
        assertThat(shell.run("module:install --hint '" + repository + "main:kv' kv"))
                .contains(" active");
        shell.run("module:uninstall kv");
        // What has come once needs no repository.
        delete(work);
        assertThat(shell.run("module:install --hint '" + repository + commit + ":kv' kv"))
                .contains(" active");
        assertThat(shell.run("module:swap kv '" + repository + commit + ":kv'")).startsWith("kv 1.0.0 revision ");
        assertThat(refusal("module:swap kv '" + repository + "mian:kv'"))
                .contains("KERNOS-0307 module 'kv' was not found");
    }
}
