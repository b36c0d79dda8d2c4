package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.Test;
import org.kernos.api.source.Attempt;
import org.kernos.api.source.Coordinator;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.api.source.ModuleSourceResolver;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;

/** What docs/sources.md promises of where modules come from. */
public abstract class SourcePromises extends ConfigPromises {

    private static final String RESOLVER = "(objectClass=" + ModuleSourceResolver.class.getName() + ")";

    @FunctionalInterface
    private interface Step {
        void take() throws Exception;
    }

    /** The bundle is in no distribution: it comes and goes here. */
    private void withSources(Step step) throws Exception {
        Bundle sources = context()
                .installBundle(Path.of(System.getProperty("kernos.itests.sources"))
                        .toUri()
                        .toString());
        try {
            sources.start();
            Await.until("the resolver", () -> has(RESOLVER));
            Await.until("the command for it", () -> shell.run("module:sources").contains("development"));
            step.take();
        } finally {
            sources.uninstall();
        }
        Await.until("the command without it", () -> shell.run("module:sources").startsWith("no resolver"));
    }

    private Path zip(String sample) throws IOException {
        Path file = temporary.getRoot().toPath().resolve(sample + ".zip");
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
        assertThat(shell.run("module:sources")).startsWith("no resolver is mounted");
        assertThat(shell.run("module:resolve kv"))
                .contains("installed bundles")
                .endsWith("kv comes from " + SAMPLES.resolve("kv"));
        assertThat(shell.run("module:install kv")).startsWith("kv ").contains(" active");
        assertThat(refusal("module:install kw"))
                .startsWith("KERNOS-0307 module 'kw' was not found, tried installed bundles: none declares 'kw'")
                .contains("did you mean  kv")
                .contains("kernos.path");
    }

    @Test
    public void anArchiveIsLoadedByItsHintAndRefusedByAnotherDigest() throws Exception {
        String hint = "zip:" + zip("kv");
        withSources(() -> {
            assertThat(refusal("module:install --hint '" + hint + "#sha256:" + "0".repeat(64) + "' kv"))
                    .startsWith("KERNOS-0603 the archive's digest is sha256:");
            assertThat(refusal("module:install --hint ftp://host/kv kv"))
                    .startsWith(
                            "KERNOS-0602 the source hint 'ftp://host/kv' has the unknown scheme 'ftp', known are: file");
            assertNothingIsLeftOf("kv");

            assertThat(shell.run("module:resolve --hint '" + hint + "' kv")).contains("overrides", "none for 'kv'");
            assertNothingIsLeftOf("kv");
            assertThat(shell.run("module:install --hint '" + hint + "' kv")).contains(" active");
        });
        assertThat(activeModules()).contains("kv");
        shell.run("module:uninstall kv");
        assertNothingIsLeftOf("kv");
    }

    @Test
    public void aResolverOfAnotherBundleTakesOverAndGivesBack() throws Exception {
        withSources(() -> {
            ServiceRegistration<?> own = context()
                    .registerService(
                            ModuleSourceResolver.class,
                            (id, hint) -> {
                                throw new ModuleNotFoundException(
                                        id, List.of(new Attempt("the company's share", "closed")), List.of(), "wait");
                            },
                            null);
            try {
                assertThat(refusal("module:install --hint 'file:" + SAMPLES.resolve("kv") + "' kv"))
                        .contains("tried the company's share: closed");
            } finally {
                own.unregister();
            }
            assertThat(shell.run("module:install --hint 'file:" + SAMPLES.resolve("kv") + "' kv"))
                    .contains(" active");
        });
    }

    @Test
    public void whatABundleMountsIsAServiceAndGoesByUnmounting() throws Exception {
        Coordinator coordinator = service(Coordinator.class);
        coordinator.mount(ModuleSourceResolver.MOUNT_POINT, (ModuleSourceResolver) (id, hint) -> null);
        try {
            assertThat(has("(&" + RESOLVER + "(mount.point=module-source-resolver))"))
                    .isTrue();
            assertThat(refusal("module:install kv"))
                    .startsWith("KERNOS-0601 resolver ")
                    .contains("answered null for 'kv'");
            assertNothingIsLeftOf("kv");
        } finally {
            coordinator.unmount(ModuleSourceResolver.MOUNT_POINT);
        }
        assertThat(has(RESOLVER)).isFalse();
    }
}
