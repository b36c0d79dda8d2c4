package org.kernos.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeployerSettingsTest {

    private static Map<String, String> presets() {
        Map<String, String> presets = new TreeMap<>();
        Arrays.stream(DeployerConfiguration.class.getDeclaredMethods())
                .forEach(method ->
                        presets.put(method.getName().replace('_', '.'), String.valueOf(method.getDefaultValue())));
        return presets;
    }

    @Test
    void everyKeyAndDefaultOfTheMetatypeStandsInTheDocsAndTheOtherWayRound() throws IOException {
        String page = Files.readString(Path.of("../../docs/configuration.md"));
        int start = page.indexOf("## " + DeployerConfiguration.PID + "\n");
        String section = page.substring(start, page.indexOf("\n## ", start));
        Map<String, String> documented = new TreeMap<>();
        Pattern.compile("^\\| `(kernos\\.[a-z.]+)` \\| `([^`]*)`", Pattern.MULTILINE)
                .matcher(section)
                .results()
                .forEach(row -> documented.put(row.group(1), row.group(2)));
        assertThat(presets()).isEqualTo(documented);
    }

    @Test
    void theDefaultsAreThoseOfTheMetatype() {
        assertThat(DeployerSettings.of(presets()::get))
                .isEqualTo(DeployerSettings.of(key -> null))
                .isEqualTo(new DeployerSettings(1_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", " 250 ", "3600000"})
    void valuesInTheRangeHold(String value) {
        assertThat(DeployerSettings.of(key -> value).quietMs()).isEqualTo(Long.parseLong(value.trim()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "3600001", "soon", "1s", "99999999999999999999"})
    void otherValuesAreRefusedByPidKeyValueAndRange(String value) {
        assertThatThrownBy(() -> DeployerSettings.of(key -> value))
                .hasMessage("org.kernos.deployer: kernos.deployer.quiet.ms is '" + value
                        + "', expected a whole number from 0 to 3600000");
    }
}
