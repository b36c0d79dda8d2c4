package org.kernos.runtime.cabi.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where an object goes when the system would put it out of the C library's reach (native E-2). */
final class CodeMemoryTest {

    private static final long LIBRARY = 0x7f00_0000_0000L;

    private static final List<String> MAPS = List.of(
            "555500000000-555500100000 r-xp 00000000 08:01 1 /usr/bin/java",
            "7effc0000000-7effd0000000 rw-p 00000000 00:00 0 ",
            "7efff0000000-7efffffff000 rw-p 00000000 00:00 0 ",
            "7f0000000000-7f0000100000 r-xp 00000000 08:01 2 /lib/libc.so.6",
            "7f0000104000-7f0000200000 rw-p 00000000 00:00 0 ",
            "7f0001200000-7f0001300000 rw-p 00000000 00:00 0                          [stack]",
            "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]");

    @Test
    void theNearestGapThatIsLargeEnoughIsTaken() {
        assertThat(CodeMemory.gapNear(MAPS, LIBRARY, 0x1000)).isEqualTo(LIBRARY - 0x1000);
        assertThat(CodeMemory.gapNear(MAPS, LIBRARY, 0x2000)).isEqualTo(0x7f00_0010_2000L);
        assertThat(CodeMemory.gapNear(MAPS, LIBRARY, 0x8000)).isEqualTo(0x7eff_efff_8000L);
    }

    @Test
    void withoutSuchAGapTheSystemChooses() {
        assertThat(CodeMemory.gapNear(MAPS, LIBRARY, 0x4000_0000)).isZero();
        assertThat(CodeMemory.gapNear(List.of(), LIBRARY, 0x1000)).isZero();
    }
}
