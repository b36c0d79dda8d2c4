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

class NpmPackagesTest {

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
        NpmPackages npm = new NpmPackages(declaration, work, "no-such-npm");

        assertThatThrownBy(() -> npm.file(NpmPackages.INTERPRETER))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "'no-such-npm' is not there: install Node.js 18 or later, whose npm fetches MicroPython for the build");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatNpmRefusesFailsTheBuild() throws Exception {
        NpmPackages npm = new NpmPackages(declaration, work, client("exit 3"));

        assertThatThrownBy(() -> npm.file(NpmPackages.INTERPRETER))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("status 3");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void itIsFetchedAgainOnlyWhenTheDeclarationHasChanged() throws Exception {
        NpmPackages npm = new NpmPackages(
                declaration,
                work,
                client("mkdir -p " + DIRECTORY, "echo $* >> calls", "echo wasm > " + DIRECTORY + "/micropython.wasm"));

        Path wasm = npm.file(NpmPackages.INTERPRETER);
        npm.file(NpmPackages.INTERPRETER);
        Files.writeString(declaration.resolve("package-lock.json"), "another sum");
        npm.file(NpmPackages.INTERPRETER);

        assertThat(wasm).hasContent("wasm");
        assertThat(Files.readAllLines(work.resolve("calls")))
                .hasSize(2)
                .allMatch(call -> call.startsWith("ci --ignore-scripts"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void packagesWithoutTheFileAreSaidToBeSuch() throws Exception {
        NpmPackages npm = new NpmPackages(declaration, work, client("true"));

        assertThatThrownBy(() -> npm.file(NpmPackages.INTERPRETER))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("have no file '" + NpmPackages.INTERPRETER);
    }

    @Test
    void theLockFileHasASumForEachPackageAndNoAddress() throws Exception {
        String lock = Files.readString(Path.of("src/main/npm/package-lock.json"));

        assertThat(lock)
                .containsPattern("\"integrity\": \"sha512-(?s:.*)\"integrity\": \"sha512-")
                .doesNotContain("resolved");
    }
}
