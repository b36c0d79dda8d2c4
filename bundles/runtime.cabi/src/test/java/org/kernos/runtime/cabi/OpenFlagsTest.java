package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Platform;
import org.junit.jupiter.api.Test;

class OpenFlagsTest {

    @Test
    void eachSystemHasNumbersOfItsOwn() {
        assertThat(OpenFlags.nowAndLocal(Platform.LINUX)).isEqualTo(2);
        assertThat(OpenFlags.nowAndLocal(Platform.MAC)).isEqualTo(6);
        assertThat(OpenFlags.nowAndLocal(Platform.WINDOWS)).isEqualTo(8);
    }
}
