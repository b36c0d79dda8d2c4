package org.kernos.runtime.micropython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kernos.runtime.micropython.interpreter.InterpreterLimits;

class PythonSettingsTest {

    private static Map<String, String> metatype() {
        Map<String, String> keys = new TreeMap<>();
        Arrays.stream(PythonConfiguration.class.getDeclaredMethods())
                .forEach(method ->
                        keys.put(method.getName().replace('_', '.'), String.valueOf(method.getDefaultValue())));
        return keys;
    }

    @Test
    void everyKeyAndDefaultOfTheMetatypeStandsInTheDocsAndTheOtherWayRound() throws IOException {
        String page = Files.readString(Path.of("../../docs/configuration.md"));
        int start = page.indexOf("## " + PythonConfiguration.PID + "\n");
        String section = page.substring(start, page.indexOf("\n## ", start));
        Map<String, String> documented = new TreeMap<>();
        Pattern.compile("^\\| `(kernos\\.[a-z.]+)` \\| (?:none|`([^`]*)`)", Pattern.MULTILINE)
                .matcher(section)
                .results()
                .forEach(row -> documented.put(row.group(1), row.group(2) == null ? "" : row.group(2)));
        assertThat(documented).isEqualTo(metatype());
    }

    @Test
    void theDefaultsAreThoseOfTheMetatype() {
        assertThat(PythonSettings.configured(metatype()::get))
                .isEqualTo(PythonSettings.configured(key -> null))
                .isEqualTo(InterpreterLimits.DEFAULT);
    }

    @Test
    void valuesThatAreSetHoldAndThoseOfAManifestWinOverThem() {
        InterpreterLimits configured =
                PythonSettings.configured(Map.of("kernos.python.call.ms", " 1500 ", "kernos.python.waiting", "7")::get);
        assertThat(configured)
                .isEqualTo(InterpreterLimits.DEFAULT
                        .withTimes(Duration.ofMillis(1_500), Duration.ofSeconds(1))
                        .withWaiting(7));

        assertThat(PythonSettings.merged(
                        configured,
                        Map.of("limits.waiting", "9", "limits.graceMillis", "2", "limits.outputBytes", "3")))
                .isEqualTo(InterpreterLimits.DEFAULT
                        .withTimes(Duration.ofMillis(1_500), Duration.ofMillis(2))
                        .withWaiting(9)
                        .withOutputBytes(3));
    }

    @Test
    void aValueOutOfRangeNamesPidKeyValueAndRange() {
        for (String value : new String[] {"262143", "-1", "many", "536870913", "99999999999999999999"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PythonSettings.configured(Map.of("kernos.python.heap.bytes", value)::get))
                    .withMessage("org.kernos.runtime.micropython: kernos.python.heap.bytes is '" + value
                            + "', expected a whole number from 262144 to 536870912");
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> PythonSettings.merged(InterpreterLimits.DEFAULT, Map.of("limits.heapBytes", value)))
                    .withMessage(
                            "limits.heapBytes is '" + value + "', expected a whole number from 262144 to 536870912");
        }
    }
}
