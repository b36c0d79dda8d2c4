package org.kernos.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path home;

    @Test
    void theConsoleIsTheServiceOfTheShellBundle() throws Exception {
        bundle("1-services", "shell", EchoConsole.class);

        try (var storage = Storage.temporary();
                var container = Container.start(settings(), storage)) {
            assertThat(container.console("command").applyAsInt(new String[] {"a", "b"}))
                    .isEqualTo(2);
        }
    }

    @Test
    void levelZeroIsInstalledAndNotStarted() throws Exception {
        bundle("0-libraries", "library", EchoConsole.class);
        bundle("1-services", "shell", EchoConsole.class);

        try (var storage = Storage.temporary();
                var container = Container.start(settings(), storage)) {
            container.awaitStart();
            assertThat(container.states())
                    .containsEntry("library", "not started")
                    .containsEntry("shell", "active");
        }
    }

    @Test
    void fromLevelThreeOnBundlesAreForAStorageThatIsKept() throws Exception {
        bundle("1-services", "shell", EchoConsole.class);
        bundle("3-deployer", "deployer", NoConsole.class);

        try (var storage = Storage.temporary();
                var container = Container.start(settings(), storage)) {
            container.awaitStart();
            assertThat(container.states()).containsOnlyKeys("shell");
        }
        try (var storage = kept();
                var container = Container.start(settings(), storage)) {
            // On its own thread, after the start.
            long deadline = System.nanoTime() + 30_000_000_000L;
            while (!"active".equals(container.states().get("deployer"))) {
                assertThat(System.nanoTime()).as("the deployer starts").isLessThan(deadline);
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    @Test
    void aStorageThatIsKeptFollowsTheFolder() throws Exception {
        bundle("1-services", "shell", EchoConsole.class);
        bundle("1-services", "old", EchoConsole.class);
        try (var storage = kept();
                var container = Container.start(settings(), storage)) {
            container.awaitStart();
            assertThat(container.states()).containsOnlyKeys("old", "shell");
        }

        Files.delete(home.resolve("bundles/1-services/old.jar"));
        bundle("1-services", "shell", NoConsole.class);
        bundle("1-services", "new", EchoConsole.class);

        try (var storage = kept();
                var container = Container.start(settings(), storage)) {
            container.awaitStart();
            assertThat(container.states()).containsOnlyKeys("new", "shell");
            assertThat(container.console("interactive").applyAsInt(new String[0]))
                    .isZero();
        }
    }

    @Test
    void withoutAShellTheMessageNamesTheBundleThatDoesNotStartAndWhy() throws Exception {
        bundle("1-services", "shell", FailingConsole.class);

        try (var storage = Storage.temporary();
                var container = Container.start(settings(), storage)) {
            assertThatThrownBy(() -> container.console("command"))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageStartingWith("no shell after 3 s; not active: shell")
                    .hasMessageContaining("shell: java.lang.IllegalStateException: on purpose");
        }
    }

    @Test
    void aFolderWithoutALevelIsRefused() throws Exception {
        bundle("services", "shell", EchoConsole.class);

        try (var storage = Storage.temporary()) {
            assertThatThrownBy(() -> Container.start(settings(), storage))
                    .hasMessageEndingWith("services has no start level: name it LEVEL-NAME, like 1-services");
        }
    }

    private Storage kept() throws IOException {
        return Storage.of(home.resolve("data"));
    }

    private Settings settings() {
        return new Settings(home, Map.of("felix.log.level", "0"));
    }

    private void bundle(String folder, String name, Class<?> activator) throws IOException {
        var manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.putValue("Manifest-Version", "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", name);
        headers.putValue("Bundle-Activator", activator.getName());
        headers.putValue("Import-Package", "org.osgi.framework");
        Path jar = home.resolve("bundles").resolve(folder).resolve(name + ".jar");
        Files.createDirectories(jar.getParent());
        String entry = activator.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream code = activator.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new ZipEntry(entry));
            code.transferTo(out);
        }
    }
}
