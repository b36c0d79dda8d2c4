package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandProcessor;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;
import org.kernos.api.BootReport;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleRegistry;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * A test that runs in a bundle, beside Kernos. The framework is that of the whole class; each test begins with the modules of
 * the boot directory and is rid of all others at its end.
 */
public abstract class KernosTest {

    /** Paths that the framework is configured with; see {@link Installation}. */
    protected static final Path KERNELS =
            Path.of(System.getProperty("kernos.itests.kernels", "")).toAbsolutePath();

    protected static final Path SAMPLES =
            Path.of(System.getProperty("kernos.itests.samples", "")).toAbsolutePath();

    private static final Set<String> BOOT = Set.of("alu", "calls", "pytext", "pyreport");

    @Rule
    public final Timeout limit = Timeout.seconds(90);

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    protected Shell shell;

    @Before
    public void openShell() throws Exception {
        awaitBoot();
        shell = newShell();
    }

    /**
     * Until the boot directories are loaded and nothing more is going on: a reader or a runtime that came late makes the
     * container boot again, and the framework's own commands fail while another thread has its lock.
     */
    protected final void awaitBoot() throws Exception {
        Await.until("the commands", this::hasCommands);
        Await.until("the boot report", () -> findService(BootReport.class).isPresent());
        Await.until("the modules of the boot directory", () -> findService(ModuleRegistry.class)
                .filter(registry -> registry.stopOrder().containsAll(BOOT))
                .isPresent());
        // Operations are carried out one after the other: this one ends behind all others.
        service(ModuleContainer.class).loadAll(List.of());
    }

    protected final void restartContainer() throws Exception {
        Bundle container = bundle("org.kernos.container");
        container.stop();
        container.start();
        awaitBoot();
    }

    @After
    public void removeWhatTheTestLoaded() {
        ModuleContainer container = service(ModuleContainer.class);
        service(ModuleRegistry.class).modules().stream()
                .map(module -> module.name())
                .filter(name -> !BOOT.contains(name))
                .distinct()
                .forEach(name -> container.uninstall(name, true));
        shell.close();
    }

    /** Whether our commands can be typed; by default into plain Gogo. */
    protected boolean hasCommands() throws Exception {
        return has("(&(osgi.command.scope=kernel)(osgi.command.function=call))")
                && has("(&(osgi.command.scope=py)(osgi.command.function=run))");
    }

    /** By default plain Gogo. */
    protected Shell newShell() {
        return new GogoShell(service(CommandProcessor.class));
    }

    /** The test's own bundle, or the one that Pax Exam made around it. */
    protected final BundleContext context() {
        return FrameworkUtil.getBundle(getClass()).getBundleContext();
    }

    protected final <T> Optional<T> findService(Class<T> type) {
        ServiceReference<T> reference = context().getServiceReference(type);
        return Optional.ofNullable(reference).map(context()::getService);
    }

    protected final <T> T service(Class<T> type) {
        return findService(type).orElseThrow(() -> new AssertionError("no service " + type.getName()));
    }

    protected final boolean has(String filter) throws InvalidSyntaxException {
        return context().getAllServiceReferences(null, filter) != null;
    }

    protected final KernelFunction function(String qualifiedName) throws InvalidSyntaxException {
        Collection<ServiceReference<KernelFunction>> found =
                context().getServiceReferences(KernelFunction.class, "(kernos.function=" + qualifiedName + ")");
        assertThat(found).as("services of " + qualifiedName).hasSize(1);
        return Objects.requireNonNull(context().getService(found.iterator().next()));
    }

    protected final Bundle bundle(String symbolicName) {
        return findBundle(symbolicName).orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
    }

    protected final Optional<Bundle> findBundle(String symbolicName) {
        return Stream.of(context().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst();
    }

    protected final List<String> activeModules() {
        return service(ModuleRegistry.class).stopOrder();
    }

    /** Loads a kernel of these tests. */
    protected final String load(String kernel) throws Exception {
        return shell.run("kernel:load '" + KERNELS.resolve(kernel) + "'");
    }

    /** What the terminal shows for a line that is refused. */
    protected final String refusal(String line) {
        Throwable thrown = catchThrowable(() -> shell.run(line));
        assertThat(thrown).as("'" + line + "' is refused").isNotNull();
        return thrown.getMessage();
    }

    protected final String refusedLoad(String kernel) {
        return refusal("kernel:load '" + KERNELS.resolve(kernel) + "'");
    }

    /** No bundle, no service, no mapped library, and the modules of the boot directory are as they were. */
    protected final void assertNothingIsLeftOf(String kernel) throws Exception {
        assertThat(findBundle("org.kernos.module." + kernel)).isEmpty();
        assertThat(has("(kernos.module=" + kernel + ")")).isFalse();
        assertThat(Mappings.contain(kernel)).isFalse();
        assertThat(activeModules()).containsAll(BOOT);
    }

    protected static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    protected static void delete(Path path) throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
