package org.kernos.itests.felix;

import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.runner.RunWith;
import org.kernos.itests.Installation;
import org.kernos.itests.Promises;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** The promises in Felix, whose Gogo runs in it as bundles. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FelixPromisesIT extends Promises {

    @Configuration
    public Option[] configuration() {
        Installation installation = new Installation();
        List<Option> options = new ArrayList<>(List.of(junitBundles()));
        Stream.of(installation.framework(), installation.libraries(), installation.product(), installation.tests())
                .flatMap(List::stream)
                .map(Path::toUri)
                .forEach(jar -> options.add(CoreOptions.bundle(jar.toString())));
        options.add(frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level")
                .value("ERROR"));
        Map<String, String> properties = new HashMap<>(installation.properties());
        properties.putAll(Installation.watching(installation.deploy()));
        properties.forEach((key, value) -> {
            System.setProperty(key, value);
            options.add(frameworkProperty(key).value(value));
        });
        return options.toArray(Option[]::new);
    }
}
