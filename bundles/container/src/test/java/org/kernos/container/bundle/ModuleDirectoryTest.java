package org.kernos.container.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

final class ModuleDirectoryTest {

    @TempDir
    Path root;

    private Path module() throws IOException {
        Path module = Files.createDirectories(root.resolve("modules/alu"));
        Files.writeString(module.resolve("kernel.sxs"), "text");
        return module;
    }

    private Problem problemOf(Path directory) {
        return catchThrowableOfType(ModuleException.class, () -> ModuleDirectory.scan(directory, root))
                .problems()
                .get(0);
    }

    @Test
    void filesAreFoundInSubdirectoriesAndHiddenOnesPassedOver() throws Exception {
        Path module = module();
        Files.createDirectories(module.resolve("native/linux-x86-64"));
        Files.writeString(module.resolve("native/linux-x86-64/lib.so"), "lib");
        Files.createDirectories(module.resolve(".git"));
        Files.writeString(module.resolve(".git/config"), "secret");
        Files.writeString(module.resolve(".hidden"), "secret");
        ModuleDirectory files = ModuleDirectory.scan(module, root);
        assertThat(files.paths()).containsExactly("kernel.sxs", "native/linux-x86-64/lib.so");
        assertThat(files.location()).isEqualTo("modules/alu");
        assertThat(files.directoryName()).isEqualTo("alu");
        assertThat(new String(files.read("native/linux-x86-64/lib.so", 3))).isEqualTo("lib");
    }

    @Test
    void aFileOverTheLimitIsAProblemWithItsName() throws Exception {
        ModuleDirectory files = ModuleDirectory.scan(module(), root);
        ModuleException e = catchThrowableOfType(ModuleException.class, () -> files.read("kernel.sxs", 3));
        assertThat(e.problems().get(0).toString())
                .isEqualTo("KERNOS-0106 the file is longer than 3 bytes, the greatest length here\n"
                        + "  at  modules/alu/kernel.sxs");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkOutOfTheDirectoryIsAProblemAndOneInsideIsItsTarget() throws Exception {
        Path module = module();
        Files.createSymbolicLink(module.resolve("inside.sxs"), Path.of("kernel.sxs"));
        assertThat(ModuleDirectory.scan(module, root).paths()).contains("inside.sxs");
        Files.writeString(root.resolve("secret"), "secret");
        Files.createSymbolicLink(module.resolve("library.so"), Path.of("../../secret"));
        Problem problem = problemOf(module);
        assertThat(problem.code()).isEqualTo(ProblemCode.OUTSIDE_DIRECTORY);
        assertThat(problem.message())
                .isEqualTo("'library.so' is a symbolic link to '../../secret', outside of the module");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aDanglingLinkIsAProblem() throws Exception {
        Path module = module();
        Files.createSymbolicLink(module.resolve("library.so"), Path.of("gone.so"));
        assertThat(problemOf(module).message()).contains("'library.so'").contains("does not exist");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPipeIsNoFileAndIsNeverOpened() throws Exception {
        Path module = module();
        Process mkfifo = new ProcessBuilder("mkfifo", module.resolve("pipe").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();
        assertThat(ModuleDirectory.scan(module, root).paths()).containsExactly("kernel.sxs");
    }

    @Test
    void aDirectoryThatIsNotThereIsAProblem() {
        assertThat(problemOf(root.resolve("nowhere")).toString())
                .startsWith("KERNOS-0201 there is no directory 'nowhere'");
    }

    @Test
    void aFileThatVanishesAfterTheScanIsAProblem() throws Exception {
        Path module = module();
        ModuleDirectory files = ModuleDirectory.scan(module, root);
        Files.delete(module.resolve("kernel.sxs"));
        ModuleException e = catchThrowableOfType(ModuleException.class, () -> files.read("kernel.sxs", 100));
        assertThat(e.problems().get(0).code()).isEqualTo(ProblemCode.UNREADABLE);
        assertThat(e.problems().get(0).message()).contains("has vanished");
    }

    @Test
    void tooManyFilesAreAProblem() throws Exception {
        Path module = module();
        for (int i = 0; i <= 10_000; i++) {
            Files.createFile(module.resolve("file" + i));
        }
        assertThat(problemOf(module).message()).isEqualTo("the module directory holds more than 10000 files");
    }

    @Test
    void theStampChangesWithTheContent() throws Exception {
        Path module = module();
        String before = ModuleDirectory.scan(module, root).stamp();
        assertThat(ModuleDirectory.scan(module, root).stamp()).isEqualTo(before);
        Files.writeString(module.resolve("kernel.sxs"), "longer text");
        assertThat(ModuleDirectory.scan(module, root).stamp()).isNotEqualTo(before);
    }
}
