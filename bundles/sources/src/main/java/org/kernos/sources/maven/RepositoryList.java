package org.kernos.sources.maven;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.eclipse.aether.repository.RemoteRepository;

/** The repositories that are asked. */
final class RepositoryList {

    /** What every Maven project inherits. */
    private static final String SUPER_POM = "/org/apache/maven/model/pom-4.0.0.xml";

    private static final String DEFAULT_LAYOUT = "default";

    private RepositoryList() {}

    /**
     * @param addresses none for those of the super POM
     */
    static List<RemoteRepository> of(List<URI> addresses) {
        return addresses.isEmpty()
                ? inherited()
                : addresses.stream().map(RepositoryList::repository).toList();
    }

    /** The local repository notes where each file has come from, by an identifier: one address has always the same. */
    private static RemoteRepository repository(URI address) {
        byte[] text = address.toString().getBytes(StandardCharsets.UTF_8);
        return new RemoteRepository.Builder(
                        "kernos-" + UUID.nameUUIDFromBytes(text), DEFAULT_LAYOUT, address.toString())
                .build();
    }

    private static List<RemoteRepository> inherited() {
        List<RemoteRepository> repositories = new ArrayList<>();
        superPom()
                .getRepositories()
                .forEach(each -> repositories.add(
                        new RemoteRepository.Builder(each.getId(), DEFAULT_LAYOUT, each.getUrl()).build()));
        return repositories;
    }

    private static Model superPom() {
        try (InputStream pom = Model.class.getResourceAsStream(SUPER_POM)) {
            if (pom == null) {
                throw new IllegalStateException(SUPER_POM + " is not where Maven's model builder has it");
            }
            return new MavenXpp3Reader().read(pom);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (XmlPullParserException e) {
            throw new IllegalStateException(SUPER_POM, e);
        }
    }
}
