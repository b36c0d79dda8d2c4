package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** What docs/deployer.md promises of the directory that FileInstall watches. */
public abstract class DeployerPromises extends PythonProgramPromises {

    private Path deploy = Path.of("");
    private boolean dropped;

    /** The directory that FileInstall watches. */
    protected final Path watched() {
        return deploy;
    }

    @Before
    public void findTheWatchedDirectory() throws IOException {
        String karaf = System.getProperty("karaf.base");
        deploy = karaf == null
                ? Path.of(Objects.requireNonNull(System.getProperty("kernos.itests.deploy"), "kernos.itests.deploy"))
                : Path.of(karaf).resolve("deploy");
        Files.createDirectories(deploy);
        emptyTheWatchedDirectory();
    }

    @After
    public void removeWhatWasDropped() throws Exception {
        if (deploy.toString().isEmpty()) {
            // What comes before this has failed: without the directory's name this would empty the working directory.
            return;
        }
        emptyTheWatchedDirectory();
        if (dropped) {
            awaitGone("middle");
            awaitGone("answer");
        }
    }

    private void emptyTheWatchedDirectory() throws IOException {
        try (Stream<Path> found = Files.list(deploy)) {
            for (Path file : found.toList()) {
                if (Files.isDirectory(file) || file.toString().endsWith(".zip")) {
                    delete(file);
                }
            }
        }
    }

    private void drop(String kernel) throws IOException {
        dropped = true;
        copy(KERNELS.resolve(kernel), deploy.resolve(Path.of(kernel).getFileName()));
    }

    private void zip(String kernel) throws IOException {
        dropped = true;
        Path directory = KERNELS.resolve(kernel);
        Path archive = deploy.resolve(directory.getFileName() + ".zip");
        try (OutputStream file = Files.newOutputStream(archive);
                ZipOutputStream out = new ZipOutputStream(file);
                Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(directory.getFileName() + "/" + directory.relativize(each)));
                Files.copy(each, out);
            }
        }
    }

    private void awaitAnswer(long value) throws Exception {
        Await.until("answer/answer to be " + value, () -> answer() == value && has("(kernos.function=answer/answer)"));
    }

    /** 0 while there is none. */
    private long answer() {
        return service(ModuleRegistry.class)
                .findFunction("answer/answer")
                .map(found -> ((Value.Int) found.call()).value())
                .orElse(0L);
    }

    private void awaitGone(String module) throws Exception {
        Await.until(module + " to go", () -> findBundle("org.kernos.module." + module)
                .isEmpty());
    }

    @Test
    public void aDirectoryThatIsDroppedIsLoadedAndGoesWhenItIsDeleted() throws Exception {
        drop("answer");
        awaitAnswer(1);
        assertThat(shell.run("kernel:list")).contains("answer");

        delete(deploy.resolve("answer"));
        awaitGone("answer");
        assertNothingIsLeftOf("answer");
    }

    @Test
    public void anArchiveThatIsDroppedIsLoadedAndGoesWhenItIsDeleted() throws Exception {
        zip("answer");
        awaitAnswer(1);

        Files.delete(deploy.resolve("answer.zip"));
        awaitGone("answer");
        assertNothingIsLeftOf("answer");
    }

    @Test
    public void aModuleThatIsDroppedBeforeWhatItNeedsWaitsForIt() throws Exception {
        drop("middle");
        Await.until("the reason why middle is not there", () -> service(ModuleRegistry.class).why("middle").stream()
                .anyMatch(problem -> problem.code() == ProblemCode.DEPENDENCY_MISSING));
        drop("answer");

        Await.until("middle", () -> activeModules().containsAll(List.of("answer", "middle")));
        assertThat(shell.run("kernel:call middle/answer")).isEqualTo("3");
    }

    @Test
    public void aModuleThatOthersNeedStaysUntilTheyAreGone() throws Exception {
        drop("answer");
        drop("middle");
        Await.until("middle", () -> activeModules().containsAll(List.of("answer", "middle")));
        delete(deploy.resolve("answer"));
        delete(deploy.resolve("middle"));

        awaitGone("middle");
        awaitGone("answer");
    }

    @Test
    public void aChangedDirectoryIsSwappedInUse() throws Exception {
        drop("answer");
        awaitAnswer(1);
        KernelFunction before = function("answer/answer");

        drop("next/answer");
        Await.until(
                "the new revision under the old reference", () -> before.call().equals(new Value.Int(2)));
    }

    @Test
    public void aDirectoryThatIsReplacedByRenamingIsSwappedInUse() throws Exception {
        drop("answer");
        awaitAnswer(1);
        KernelFunction before = function("answer/answer");

        copy(KERNELS.resolve("next/answer"), deploy.resolve("answer.tmp"));
        Files.move(deploy.resolve("answer"), deploy.resolve(".answer"));
        Files.move(deploy.resolve("answer.tmp"), deploy.resolve("answer"));
        Await.until(
                "the new revision under the old reference", () -> before.call().equals(new Value.Int(2)));
    }

    @Test
    public void aChangedArchiveIsSwappedInUse() throws Exception {
        zip("answer");
        awaitAnswer(1);
        KernelFunction before = function("answer/answer");

        zip("next/answer");
        Await.until(
                "the new revision under the old reference", () -> before.call().equals(new Value.Int(2)));
    }

    /** FileInstall refreshes what it installs itself, and all that looks as if it could be concerned. */
    @Test
    public void nothingElseIsStoppedOrResolvedAnew() throws Exception {
        List<String> disturbed = new CopyOnWriteArrayList<>();
        SynchronousBundleListener listener = event -> {
            boolean disturbs = event.getType() == BundleEvent.STOPPED || event.getType() == BundleEvent.UNRESOLVED;
            String name = String.valueOf(event.getBundle().getSymbolicName());
            if (disturbs && !name.equals("org.kernos.module.answer")) {
                disturbed.add(name);
            }
        };
        context().addBundleListener(listener);
        try {
            drop("answer");
            awaitAnswer(1);
            zip("middle");
            Await.until("middle", () -> activeModules().contains("middle"));
            drop("next/answer");
            awaitAnswer(2);
            assertThat(disturbed).as("a swap, with a dependent").isEmpty();
            Files.delete(deploy.resolve("middle.zip"));
            awaitGone("middle");
            delete(deploy.resolve("answer"));
            awaitGone("answer");
        } finally {
            context().removeBundleListener(listener);
        }
        assertThat(disturbed).containsOnly("org.kernos.module.middle");
    }
}
