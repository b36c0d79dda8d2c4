package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.After;
import org.junit.Test;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.Outcome;
import org.kernos.api.Problem;
import org.kernos.api.value.Value;
import org.osgi.service.cm.ConfigurationAdmin;

/** What docs/configuration.md promises of modules' configurations, from their files, loads and Config Admin. */
public abstract class ConfigPromises extends HelixPromises {

    private static final List<String> MODULES = List.of("configured", "pyconf", "helixconf", "javaconf", "fixed");

    @After
    public void deleteConfigurations() throws Exception {
        for (String module : MODULES) {
            unconfigure(module);
        }
    }

    /** No method here has a type of Config Admin's: outside of the framework, where JUnit looks at this class, there is none. */
    private void unconfigure(String module) throws IOException {
        service(ConfigurationAdmin.class)
                .getFactoryConfiguration("org.kernos.module", module, "?")
                .delete();
    }

    private void configure(String module, Map<String, ?> values) throws IOException {
        Dictionary<String, Object> properties = new Hashtable<>(values);
        service(ConfigurationAdmin.class)
                .getFactoryConfiguration("org.kernos.module", module, "?")
                .update(properties);
    }

    /** With a jar of the one class where it is the module in Java. */
    private Path directory(String module) throws IOException {
        if (!module.equals("javaconf")) {
            return KERNELS.resolve(module);
        }
        Path directory = temporary.getRoot().toPath().resolve(module);
        if (Files.isDirectory(directory)) {
            return directory;
        }
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("manifest.json"), """
                {"name": "javaconf", "version": "1.0.0", "capabilities": [],
                 "provides": [{"name": "Settings", "version": "1.0.0", "methods": ["setting(slice) -> slice"]}],
                 "config": {"speed": 10, "colour": "red", "fair": true},
                 "java": {"jar": "live.jar", "class": "org.kernos.itests.LiveModule"}}""");
        String file = LiveModule.class.getName().replace('.', '/') + ".class";
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(directory.resolve("live.jar")));
                InputStream type = LiveModule.class.getResourceAsStream("/" + file)) {
            jar.putNextEntry(new ZipEntry(file));
            jar.write(Objects.requireNonNull(type).readAllBytes());
        }
        return directory;
    }

    /** The colour comes with the load. */
    protected final void loadBlue(String module) throws IOException {
        Outcome outcome = service(ModuleContainer.class)
                .load(directory(module).toString(), new LoadOptions(Map.of("config.colour", "blue")));
        assertThat(outcome).as("load of " + module).isInstanceOf(Outcome.Done.class);
    }

    private String setting(String module, String key) throws Exception {
        Value value = function(module + "/setting").call(new Value.Str(key));
        return value instanceof Value.Str text ? text.text() : "";
    }

    private ModuleInfo info(String module) {
        return service(ModuleRegistry.class).findModule(module).orElseThrow();
    }

    protected final void awaitSpeed(String module, String speed) throws Exception {
        Await.until(module + " goes at " + speed, () -> setting(module, "speed").equals(speed));
        Await.until("the container knows it", () -> (speed + " (Config Admin)")
                .equals(info(module).details().get("config.speed")));
    }

    private void seesAllSourcesAndChangesLive(String module) throws Exception {
        configure(module, Map.of("fair", false));
        loadBlue(module);
        assertThat(setting(module, "speed")).isEqualTo("10");
        assertThat(setting(module, "colour")).isEqualTo("blue");
        assertThat(setting(module, "fair")).isEqualTo("false");

        configure(module, Map.of("fair", false, "speed", 20));
        awaitSpeed(module, "20");
        assertThat(shell.run("module:info " + module))
                .contains("20 (Config Admin)", "blue (load)", "false (Config Admin)");

        configure(module, Map.of("speed", 200));
        Await.until("the refusal", () -> !info(module).problems().isEmpty());
        assertThat(info(module).problems()).extracting(Problem::toString).allSatisfy(problem -> assertThat(problem)
                .contains("KERNOS-0217 ", "too fast"));
        assertThat(setting(module, "speed")).isEqualTo("20");
        assertThat(setting(module, "fair")).isEqualTo("false");

        unconfigure(module);
        Await.until("what files and load say", () -> setting(module, "speed").equals("10"));
        assertThat(setting(module, "fair")).isEqualTo("true");
        assertThat(setting(module, "colour")).isEqualTo("blue");
        Await.until("no problem", () -> info(module).problems().isEmpty());
    }

    @Test
    public void aKernelSeesItsConfigurationAndItsChanges() throws Exception {
        seesAllSourcesAndChangesLive("configured");
    }

    @Test
    public void aModuleInPythonSeesItsConfigurationAndItsChanges() throws Exception {
        seesAllSourcesAndChangesLive("pyconf");
        assertThat(shell.run("kernel:call pyconf/first")).isEqualTo("10");
    }

    @Test
    public void aHelixModuleInCSeesItsConfigurationAndItsChanges() throws Exception {
        seesAllSourcesAndChangesLive("helixconf");
    }

    @Test
    public void aHelixModuleInJavaSeesItsConfigurationAndItsChanges() throws Exception {
        seesAllSourcesAndChangesLive("javaconf");
    }

    @Test
    public void aFileInTheWatchedDirectoryConfiguresAModule() throws Exception {
        loadBlue("configured");
        Path file = watched().resolve("org.kernos.module~configured.cfg");
        Files.writeString(file, "speed = 30\n");
        awaitSpeed("configured", "30");
        assertThat(info("configured").details()).doesNotContainKey("config.felix.fileinstall.filename");
        Files.delete(file);
        Await.until("what the files say", () -> setting("configured", "speed").equals("10"));
    }

    @Test
    public void aModuleThatTakesNoChangesHasThemAtItsNextStart() throws Exception {
        loadBlue("fixed");
        configure("fixed", Map.of("speed", 20));
        Await.until(
                "the hint", () -> shell.run("module:info fixed").contains("changed; takes effect at the next start"));
        assertThat(setting("fixed", "speed")).isEqualTo("10");
        assertThat(shell.run("module:info fixed")).contains("10 (manifest)", "blue (load)");

        shell.run("module:stop fixed");
        shell.run("module:start fixed");
        assertThat(setting("fixed", "speed")).isEqualTo("20");
        assertThat(setting("fixed", "colour")).isEqualTo("blue");
        assertThat(shell.run("module:info fixed")).doesNotContain("next start");
    }
}
