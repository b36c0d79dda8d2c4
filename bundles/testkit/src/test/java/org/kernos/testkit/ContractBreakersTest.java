package org.kernos.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.source.Attempt;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.api.source.ModuleSource;
import org.kernos.api.source.ModuleSourceResolver;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Each test of the contract fails for a resolver that breaks it, and for no other. */
final class ContractBreakersTest {

    @TempDir
    Path root;

    private Path one;
    private Path two;

    @BeforeEach
    void makeDirectories() throws Exception {
        one = Files.createDirectory(root.resolve("one"));
        two = Files.createDirectory(root.resolve("two"));
    }

    private static ModuleNotFoundException notFound(String id) {
        return new ModuleNotFoundException(id, List.of(new Attempt("here", "nothing")), List.of(), "look there");
    }

    /** Finds alu as the other one does, and nothing else. */
    private static ModuleSourceResolver onlyAlu(ModuleSourceResolver resolver) {
        return (id, hint) -> {
            if (!id.equals("alu")) {
                throw notFound(id);
            }
            return resolver.resolve(id, hint);
        };
    }

    private static ModuleSourceResolverContract contract(ModuleSourceResolver resolver, BundleContext... framework) {
        return new ModuleSourceResolverContract() {
            @Override
            protected ModuleSourceResolver resolver() {
                return resolver;
            }

            @Override
            protected String knownModule() {
                return "alu";
            }

            @Override
            protected Optional<BundleContext> framework() {
                return List.of(framework).stream().findFirst();
            }
        };
    }

    private static void breaks(ThrowingCallable test) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(test);
    }

    @Test
    void aGoodOnePassesAll() {
        ModuleSourceResolverContract good = contract(onlyAlu((id, hint) -> () -> one));
        assertThatCode(() -> {
                    good.aModuleThatIsFoundIsADirectory();
                    good.theSameQuestionHasTheSameAnswer();
                    good.severalThreadsGetTheSameAnswer();
                    good.aModuleThatIsNotFoundSaysWhatWasTriedAndWhatToDo();
                    good.whatItExplainsIsWhatItResolves();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void nullFilesAndMissingPathsBreakIt() throws Exception {
        Path file = Files.createFile(root.resolve("file"));
        for (ModuleSourceResolver bad : List.<ModuleSourceResolver>of(
                (id, hint) -> null,
                (id, hint) -> () -> null,
                (id, hint) -> () -> file,
                (id, hint) -> () -> root.resolve("nowhere"))) {
            breaks(contract(bad)::aModuleThatIsFoundIsADirectory);
        }
    }

    @Test
    void otherAnswersBreakIt() {
        AtomicInteger asked = new AtomicInteger();
        breaks(contract((id, hint) -> () -> asked.getAndIncrement() == 0 ? one : two)::theSameQuestionHasTheSameAnswer);
        AtomicInteger sources = new AtomicInteger();
        breaks(contract((id, hint) -> {
            ModuleSource source = sources.getAndIncrement() % 2 == 0 ? () -> one : () -> two;
            return source;
        })::severalThreadsGetTheSameAnswer);
    }

    @Test
    void anotherFailureThanNotFoundBreaksIt() {
        breaks(contract((id, hint) -> {
            throw new IllegalStateException();
        })::aModuleThatIsNotFoundSaysWhatWasTriedAndWhatToDo);
        breaks(contract((id, hint) -> () -> one)::aModuleThatIsNotFoundSaysWhatWasTriedAndWhatToDo);
        breaks(contract((id, hint) -> {
            throw new ModuleNotFoundException(id, List.of(), List.of(), "look there");
        })::aModuleThatIsNotFoundSaysWhatWasTriedAndWhatToDo);
    }

    @Test
    void explainingOtherwiseBreaksIt() {
        breaks(contract(new ModuleSourceResolver() {
            @Override
            public ModuleSource resolve(String moduleId, Object sourceHint) {
                return () -> one;
            }

            @Override
            public List<Attempt> explain(String moduleId, Object sourceHint) {
                return List.of(new Attempt("there", "found", Optional.of(two)));
            }
        })::whatItExplainsIsWhatItResolves);
    }

    @Test
    void aServiceThatResolvingRegistersBreaksIt() throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, root.resolve("storage").toString()));
        framework.start();
        try {
            BundleContext context = framework.getBundleContext();
            assertThatCode(contract(onlyAlu((id, hint) -> () -> one), context)::resolvingChangesNoServicesAndBundles)
                    .doesNotThrowAnyException();
            ModuleSourceResolver registering = onlyAlu((id, hint) -> {
                context.registerService(String.class, "text", null);
                return () -> one;
            });
            breaks(contract(registering, context)::resolvingChangesNoServicesAndBundles);
        } finally {
            framework.stop();
            framework.waitForStop(20_000);
        }
    }
}
