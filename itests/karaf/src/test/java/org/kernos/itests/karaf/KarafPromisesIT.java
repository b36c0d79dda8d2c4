package org.kernos.itests.karaf;

import static org.ops4j.pax.exam.CoreOptions.maven;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.features;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.replaceConfigurationFile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.runner.RunWith;
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
        KarafLimit.set(Duration.ofSeconds(150));
        Installation installation = new Installation();
        String karaf = System.getProperty("karaf.version");
        List<Option> options = new ArrayList<>(List.of(
                karafDistributionConfiguration()
                        .frameworkUrl(
                                maven("org.apache.karaf", "apache-karaf", karaf).type("tar.gz"))
                        .unpackDirectory(Path.of("target/exam").toFile())
                        .useDeployFolder(false),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                logLevel(LogLevel.WARN),
                replaceConfigurationFile(
                        "etc/org.apache.karaf.command.acl.bundle.cfg",
                        Path.of("src/test/resources/no-roles.cfg").toFile()),
                editConfigurationFilePut(
                        "etc/org.ops4j.pax.url.mvn.cfg",
                        "org.ops4j.pax.url.mvn.localRepository",
                        System.getProperty("maven.repo.local")),
                features(
                        maven("org.apache.karaf.features", "standard", karaf)
                                .classifier("features")
                                .type("xml"),
                        "scr",
                        "bundle")));
        Stream.of(installation.libraries(), installation.product(), installation.tests())
                .flatMap(List::stream)
                .map(Path::toUri)
                .forEach(jar -> options.add(CoreOptions.bundle(jar.toString())));
        installation
                .properties()
                .forEach((key, value) -> options.add(systemProperty(key).value(value)));
        return options.toArray(Option[]::new);
    }

    @Override
    protected Shell newShell() {
        return new KarafShell(service(SessionFactory.class));
    }
}
