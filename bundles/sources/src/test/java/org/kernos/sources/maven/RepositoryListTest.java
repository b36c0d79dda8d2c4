package org.kernos.sources.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.eclipse.aether.repository.RemoteRepository;
import org.junit.jupiter.api.Test;

final class RepositoryListTest {

    @Test
    void withoutAnyItIsTheOneThatEveryMavenProjectHas() {
        assertThat(RepositoryList.of(List.of())).singleElement().satisfies(repository -> {
            assertThat(repository.getId()).isEqualTo("central");
            assertThat(repository.getProtocol()).isEqualTo("https");
        });
    }

    @Test
    void eachAddressHasAnIdentifierOfItsOwn() {
        List<URI> addresses = List.of(URI.create("https://a.example/x"), URI.create("https://a.example/y"));
        List<RemoteRepository> repositories = RepositoryList.of(addresses);
        assertThat(repositories)
                .extracting(RemoteRepository::getUrl)
                .containsExactly("https://a.example/x", "https://a.example/y");
        assertThat(repositories).extracting(RemoteRepository::getId).doesNotHaveDuplicates();
        assertThat(RepositoryList.of(addresses)).isEqualTo(repositories);
    }
}
