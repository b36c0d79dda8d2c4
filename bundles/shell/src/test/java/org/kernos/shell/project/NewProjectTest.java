package org.kernos.shell.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NewProjectTest {

    private static final Path TEMPLATES = Path.of("../../distribution/sdk/template");

    @TempDir
    Path scratch;

    private static NewProject project(ProjectTemplate template) {
        return new NewProject(template, new ProjectNames("rr-sched"), Optional.of(Path.of("/opt/kernos home")));
    }

    private static List<String> filesBelow(Path top) throws IOException {
        try (Stream<Path> files = Files.walk(top)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> top.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFileOfATemplateIsInItsProjectsAndBearsTheModulesName(ProjectTemplate template) throws IOException {
        int count = project(template).in(scratch.resolve("there"));

        List<String> files = filesBelow(scratch.resolve("there"));
        assertThat(files)
                .hasSize(count + 1)
                .contains(".gitignore", "README.md", "build.sh", "kernos-home", "kernos.sh", "test.sh")
                .containsAll(filesBelow(TEMPLATES.resolve(template.kind() + "-" + template.language())).stream()
                        .map(new ProjectNames("rr-sched")::in)
                        .toList());
        for (String file : files) {
            Path path = scratch.resolve("there").resolve(file);
            assertThat(path).content().doesNotContainIgnoringCase("yourname").doesNotContainIgnoringCase("your_name");
            assertThat(Files.isExecutable(path)).as(file).isEqualTo(file.endsWith(".sh"));
        }
        assertThat(scratch.resolve("there/kernos-home")).hasContent("/opt/kernos home\n");
    }

    @Test
    void everyTemplateIsAProject() throws IOException {
        List<String> directories = new ArrayList<>(List.of("shared"));
        for (ProjectTemplate template : ProjectTemplate.values()) {
            directories.add(template.kind() + "-" + template.language());
        }
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(directories);
        }
    }

    @Test
    void theCrateInAProjectIsAllOfTheSdks() throws IOException {
        project(ProjectTemplate.HELIX_RUST).in(scratch.resolve("there"));

        assertThat(filesBelow(scratch.resolve("there/helix-module/src")))
                .isEqualTo(filesBelow(TEMPLATES.resolve("../rust/helix-module/src")));
    }

    @Test
    void theScriptsNameNoMachine() throws IOException {
        for (String file : filesBelow(TEMPLATES)) {
            assertThat(TEMPLATES.resolve(file)).content().doesNotContain("/home/", "/usr/", "/opt/", "/root/");
        }
    }

    @Test
    void withoutAnInstallationNoneIsNamed() throws IOException {
        new NewProject(ProjectTemplate.KERNEL_C, new ProjectNames("alu"), Optional.empty()).in(scratch.resolve("alu"));

        assertThat(filesBelow(scratch.resolve("alu"))).contains("alu.c").doesNotContain("kernos-home");
    }

    @Test
    void anEmptyDirectoryIsFilled() throws IOException {
        Path there = Files.createDirectory(scratch.resolve("there"));

        project(ProjectTemplate.KERNEL_C).in(there);

        assertThat(there.resolve("rr_sched.c")).isRegularFile();
    }

    @Test
    void whatIsThereIsLeftAlone() throws IOException {
        Path file = Files.writeString(scratch.resolve("file"), "mine");
        Path full = Files.createDirectory(scratch.resolve("full"));
        Files.writeString(full.resolve("build.sh"), "mine");
        Path dangling = Files.createSymbolicLink(scratch.resolve("dangling"), scratch.resolve("nowhere"));
        NewProject project = project(ProjectTemplate.KERNEL_C);

        assertThatThrownBy(() -> project.in(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> project.in(full)).isInstanceOf(DirectoryNotEmptyException.class);
        assertThatThrownBy(() -> project.in(dangling)).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> project.in(scratch.resolve("no/where"))).isInstanceOf(NoSuchFileException.class);
        assertThat(filesBelow(scratch)).containsExactly("file", "full/build.sh");
        assertThat(full.resolve("build.sh")).hasContent("mine");
    }

    /** The path of its longest file has more than the 4,096 bytes that Linux takes, those of others have not. */
    @Test
    void aProjectThatCannotBeMadeIsTakenBack() throws IOException {
        ProjectNames names = new ProjectNames("a".repeat(128));
        NewProject project = new NewProject(ProjectTemplate.KERNEL_JAVA, names, Optional.empty());
        Path empty = Files.createDirectory(scratch.resolve("empty"));
        Path deep = scratch;
        while (deep.toString().length() < 3_950) {
            deep = Files.createDirectories(deep.resolve(
                    "d".repeat(Math.min(200, 3_950 - deep.toString().length()))));
        }
        Path tooDeep = deep.resolve("there");

        assertThatThrownBy(() -> project.in(tooDeep)).isInstanceOf(IOException.class);
        assertThat(tooDeep).doesNotExist();
        assertThat(filesBelow(scratch)).isEmpty();
        project.in(empty);
        assertThat(filesBelow(empty)).isNotEmpty();
    }
}
