package org.kernos.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.CoreOptions.maven;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFileExtend;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.features;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.replaceConfigurationFile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.kernos.api.ModuleContainer;
import org.kernos.itests.Await;
import org.kernos.itests.Installation;
import org.kernos.itests.Promises;
import org.kernos.itests.Shell;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.karaf.options.LogLevelOption.LogLevel;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** The promises in Karaf, typed into Karaf's own shell. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class KarafPromisesIT extends Promises {

    @Configuration
    public Option[] configuration() {
        KarafLimit.set(Duration.ofSeconds(300));
        Installation installation = new Installation();
        UnpackedKar kar = UnpackedKar.unpack(Path.of("target/kar"));
        String karaf = System.getProperty("karaf.version");
        List<Option> options = new ArrayList<>(List.of(
                karafDistributionConfiguration()
                        .frameworkUrl(
                                maven("org.apache.karaf", "apache-karaf", karaf).type("tar.gz"))
                        .unpackDirectory(Path.of("target/exam").toFile())
                        .useDeployFolder(false),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                logLevel(LogLevel.WARN),
                withoutRoles("bundle"),
                withoutRoles("config"),
                editConfigurationFilePut(
                        "etc/org.ops4j.pax.url.mvn.cfg",
                        "org.ops4j.pax.url.mvn.localRepository",
                        System.getProperty("maven.repo.local")),
                features(
                        maven("org.apache.karaf.features", "standard", karaf)
                                .classifier("features")
                                .type("xml"),
                        "bundle"),
                // In front of all others, the local repository among them, where an older build may lie; and nothing
                // remote.
                editConfigurationFilePut(
                        "etc/org.ops4j.pax.url.mvn.cfg",
                        "org.ops4j.pax.url.mvn.defaultRepositories",
                        "file:${karaf.home}/${karaf.default.repository}@id=system@snapshots, " + kar.repository()
                                + "@id=kernos@snapshots"),
                editConfigurationFilePut("etc/org.ops4j.pax.url.mvn.cfg", "org.ops4j.pax.url.mvn.repositories", ""),
                features(kar.featureFile().toString()),
                // A stage of its own, so that all of it is there before the tests come.
                editConfigurationFileExtend("etc/org.apache.karaf.features.cfg", "featuresBoot", ",(kernos)")));
        installation.tests().stream().map(Path::toUri).forEach(jar -> options.add(CoreOptions.bundle(jar.toString())));
        installation
                .properties()
                .forEach((key, value) -> options.add(systemProperty(key).value(value)));
        return options.toArray(Option[]::new);
    }

    private static Option withoutRoles(String scope) {
        return replaceConfigurationFile(
                "etc/org.apache.karaf.command.acl." + scope + ".cfg",
                Path.of("src/test/resources/no-roles.cfg").toFile());
    }

    /** While Karaf still installs, bundles are stopped and wired anew: this class refers to Karaf's own in methods only that are called later. */
    @Override
    protected boolean hasCommands() throws Exception {
        return has("(objectClass=org.apache.karaf.features.BootFinished)")
                && isWired()
                && KarafShell.hasCommands(context());
    }

    /**
     * The probe imports a package when one of its classes is used first, which Felix may refuse while somebody else resolves; code that has met that does not
     * ask again.
     */
    private boolean isWired() {
        ClassLoader probe = getClass().getClassLoader();
        try {
            probe.loadClass("org.assertj.core.api.Assertions");
            probe.loadClass("org.apache.karaf.shell.api.console.SessionFactory");
            probe.loadClass("org.kernos.api.ModuleContainer");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Test
    public void theFeatureBringsTheBundlesOfTheKar() {
        assertThat(bundle("org.kernos.shell.karaf").getLocation()).startsWith("mvn:org.kernos/org.kernos.shell.karaf/");
        assertThat(findBundle("org.kernos.shell"))
                .as("what shell.karaf stands in for")
                .isEmpty();
    }

    @Test
    public void argumentsReachAFunctionAsTheyStand() throws Exception {
        assertThat(shell.run("kernel:call calls/sum_of_squares [1 2 3]")).isEqualTo("14");
        shell.run("kernel:load hash");
        assertThat(shell.run("kernel:call hash/crc32c 123456789")).isEqualTo("3808858755");
        assertThat(shell.run("kernel:call alu/add (kernel:call alu/add 1 2) 3")).isEqualTo("6");
    }

    @Test
    public void helpShowsOptionsAndArguments() throws Exception {
        String expected = "kernel:call [--timeout value] function values...";
        assertThat(shell.run("kernel:call --help")).contains(expected).contains("module/function");
        assertThat(shell.run("help kernel:call")).contains(expected);
    }

    @Test
    public void argumentsAreCompleted() {
        try (KarafShell karaf = new KarafShell(service(SessionFactory.class))) {
            assertThat(karaf.complete("kernel:call", "alu/a"))
                    .contains("alu/add")
                    .doesNotContain("alu");
            assertThat(karaf.complete("kernel:unload", "--")).containsExactly("-f", "--force");
            assertThat(karaf.complete("kernel:cal")).contains("kernel:call");
        }
    }

    @Test
    public void karafsOwnCommandsConfigureModules() throws Exception {
        loadBlue("configured");
        shell.run("config:edit org.kernos.module~configured");
        shell.run("config:property-set speed 30");
        shell.run("config:update");
        awaitSpeed("configured", "30");
    }

    /** A changed configuration makes a new container. */
    @Test
    public void theLockSurvivesAChangedConfiguration() throws Exception {
        ModuleContainer before = service(ModuleContainer.class);
        shell.run("kernel:lock");
        try {
            shell.run("config:property-set --pid org.kernos.container kernos.drain.limit.ms 4000");
            Await.until("a new container", () -> findService(ModuleContainer.class)
                    .filter(container -> container != before)
                    .isPresent());
            awaitBoot();
            assertThat(service(ModuleContainer.class).isLoadAllowed()).isFalse();
            assertThat(shell.run("kernel:call alu/add 5 3")).isEqualTo("8");
        } finally {
            // The other tests load modules.
            restartContainer();
        }
    }

    @Override
    protected Shell newShell() {
        return new KarafShell(service(SessionFactory.class));
    }
}
