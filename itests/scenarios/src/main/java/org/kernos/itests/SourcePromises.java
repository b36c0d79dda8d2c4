package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.Test;
import org.kernos.api.source.Coordinator;
import org.kernos.api.source.ModuleSourceResolver;
import org.kernos.itests.company.CompanyBundle;
import org.osgi.framework.Bundle;

/** What docs/sources.md promises of where modules come from. */
public abstract class SourcePromises extends RepositoryPromises {

    private static final String RESOLVER = "(objectClass=" + ModuleSourceResolver.class.getName() + ")";

    private void withoutSources(Step step) throws Exception {
        Bundle sources = bundle(SOURCES);
        sources.stop();
        try {
            Await.until("the command without it", () -> shows("module:sources", "no resolver"));
            awaitInstall();
            step.take();
        } finally {
            sources.start();
        }
        Await.until("the command with it", () -> shows("module:sources", "development"));
        awaitInstall();
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
    public void aBundleOfAUsersOwnTakesOverAndGivesBackWhenItGoes() throws Exception {
        Path share = temporary.newFolder("share").toPath();
        copy(SAMPLES.resolve("kv"), share.resolve("kv"));
        Bundle company = context().installBundle("company", CompanyBundle.jar(share));
        try {
            company.start();
            Await.until(
                    "its resolver in front", () -> shows("module:resolve kv", CompanyBundle.class.getPackageName()));
            assertThat(shell.run("module:resolve kv")).endsWith("kv comes from " + share.resolve("kv"));
            assertThat(shell.run("module:install kv")).contains(" active");
            assertThat(refusal("module:install fs"))
                    .startsWith(
                            "KERNOS-0307 module 'fs' was not found, tried " + share.resolve("fs") + ": no directory");
            assertThat(bundle(SOURCES).getState()).isEqualTo(Bundle.ACTIVE);
        } finally {
            company.uninstall();
        }
        shell.run("module:uninstall kv");
        Await.until("ours again", () -> shows("module:resolve kv", "search path"));
        awaitInstall();
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
