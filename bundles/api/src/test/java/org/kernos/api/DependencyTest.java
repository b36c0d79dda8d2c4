package org.kernos.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

final class DependencyTest {

    @Test
    void aDependencyIsMetByNameAndVersionTogether() {
        Dependency one = new Dependency("alu", new VersionRequirement.Compatible(new Version(1, 2, 0)), false);
        assertThat(one.isMetBy("alu", new Version(1, 4, 0))).isTrue();
        assertThat(one.isMetBy("alu", new Version(1, 1, 0))).isFalse();
        assertThat(one.isMetBy("alu", new Version(2, 0, 0))).isFalse();
        assertThat(one.isMetBy("fpu", new Version(1, 4, 0))).isFalse();
        assertThat(new Dependency("alu", new VersionRequirement.Any(), true).isMetBy("alu", Version.emptyVersion))
                .isTrue();
    }
}
