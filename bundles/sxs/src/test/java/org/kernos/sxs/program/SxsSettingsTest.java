package org.kernos.sxs.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kernos.api.program.ProgramLimits;

final class SxsSettingsTest {

    @Test
    void everyKeyAndDefaultOfTheMetatypeStandsInTheDocsAndTheOtherWayRound() throws IOException {
        Map<String, String> keys = new TreeMap<>();
        Arrays.stream(SxsConfiguration.class.getDeclaredMethods())
                .forEach(method ->
                        keys.put(method.getName().replace('_', '.'), String.valueOf(method.getDefaultValue())));
        String page = Files.readString(Path.of("../../docs/configuration.md"));
        int start = page.indexOf("## " + SxsConfiguration.PID + "\n");
        String section = page.substring(start, page.indexOf("\n## ", start));
        Map<String, String> documented = new TreeMap<>();
        Pattern.compile("^\\| `(kernos\\.[a-z.]+)` \\| `([^`]*)`", Pattern.MULTILINE)
                .matcher(section)
                .results()
                .forEach(row -> documented.put(row.group(1), row.group(2)));
        assertThat(keys).isEqualTo(documented);
    }

    @Test
    void theDefaultsAreThoseOfTheMetatype() {
        Map<String, String> presets = new LinkedHashMap<>();
        Arrays.stream(SxsConfiguration.class.getDeclaredMethods())
                .forEach(method ->
                        presets.put(method.getName().replace('_', '.'), String.valueOf(method.getDefaultValue())));
        assertThat(SxsSettings.limits(presets::get))
                .isEqualTo(SxsSettings.limits(key -> null))
                .isEqualTo(ProgramLimits.DEFAULT);
    }

    @Test
    void valuesThatAreSetHold() {
        Map<String, String> set = Map.of("kernos.sxs.time.ms", " 1500 ", "kernos.sxs.depth", "7");
        assertThat(SxsSettings.limits(set::get))
                .isEqualTo(
                        ProgramLimits.DEFAULT.withTime(Duration.ofMillis(1_500)).withDepth(7));
    }

    @Test
    void aValueOutOfRangeNamesPidKeyValueAndRange() {
        for (String value : new String[] {"0", "-1", "many", "1000000000000000001", "99999999999999999999"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SxsSettings.limits(Map.of("kernos.sxs.steps", value)::get))
                    .withMessage("org.kernos.sxs: kernos.sxs.steps is '" + value
                            + "', expected a whole number from 1 to 1000000000000000000");
        }
    }
}
