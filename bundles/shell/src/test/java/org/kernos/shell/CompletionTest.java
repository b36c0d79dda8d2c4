package org.kernos.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.service.command.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompletionTest {

    private final Completion completion = new Completion(new TwoModules());

    private Map<String, String> after(String... words) {
        return completion.apply(List.of(words));
    }

    @Test
    void theFirstWordIsACommand() {
        assertThat(after("kern"))
                .containsKeys("kernel:call", "module:order")
                .hasSize(41)
                .containsEntry("kernel:lock", "end the loading phase: no new module can be loaded afterwards")
                .containsEntry("kernel:functions", "list the functions of all modules");
    }

    @Test
    void aCallIsOfferedTheFunctionsWithTheirSignatures() {
        assertThat(after("kernel:call", "alu/"))
                .isEqualTo(Map.of(
                        "alu/add", "(add a :int b :int) :int",
                        "alu/fail", "(fail) :any"));
    }

    @Test
    void whatFollowsTheFunctionIsUpToTheCaller() {
        assertThat(after("kernel:call", "alu/add", "")).isEmpty();
    }

    @Test
    void commandsOnKernelsAreOfferedKernelsAndCommandsOnModulesAll() {
        assertThat(after("kernel:unload", "")).isEqualTo(Map.of("alu", "kernel 1.0.0, Active"));
        assertThat(after("module:start", "")).containsOnlyKeys("alu", "greet");
        assertThat(after("kernel:why", "")).containsOnlyKeys("alu", "greet", "alu/add", "alu/fail");
    }

    @Test
    void aWordWithAHyphenIsAnOptionThatIsNotThereYet() {
        assertThat(after("module:stop", "-")).containsOnlyKeys("-f", "--force");
        assertThat(after("module:stop", "--force", "-")).isEmpty();
        assertThat(after("kernel:call", "--t")).containsOnlyKeys("-t", "--timeout");
    }

    @Test
    void optionsDoNotCountAsArguments() {
        assertThat(after("module:stop", "--force", "")).containsOnlyKeys("alu", "greet");
        assertThat(after("kernel:call", "--timeout", "5", "")).containsOnlyKeys("alu/add", "alu/fail");
    }

    @Test
    void theWordAfterAnOptionIsItsValue() {
        assertThat(after("kernel:load", "--args", "")).containsOnlyKeys("values", "form");
        assertThat(after("kernel:call", "--timeout", "")).isEmpty();
    }

    @Test
    void interfacesAreOfferedByTheModulesThatProvideThem() {
        assertThat(after("module:find", "--interface", "")).isEqualTo(Map.of("Sum", "provided by alu"));
    }

    @Test
    void directoriesEndInASlashAndHiddenOnesAreOnlyOfferedForADot(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("alu"));
        Files.createDirectories(directory.resolve(".git"));
        Files.createFile(directory.resolve("file"));
        assertThat(after("kernel:load", directory + "/")).containsOnlyKeys(directory + "/alu/");
        assertThat(after("module:install", directory + "/a")).containsOnlyKeys(directory + "/alu/");
        assertThat(after("module:install", directory + "/."))
                .containsOnlyKeys(directory + "/alu/", directory + "/.git/");
        assertThat(after("module:install", directory + "/nowhere/")).isEmpty();
    }

    @Test
    void sourcesAreOfferedForEveryArgumentOfFmt(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("alu"));
        Files.createFile(directory.resolve("a.sxs"));
        Files.createFile(directory.resolve("a.c"));
        assertThat(after("sxs:fmt", directory + "/")).containsOnlyKeys(directory + "/alu/", directory + "/a.sxs");
        assertThat(after("sxs:fmt", "--check", "b.sxs", "c.sxs", directory + "/"))
                .containsOnlyKeys(directory + "/alu/", directory + "/a.sxs");
    }

    @Test
    void pythonIsOfferedItsSourcesAndDirectories(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("data"));
        Files.createFile(directory.resolve("a.py"));
        Files.createFile(directory.resolve("a.sxs"));
        assertThat(after("py:run", directory + "/")).containsOnlyKeys(directory + "/data/", directory + "/a.py");
        assertThat(after("py:run", "--root", directory + "/")).containsOnlyKeys(directory + "/data/");
        assertThat(after("py:compile", directory + "/")).containsOnlyKeys(directory + "/data/", directory + "/a.py");
    }

    @Test
    void aSwapIsOfferedModulesAndThenDirectories(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("alu"));
        assertThat(after("module:swap", "")).containsOnlyKeys("alu", "greet");
        assertThat(after("module:swap", "alu", directory + "/")).containsOnlyKeys(directory + "/alu/");
        assertThat(after("module:history", "--long", "")).containsOnlyKeys("alu", "greet");
    }

    @Test
    void inspectIsOfferedTheFilesOfModules(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("rr"));
        Files.createFile(directory.resolve("rr.hmod"));
        Files.createFile(directory.resolve("rr.c"));
        assertThat(after("helix:inspect", directory + "/"))
                .containsOnlyKeys(directory + "/rr/", directory + "/rr.hmod");
    }

    @Test
    void aNewProjectIsOfferedKindsAndLanguages() {
        assertThat(after("kernos:new", ""))
                .isEqualTo(
                        Map.of("kernel", "in c, cpp, rust, java", "module", "in python", "helix", "in c, rust, java"));
        assertThat(after("kernos:new", "kernel", "alu", "--lang", ""))
                .containsOnlyKeys("c", "cpp", "java", "python", "rust")
                .containsEntry("rust", "kernel, helix");
    }

    @Test
    void archivesAreOfferedWhereTheyAreReadAndWritten(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("alu"));
        Files.createFile(directory.resolve("alu.zip"));
        Files.createFile(directory.resolve("alu.c"));
        assertThat(after("module:verify", directory + "/"))
                .containsOnlyKeys(directory + "/alu/", directory + "/alu.zip");
        assertThat(after("module:pack", "--output", directory + "/"))
                .containsOnlyKeys(directory + "/alu/", directory + "/alu.zip");
        assertThat(after("module:pack", directory + "/")).containsOnlyKeys(directory + "/alu/");
    }

    @Test
    void anotherBundlesCommandIsNotOurs() {
        assertThat(after("bundle:start", "")).isEmpty();
    }

    @Test
    void everyArgumentButTextsAndThoseOfAFunctionIsOfferedSomething() {
        assertThat(Completion.COMMANDS)
                .filteredOn(command -> !Set.of("sxs:eval", "py:exec").contains(command.qualifiedName()))
                .filteredOn(command -> command.forms().stream()
                        .flatMap(form -> Arrays.stream(form.getParameters()))
                        .anyMatch(parameter -> !parameter.isAnnotationPresent(Parameter.class)))
                .allMatch(command -> command.choiceAt(0).isPresent());
    }
}
