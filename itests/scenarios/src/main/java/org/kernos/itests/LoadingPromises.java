package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.kernos.api.BootReport;
import org.kernos.api.source.Attempt;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.api.source.ModuleSourceResolver;
import org.osgi.framework.ServiceRegistration;

/** What docs/sources.md promises of boot lists, programs and dependencies: each asks the mounted resolver for what is nowhere else. */
public abstract class LoadingPromises extends ProjectPromises {

    /** In the boot list of {@link Installation}. */
    static final String BOOTED = "vector@itests:vector";

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    @FunctionalInterface
    private interface Step {
        void take() throws Exception;
    }

    /** A resolver that knows these, while the step is taken. */
    private void withResolver(Map<String, Path> known, Step step) throws Exception {
        ModuleSourceResolver resolver = (id, hint) -> {
            asked.add(hint == null ? id : id + "@" + hint);
            Path directory = known.get(id);
            if (directory == null) {
                throw new ModuleNotFoundException(
                        id, List.of(new Attempt("the store", "sold out")), List.of(), "order it");
            }
            return () -> directory;
        };
        ServiceRegistration<?> mounted = context().registerService(ModuleSourceResolver.class, resolver, null);
        try {
            step.take();
        } finally {
            mounted.unregister();
        }
    }

    private Path program(String text) throws IOException {
        return Files.writeString(temporary.getRoot().toPath().resolve("program.sxs"), text);
    }

    /** A module in Python that needs the kernel answer from where this hint says. */
    private Path asker() throws IOException {
        Path directory = Files.createDirectories(temporary.getRoot().toPath().resolve("asker"));
        Files.writeString(directory.resolve("asker.py"), "import answer\ndef ask():\n    return answer.answer() + 1\n");
        Files.writeString(directory.resolve("manifest.json"), """
                {"mpy_entry": "asker.py", "mpy_import_as": "asker",
                 "dependencies": [{"name": "answer", "version": "1.0.0", "source": "itests:answer"}]}
                """);
        return directory;
    }

    @Test
    public void anEntryOfTheBootListWithAHintIsLoadedWhenAResolverComesThatHasIt() throws Exception {
        assertThat(service(BootReport.class).refused()).containsKey(BOOTED);
        assertThat(activeModules()).doesNotContain("vector");
        withResolver(Map.of("vector", SAMPLES.resolve("vector")), () -> {
            Await.until("the module of the boot list", () -> activeModules().contains("vector"));
            Await.until("a report without it", () -> findService(BootReport.class)
                    .filter(report -> !report.refused().containsKey(BOOTED))
                    .isPresent());
        });
        assertThat(asked).contains(BOOTED);
        assertThat(shell.run("kernel:call vector/norm '[3.0 4.0]'")).isEqualTo("5.0");
    }

    @Test
    public void aProgramLoadsWhatAResolverHas() throws Exception {
        String program = "sxs:run '" + program("[ #(load \"answer\") (debug (answer/answer)) ]") + "'";
        assertThat(refusal(program)).contains("module 'answer' was not found, tried: ");
        withResolver(Map.of("answer", KERNELS.resolve("answer")), () -> {
            assertThat(shell.run(program).strip()).isEqualTo("[DEBUG] 1");
            assertThat(asked).contains("answer");
            shell.run("module:uninstall answer");
            String hinted = "[ #(load \"answer@itests:answer\" \"alu\") (debug (alu/add (answer/answer) 1)) ]";
            assertThat(shell.run("sxs:run '" + program(hinted) + "'").strip()).isEqualTo("[DEBUG] 2");
            assertThat(asked).contains("answer@itests:answer");
        });
        assertThat(activeModules()).contains("answer");
    }

    @Test
    public void aProgramIsToldWhatTheResolverHasTried() throws Exception {
        Path file = program("[ #(load \"nowhere\") 1 ]");
        withResolver(Map.of(), () -> assertThat(refusal("sxs:run '" + file + "'"))
                .contains("module 'nowhere' was not found, tried: ", "tried the store: sold out", "order it"));
    }

    @Test
    public void whatAKernelNeedsIsAskedOfTheResolver() throws Exception {
        assertThat(refusedLoad("middle"))
                .startsWith("KERNOS-0301 module 'middle' needs answer [1.0.0,2.0.0), installed: none");
        withResolver(Map.of("answer", KERNELS.resolve("answer")), () -> {
            assertThat(load("middle")).contains("answer 1.0.0", "middle ");
            assertThat(activeModules()).contains("answer", "middle");
        });
        assertThat(shell.run("kernel:call middle/answer")).isEqualTo("3");
    }

    @Test
    public void whatAModuleInPythonNeedsIsAskedForWithTheHintOfItsManifest() throws Exception {
        Path asker = asker();
        withResolver(Map.of("answer", KERNELS.resolve("answer")), () -> shell.run("kernel:load '" + asker + "'"));
        assertThat(asked).contains("answer@itests:answer");
        assertThat(shell.run("kernel:call asker/ask")).isEqualTo("2");
    }

    @Test
    public void anotherVersionThanNeededIsRefusedAndNothingIsLeft() throws Exception {
        Path other = temporary.getRoot().toPath().resolve("answer");
        copy(KERNELS.resolve("answer"), other);
        Files.writeString(other.resolve("manifest.json"), "{\"version\": \"2.1.0\"}");
        withResolver(Map.of("answer", other), () -> assertThat(refusedLoad("middle"))
                .contains("KERNOS-0310 module 'middle' needs answer [1.0.0,2.0.0), and resolver ")
                .contains("has version 2.1.0 of it, in '" + other + "'"));
        assertNothingIsLeftOf("middle");
        assertNothingIsLeftOf("answer");
    }

    @Test
    public void whereOneOfManyCannotBeHadNothingIsLoaded() throws Exception {
        withResolver(Map.of("middle", KERNELS.resolve("middle")), () -> assertThat(refusal("kernel:load middle"))
                .contains("KERNOS-0301 module 'middle' needs answer [1.0.0,2.0.0), installed: none")
                .contains("KERNOS-0307 module 'answer' was not found, tried the store: sold out"));
        assertNothingIsLeftOf("middle");
    }
}
