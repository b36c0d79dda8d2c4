package org.kernos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.kernos.api.source.Attempt;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.api.source.ModuleSource;
import org.kernos.api.source.ModuleSourceResolver;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * What every {@link ModuleSourceResolver} has to hold to. The author of one extends this class in the tests of it and says what it resolves; JUnit runs the
 * tests that are inherited.
 */
public abstract class ModuleSourceResolverContract {

    private static final int THREADS = 8;

    /** The resolver under test, the same one for all calls within a test. */
    protected abstract ModuleSourceResolver resolver();

    /** The name of a module that it finds. */
    protected abstract String knownModule();

    /** The hint that goes with {@link #knownModule}, if it takes one. */
    protected @Nullable Object knownHint() {
        return null;
    }

    /** The name of a module that it does not find. */
    protected String unknownModule() {
        return "no-such-module";
    }

    /** The hint that goes with {@link #unknownModule}. */
    protected @Nullable Object unknownHint() {
        return null;
    }

    /** The framework that a resolver with a bundle's context could change; one without has no way to. */
    protected Optional<BundleContext> framework() {
        return Optional.empty();
    }

    private Path resolved() throws Exception {
        @Nullable ModuleSource source = resolver().resolve(knownModule(), knownHint());
        assertThat(source).as("the source of a module that is found").isNotNull();
        @Nullable Path path = source.resolve();
        assertThat(path).as("the directory of a module that is found").isNotNull();
        return path;
    }

    @Test
    public final void aModuleThatIsFoundIsADirectory() throws Exception {
        assertThat(Files.isDirectory(resolved()))
                .as("whether it is a directory that exists")
                .isTrue();
    }

    @Test
    public final void theSameQuestionHasTheSameAnswer() throws Exception {
        Path first = resolved();
        assertThat(resolved()).as("the second answer").isEqualTo(first);
        ModuleSource source = resolver().resolve(knownModule(), knownHint());
        assertThat(source.resolve()).as("the answer of another source").isEqualTo(first);
        assertThat(source.resolve()).as("the second answer of one source").isEqualTo(first);
    }

    @Test
    public final void severalThreadsGetTheSameAnswer() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Path> answers = new ArrayList<>();
            for (Future<Path> each : threads.invokeAll(Collections.<Callable<Path>>nCopies(THREADS, this::resolved))) {
                answers.add(each.get());
            }
            assertThat(Set.copyOf(answers)).as("all the answers").hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    public final void aModuleThatIsNotFoundSaysWhatWasTriedAndWhatToDo() {
        @Nullable
        Throwable thrown = catchThrowable(
                () -> resolver().resolve(unknownModule(), unknownHint()).resolve());
        assertThat(thrown).isInstanceOf(ModuleNotFoundException.class);
        ModuleNotFoundException notFound = (ModuleNotFoundException) thrown;
        assertThat(notFound.moduleId()).isEqualTo(unknownModule());
        assertThat(notFound.attempts()).as("what was tried").isNotEmpty();
        assertThat(notFound.problems()).allMatch(problem -> problem.fix().isPresent());
    }

    @Test
    public final void whatItExplainsIsWhatItResolves() throws Exception {
        List<Attempt> attempts = resolver().explain(knownModule(), knownHint());
        assertThat(attempts.stream()
                        .flatMap(attempt -> attempt.found().stream())
                        .findFirst())
                .as("the first directory that it explains")
                .contains(resolved());
        assertThat(resolver().explain(unknownModule(), unknownHint()))
                .isNotEmpty()
                .allMatch(attempt -> attempt.found().isEmpty());
    }

    /** Skipped where there is no {@link #framework}. */
    @Test
    public final void resolvingChangesNoServicesAndBundles() throws Exception {
        Assumptions.assumeTrue(framework().isPresent(), "there is no framework that it could change");
        Set<String> before = state(framework().get());
        resolved();
        resolver().explain(knownModule(), knownHint());
        aModuleThatIsNotFoundSaysWhatWasTriedAndWhatToDo();
        assertThat(state(framework().get())).as("services and bundles").isEqualTo(before);
    }

    private static Set<String> state(BundleContext context) throws InvalidSyntaxException {
        Set<String> state = new TreeSet<>();
        for (Bundle bundle : context.getBundles()) {
            state.add("bundle " + bundle + " " + bundle.getState());
        }
        ServiceReference<?>[] services = context.getAllServiceReferences(null, null);
        Arrays.stream(services == null ? new ServiceReference<?>[0] : services)
                .forEach(service -> state.add("service " + service.getProperty(Constants.SERVICE_ID) + " "
                        + Arrays.toString((String[]) service.getProperty(Constants.OBJECTCLASS))));
        return state;
    }
}
