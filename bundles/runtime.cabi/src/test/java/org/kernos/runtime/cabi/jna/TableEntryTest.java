package org.kernos.runtime.cabi.jna;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.kernos.runtime.cabi.TestKernels;

final class TableEntryTest {

    @Test
    void theTableIsLaidOutAsTheCompilerLaysOutTheHeader() {
        Map<String, String> expected = new TreeMap<>();
        for (TableEntry entry : TableEntry.values()) {
            expected.put(entry.name().toLowerCase(Locale.ROOT), Integer.toString(entry.offset()));
        }
        expected.put("size", Integer.toString(TableEntry.SIZE_OFFSET));
        expected.put("version", Integer.toString(TableEntry.VERSION_OFFSET));
        expected.put("sizeof", Integer.toString(TableEntry.TABLE_SIZE));
        expected.put("sizeof_type", "4");
        Map<String, String> compiled = new TreeMap<>();
        TestKernels.output("layout.c").lines().map(l -> l.split("=")).forEach(f -> compiled.put(f[0], f[1]));
        assertThat(compiled).isEqualTo(expected);
        assertThat(Arrays.stream(TableEntry.values()).filter(e -> e.offset() < 160))
                .hasSize(20);
    }
}
