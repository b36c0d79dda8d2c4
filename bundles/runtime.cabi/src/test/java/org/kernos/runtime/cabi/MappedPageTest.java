package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Memory;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import org.junit.jupiter.api.Test;

class MappedPageTest {

    @Test
    void anAddressInUseIsNotGone() {
        try (Memory memory = new Memory(1)) {
            assertThat(MappedPage.isSurelyGone(Pointer.nativeValue(memory))).isFalse();
        }
    }

    @Test
    void whereNothingIsMappedItIsGone() {
        assumeTrue(Platform.isLinux());
        // The first pages, which no process is given: also no other thread of this one maps anything there.
        assertThat(MappedPage.isSurelyGone(4096 + 17)).isTrue();
    }

    @Test
    void ofNoAddressNothingIsKnown() {
        assertThat(MappedPage.isSurelyGone(0)).isFalse();
    }
}
