package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** What docs/new-module.md promises of the commands; that projects build is shown where the distribution is. */
public abstract class ProjectPromises extends SourcePromises {

    @Test
    public void projectsOfEveryKindAreMade() throws Exception {
        List<String> projects = List.of(
                "kernel c",
                "kernel cpp",
                "kernel rust",
                "kernel java",
                "module python",
                "helix c",
                "helix rust",
                "helix java");
        for (String project : projects) {
            String[] words = project.split(" ");
            Path directory = temporary.getRoot().toPath().resolve(words[0] + "-" + words[1]);
            assertThat(shell.run(
                            "kernos:new " + words[0] + " mine --lang " + words[1] + " --directory '" + directory + "'"))
                    .startsWith("made " + directory);
            assertThat(directory.resolve("test.sh")).isExecutable().content().contains("mine");
        }
        assertThat(refusal("kernos:new module mine --lang c"))
                .startsWith("KERNOS-0608 there is no project in 'c' for module, expected --lang python");
    }

    @Test
    public void aModuleIsPackedAndVerified() throws Exception {
        Path archive = temporary.getRoot().toPath().resolve("kv.zip");
        String packed = shell.run("module:pack --output '" + archive + "' '" + SAMPLES.resolve("kv") + "'");
        assertThat(packed).startsWith("kv 1.0.0, ").contains("\nzip:" + archive + "#sha256:");
        String digest = packed.substring(packed.indexOf("sha256:"));
        assertThat(shell.run("module:verify --digest " + digest + " '" + archive + "'"))
                .startsWith(archive + ": kv 1.0.0, ")
                .contains(" files as in module.sha256, " + digest);

        byte[] bytes = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(bytes, bytes.length - 100));
        assertThat(refusal("module:verify '" + archive + "'")).startsWith("KERNOS-0214 the module cannot be read: ");
        assertNothingIsLeftOf("kv");
    }
}
