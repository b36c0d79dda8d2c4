package org.kernos.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModuleTraitsTest {

    @Test
    void flagsComeFromTheBitsOfAHeader() {
        assertThat(ModuleFlag.of(1 | 16)).containsExactlyInAnyOrder(ModuleFlag.HOT_RELOAD, ModuleFlag.PRIVILEGED);
        assertThat(ModuleFlag.unknown(1 | 64 | 128)).isEqualTo(192);
        assertThat(ModuleFlag.find("hot-reload")).contains(ModuleFlag.HOT_RELOAD);
    }

    @Test
    void anotherMajorAbiNeverFits() {
        assertThat(new AbiVersion(2, 0).with(AbiVersion.CURRENT).remark()).contains("Major ABI version mismatch");
    }

    @Test
    void aNewerMinorAbiOfTheConsumerIsAWarning() {
        assertThat(new AbiVersion(1, 9).with(new AbiVersion(1, 0)))
                .isEqualTo(new AbiVersion.Compatibility.PartiallyCompatible("Consumer uses newer ABI features"));
        assertThat(new AbiVersion(1, 0).with(new AbiVersion(1, 9)).remark()).isEmpty();
    }

    @Test
    void aModuleThatSaysNothingHasNoCapability() {
        ModuleTraits some = new ModuleTraits(
                ModuleTraits.NONE.provides(),
                Set.of(),
                Optional.of(Set.of(ModuleCapability.FILESYSTEM)),
                AbiVersion.CURRENT);

        assertThat(ModuleTraits.NONE.has(ModuleCapability.FILESYSTEM)).isFalse();
        assertThat(some.has(ModuleCapability.FILESYSTEM)).isTrue();
        assertThat(some.has(ModuleCapability.NETWORKING)).isFalse();
    }
}
