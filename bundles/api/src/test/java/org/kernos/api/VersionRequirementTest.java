package org.kernos.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

final class VersionRequirementTest {

    @Test
    void compatibleIsUpToTheNextMajorNumber() {
        VersionRequirement requirement = new VersionRequirement.Compatible(new Version(1, 2, 3));

        assertThat(requirement.range()).hasToString("[1.2.3,2.0.0)");
    }

    @Test
    void nothingIsAboveTheGreatestMajorNumber() {
        Version greatest = new Version(Integer.MAX_VALUE, 5, 0);
        VersionRequirement requirement = new VersionRequirement.Compatible(greatest);

        assertThat(requirement.range().includes(greatest)).isTrue();
        assertThat(requirement.range().includes(new Version(Integer.MAX_VALUE, 6, 0)))
                .isTrue();
        assertThat(requirement.range().includes(new Version(Integer.MAX_VALUE, 4, 0)))
                .isFalse();
    }
}
