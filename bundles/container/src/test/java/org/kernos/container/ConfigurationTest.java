package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What modules are configured with, and from where (ADR 25). */
class ConfigurationTest extends ConfiguredContainer {

    @Test
    void loadsWinOverDescriptorsAndConfigAdminOverBoth() throws Exception {
        kernos.startConfigAdmin();
        kernos.configureModule("alu", Map.of("c", "admin", "d", "admin"));
        kernos.module("alu", "config.a=manifest", "config.b=manifest", "config.c=manifest", "other=x");
        load("alu", "b", "load", "c", "load");
        assertThat(opened("alu"))
                .containsExactly(
                        Map.entry("a", "manifest"),
                        Map.entry("b", "load"),
                        Map.entry("c", "admin"),
                        Map.entry("d", "admin"));
        assertThat(info("alu").details())
                .containsEntry("config.a", "manifest (manifest)")
                .containsEntry("config.b", "load (load)")
                .containsEntry("config.c", "admin (Config Admin)")
                .containsEntry("config.d", "admin (Config Admin)")
                .doesNotContainKey("configuration");
    }

    @Test
    void withoutConfigAdminModulesHaveWhatTheirFilesAndLoadsSay() throws Exception {
        kernos.module("alu", "config.a=1", "config.b=1");
        load("alu", "b", "2");
        assertThat(opened("alu")).isEqualTo(Map.of("a", "1", "b", "2"));
        kernos.module("plain");
        load("plain");
        assertThat(opened("plain")).isEmpty();
    }

    @Test
    void valuesBecomeTextsAndWhatBelongsToTheKeeperStaysOut() throws Exception {
        kernos.startConfigAdmin();
        kernos.configureModule(
                "alu",
                Map.of(
                        "number",
                        10,
                        "real",
                        2.5,
                        "fair",
                        true,
                        "letter",
                        'x',
                        "words",
                        new String[] {"a", "b"},
                        "bytes",
                        new byte[] {1, -2},
                        "list",
                        List.of("c", "d"),
                        "felix.fileinstall.filename",
                        "file:/etc/x.cfg",
                        "org.apache.karaf.features.configKey",
                        "x",
                        ".hidden",
                        "kept"));
        kernos.module("alu");
        load("alu");
        assertThat(opened("alu"))
                .isEqualTo(Map.of(
                        "number", "10", "real", "2.5", "fair", "true", "letter", "x", "words", "a,b", "bytes", "1,-2",
                        "list", "c,d", ".hidden", "kept"));
    }

    @Test
    void aConfigurationOfThePidWithoutTheFactoryCountsTheSame() throws Exception {
        kernos.startConfigAdmin();
        Configuration plain = kernos.service(ConfigurationAdmin.class).getConfiguration("org.kernos.module~alu", null);
        plain.update(new Hashtable<>(Map.of("a", "2")));
        kernos.module("alu");
        load("alu");
        assertThat(opened("alu")).isEqualTo(Map.of("a", "2"));
    }

    @Test
    void aSwapTakesTheConfigurationOverAndKeepsWhatTheLoadSaid() throws Exception {
        kernos.startConfigAdmin();
        Path alu = kernos.module("alu", "config.a=1", "config.b=1", "config.c=1");
        load("alu", "b", "2");
        kernos.configureModule("alu", Map.of("c", "3"));
        awaitDetail("alu", "configuration", NEXT_START);
        Files.writeString(alu.resolve("test.module"), "config.a=4\nconfig.b=4\nconfig.c=4\nlive=yes");
        kernos.container().swap("alu");
        assertThat(opened("alu")).isEqualTo(Map.of("a", "4", "b", "2", "c", "3"));
        assertThat(detail("alu", "configuration")).isEqualTo("-");
        kernos.configureModule("alu", Map.of("c", "5"));
        awaitDetail("alu", "config.c", "5 (Config Admin)");
    }

    @Test
    void aContainerThatComesAgainHasTheSame() throws Exception {
        kernos.startConfigAdmin();
        kernos.configureModule("alu", Map.of("c", "3"));
        kernos.module("alu", "config.a=1");
        load("alu", "b", "2");
        kernos.runtime.configured.clear();
        kernos.restartContainer();
        assertThat(opened("alu")).isEqualTo(Map.of("a", "1", "b", "2", "c", "3"));
    }

    @Test
    void oddKeysAndLargeValuesAreTheSameFromEverywhere() throws Exception {
        String large = "0123456789abcdef".repeat(1 << 16);
        kernos.startConfigAdmin();
        kernos.configureModule("alu", Map.of("a = b & c%", "admin\n\u00fc", "large.admin", large));
        kernos.module("alu");
        load("alu", "k = v & w%\n", "load\n\ud83d\ude00", "large.load", large);
        assertThat(opened("alu"))
                .isEqualTo(Map.of(
                        "a = b & c%",
                        "admin\n\u00fc",
                        "large.admin",
                        large,
                        "k = v & w%\n",
                        "load\n\ud83d\ude00",
                        "large.load",
                        large));
        assertThat(detail("alu", "config.large.load"))
                .isEqualTo(large.substring(0, 200) + "... 1048576 characters (load)");
        assertThat(detail("alu", "config.k = v & w%?")).isEqualTo("load?\ud83d\ude00 (load)");
        kernos.container().stop("alu", false);
        kernos.runtime.configured.clear();
        kernos.container().start("alu");
        assertThat(opened("alu")).hasSize(4).containsEntry("large.load", large);
    }

    @Test
    void configurationsOfNoModuleAndOfOddNamesDisturbNobody() throws Exception {
        kernos.startConfigAdmin();
        kernos.configureModule("nobody", Map.of("a", "1"));
        kernos.configureModule("no name", Map.of("a", "1"));
        kernos.configureModule("alu", Map.of("a", "2"));
        kernos.module("alu");
        load("alu");
        assertThat(opened("alu")).isEqualTo(Map.of("a", "2"));
    }
}
