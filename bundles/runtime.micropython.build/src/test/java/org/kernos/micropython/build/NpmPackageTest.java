package org.kernos.micropython.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NpmPackageTest {

    private static final String DIRECTORY = "node_modules/@micropython/micropython-webassembly-pyscript";

    @TempDir
    private Path temporary;

    private Path declaration;
    private Path work;

    @BeforeEach
    void declare() throws IOException {
        declaration = Files.createDirectory(temporary.resolve("npm"));
        work = temporary.resolve("work");
        for (String file : new String[] {"package.json", "package-lock.json", ".npmrc"}) {
            Files.writeString(declaration.resolve(file), file);
        }
    }

    /** Stands for npm: runs the commands in the working directory. */
    private String client(String... commands) throws IOException {
        Path script = temporary.resolve("client");
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", commands) + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script.toString();
    }

    @Test
    void aMissingClientIsNamedInOneSentence() {
        NpmPackage npm = new NpmPackage(declaration, work, "no-such-npm");

        assertThatThrownBy(npm::wasm)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "'no-such-npm' is not there: install Node.js 18 or later, whose npm fetches MicroPython for the build");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatNpmRefusesFailsTheBuild() throws Exception {
        NpmPackage npm = new NpmPackage(declaration, work, client("exit 3"));

        assertThatThrownBy(npm::wasm).isInstanceOf(IOException.class).hasMessageContaining("status 3");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void itIsFetchedAgainOnlyWhenTheDeclarationHasChanged() throws Exception {
        NpmPackage npm = new NpmPackage(
                declaration,
                work,
                client("mkdir -p " + DIRECTORY, "echo $* >> calls", "echo wasm > " + DIRECTORY + "/micropython.wasm"));

        Path wasm = npm.wasm();
        npm.wasm();
        Files.writeString(declaration.resolve("package-lock.json"), "another sum");
        npm.wasm();

        assertThat(wasm).hasContent("wasm");
        assertThat(Files.readAllLines(work.resolve("calls")))
                .hasSize(2)
                .allMatch(call -> call.startsWith("ci --ignore-scripts"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPackageWithoutTheFileIsSaidToBeOne() throws Exception {
        NpmPackage npm = new NpmPackage(declaration, work, client("true"));

        assertThatThrownBy(npm::wasm).isInstanceOf(IOException.class).hasMessageContaining("has no file '" + DIRECTORY);
    }

    @Test
    void theLockFileHasASumAndNoAddress() throws Exception {
        String lock = Files.readString(Path.of("src/main/npm/package-lock.json"));

        assertThat(lock).contains("\"integrity\": \"sha512-").doesNotContain("resolved");
    }
}
