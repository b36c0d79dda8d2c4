package org.kernos.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.spi.ModuleFiles;
import org.kernos.spi.ModuleReader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

class DeployerComponentTest {

    private static final long LIMIT_NS = 30_000_000_000L;

    @TempDir
    Path temporary;

    private final FakeContainer container = new FakeContainer();
    private final LoggedLines log = new LoggedLines();
    private DeployerComponent component;

    @BeforeEach
    void open() {
        component = make();
    }

    @AfterEach
    void close() {
        component.stop();
        log.close();
    }

    private DeployerComponent make() {
        DeployerComponent made = new DeployerComponent(context(), Map.of("kernos.deployer.quiet.ms", "0"));
        made.readers = List.of(new Reader());
        return made;
    }

    /** A framework with nothing in it. */
    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getDataFile" ->
                        temporary.resolve((String) arguments[0]).toFile();
                    case "getBundles" -> new Bundle[0];
                    default -> null;
                });
    }

    private static final class Reader implements ModuleReader {
        @Override
        public String kind() {
            return "test";
        }

        @Override
        public String descriptorFile() {
            return FakeContainer.FILE;
        }

        @Override
        public boolean accepts(Set<String> names) {
            return names.contains(FakeContainer.FILE);
        }

        @Override
        public Reading read(ModuleFiles files) {
            throw new UnsupportedOperationException();
        }
    }

    private Path module(String name) throws IOException {
        Path directory = Files.createDirectories(temporary.resolve("deploy/" + name));
        Files.writeString(directory.resolve(FakeContainer.FILE), "name=" + name);
        return directory;
    }

    /** What FileInstall makes of a directory before it asks. */
    private File jar(String name, String entry) throws IOException {
        Path jar = Files.createDirectories(temporary.resolve("tmp")).resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry(entry));
        }
        return jar.toFile();
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT_NS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void whatFileInstallTellsIsDoneOnAThreadOfItsOwn() throws IOException {
        component.setContainer(container);
        Path alu = module("alu");
        component.install(alu.toFile());
        await("alu", () -> log.take().stream().anyMatch(line -> line.contains("alu 1.0.0 deployed")));

        Files.delete(alu.resolve(FakeContainer.FILE));
        Files.delete(alu);
        component.uninstall(alu.toFile());
        await("alu to go", () -> log.take().stream().anyMatch(line -> line.contains("gone, alu uninstalled")));
    }

    @Test
    void whatIsToldWhileThereIsNoContainerIsDoneByTheNext() throws IOException {
        component.install(module("alu").toFile());
        component.setContainer(container);
        await("alu", () -> log.take().stream().anyMatch(line -> line.contains("alu 1.0.0 deployed")));
    }

    @Test
    void aContainerThatGoesAfterAnotherHasComeTakesNothingWithIt() throws IOException {
        FakeContainer next = new FakeContainer();
        component.setContainer(container);
        component.setContainer(next);
        component.unsetContainer(container);
        component.install(module("alu").toFile());
        await("alu", () -> log.take().stream().anyMatch(line -> line.contains("alu 1.0.0 deployed")));

        assertThat(next.findModule("alu")).isPresent();
        component.unsetContainer(next);
        component.install(module("beta").toFile());
        assertThat(next.findModule("beta")).isEmpty();
    }

    @Test
    void aDirectoryIsOursByItsFiles() throws IOException {
        assertThat(component.canHandle(jar("alu.jar", FakeContainer.FILE))).isTrue();
        assertThat(component.canHandle(jar("alu.tmp.jar", FakeContainer.FILE))).isFalse();
        assertThat(component.canHandle(jar("web.jar", "index.html"))).isFalse();
        assertThat(component.canHandle(
                        Files.writeString(temporary.resolve("half.zip"), "PK").toFile()))
                .isFalse();
    }

    @Test
    void whatWasOursStaysOursWithoutItsReaderAndWhenItHasGone() throws IOException {
        component.install(module("alu").toFile());
        component.readers = List.of();

        assertThat(component.canHandle(jar("alu.jar", FakeContainer.FILE)))
                .as("Karaf's wrapper would make a bundle of it")
                .isTrue();
        assertThat(component.canHandle(jar("other.jar", FakeContainer.FILE))).isFalse();
        assertThat(component.canHandle(temporary.resolve("deploy/other").toFile()))
                .isFalse();
        Files.delete(temporary.resolve("deploy/alu/" + FakeContainer.FILE));
        Files.delete(temporary.resolve("deploy/alu"));
        assertThat(component.canHandle(temporary.resolve("deploy/alu").toFile()))
                .as("FileInstall would uninstall and refresh its bundle")
                .isTrue();
    }
}
