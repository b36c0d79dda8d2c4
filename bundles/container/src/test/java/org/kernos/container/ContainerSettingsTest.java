package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ContainerSettingsTest {

    private static ContainerSettings of(String key, String value) {
        return ContainerSettings.of(Map.of(key, value)::get);
    }

    @Test
    void everyKeyOfTheMetatypeStandsInTheDocsAndTheOtherWayRound() throws IOException {
        List<String> keys = Arrays.stream(ContainerConfiguration.class.getDeclaredMethods())
                .map(method -> method.getName().replace('_', '.'))
                .sorted()
                .toList();
        List<String> documented = Pattern.compile("^\\| `(kernos\\.[a-z.]+)`", Pattern.MULTILINE)
                .matcher(section(Files.readString(Path.of("../../docs/configuration.md"))))
                .results()
                .map((MatchResult result) -> result.group(1))
                .sorted()
                .toList();
        assertThat(keys).isEqualTo(documented);
    }

    /** The part of the page about this bundle. */
    private static String section(String page) {
        int start = page.indexOf("## " + ContainerConfiguration.PID + "\n");
        return page.substring(start, page.indexOf("\n## ", start));
    }

    @Test
    void theDefaultsAreThoseOfTheMetatype() throws Exception {
        ContainerSettings settings = ContainerSettings.of(key -> null);
        assertThat(settings.drainLimit().toMillis()).hasToString(preset("kernos_drain_limit_ms"));
        assertThat(settings.shutdownLimit().toMillis()).hasToString(preset("kernos_shutdown_limit_ms"));
        assertThat(settings.asyncQueue()).hasToString(preset("kernos_async_queue"));
        assertThat(settings.lockAfterBoot()).isEqualTo(preset("kernos_lock").equals("after-boot"));
        assertThat(settings.revisionsKept()).hasToString(preset("kernos_revisions_kept"));
        assertThat(settings.states()).isEmpty();
        assertThat(settings.refusesDamagedState())
                .isEqualTo(preset("kernos_state_damaged").equals("refuse"));
        assertThat(settings.boot()).isEmpty();
        assertThat(settings.searchPath()).isEmpty();
    }

    private static String preset(String method) throws NoSuchMethodException {
        return (String) ContainerConfiguration.class.getDeclaredMethod(method).getDefaultValue();
    }

    @Test
    void aValueOutOfRangeNamesPidKeyValueAndRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("kernos.async.threads", "0"))
                .withMessage(
                        "org.kernos.container: kernos.async.threads is '0', expected a whole number from 1 to 10000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("kernos.lock", "maybe"))
                .withMessage("org.kernos.container: kernos.lock is 'maybe', expected one of none, after-boot");
        assertThatIllegalArgumentException().isThrownBy(() -> of("kernos.drain.limit.ms", "soon"));
        assertThatIllegalArgumentException().isThrownBy(() -> of("kernos.revisions.kept", "101"));
        assertThatIllegalArgumentException().isThrownBy(() -> of("kernos.state.damaged", "ignore"));
        assertThatIllegalArgumentException().isThrownBy(() -> of("kernos.sxs.args", "/opt=forms"));
    }

    @Test
    void theLongestDirectoryDecidesTheCallingConvention() {
        ContainerSettings settings = of("kernos.sxs.args", "/opt=form, /opt/new=values");
        assertThat(settings.settingsFor(Path.of("/opt/alu"))).isEqualTo(Map.of("args", "form"));
        assertThat(settings.settingsFor(Path.of("/opt/new/alu"))).isEqualTo(Map.of("args", "values"));
        assertThat(settings.settingsFor(Path.of("/srv/alu"))).isEmpty();
        assertThat(of("kernos.sxs.args", "form").settingsFor(Path.of("/srv/alu")))
                .isEqualTo(Map.of("args", "form"));
    }
}
