package org.kernos.sources;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.source.ModuleSourceResolver;
import org.kernos.spi.ModuleFiles;
import org.kernos.spi.ModuleReader;
import org.kernos.testkit.ModuleSourceResolverContract;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The resolver of the component, in a framework, by each of its layers. */
final class ContractTest {

    @TempDir
    Path root;

    private Framework framework;
    private SourcesComponent component;
    private MavenRepository repository;

    @BeforeEach
    void start() throws Exception {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, root.resolve("storage").toString()));
        framework.start();
        framework.getBundleContext().registerService(ModuleReader.class, new KernelFormat(), null);
        Files.writeString(Files.createDirectories(root.resolve("work/alu")).resolve("kernel.sxs"), "");
        Files.createDirectories(root.resolve("elsewhere/special"));
        Path archive = Zips.zip(root.resolve("packages/mul.zip"), "mul/kernel.sxs");
        Map<String, Object> properties = new HashMap<>();
        properties.put("kernos.sources.workspace", root.resolve("work").toString());
        properties.put("kernos.sources.packages", root.resolve("packages").toString());
        properties.put("kernos.sources.overrides", "special=file:" + root.resolve("elsewhere/special"));
        properties.put("kernos.sources.digests", "mul=" + Zips.digest(archive));
        properties.put("kernos.sources.cache", root.resolve("cache").toString());
        repository = new MavenRepository(root.resolve("maven"));
        repository.deploy("div", "1.0", "div/kernel.sxs");
        properties.put("kernos.sources.maven.repositories", new String[] {repository.file(), repository.http()});
        properties.put("kernos.sources.maven.local", root.resolve("local").toString());
        component = new SourcesComponent(framework.getBundleContext(), properties);
    }

    private static final class KernelFormat implements ModuleReader {

        @Override
        public String kind() {
            return "kernel";
        }

        @Override
        public String descriptorFile() {
            return "kernel.sxs";
        }

        @Override
        public boolean accepts(Set<String> names) {
            return names.contains(descriptorFile());
        }

        @Override
        public Reading read(ModuleFiles files) {
            throw new AssertionError("resolving reads nothing");
        }
    }

    @AfterEach
    void stop() throws Exception {
        component.stop();
        repository.close();
        framework.stop();
        framework.waitForStop(20_000);
    }

    abstract class OfLayer extends ModuleSourceResolverContract {

        @Override
        protected ModuleSourceResolver resolver() {
            BundleContext context = framework.getBundleContext();
            return context.getService(context.getServiceReference(ModuleSourceResolver.class));
        }

        @Override
        protected Optional<BundleContext> framework() {
            return Optional.of(framework.getBundleContext());
        }
    }

    @Nested
    final class Overrides extends OfLayer {
        @Override
        protected String knownModule() {
            return "special";
        }
    }

    @Nested
    final class Workspace extends OfLayer {
        @Override
        protected String knownModule() {
            return "alu";
        }
    }

    @Nested
    final class Packages extends OfLayer {
        @Override
        protected String knownModule() {
            return "mul";
        }
    }

    @Nested
    final class Hints extends OfLayer {
        @Override
        protected String knownModule() {
            return "other";
        }

        @Override
        protected @Nullable Object knownHint() {
            return "zip:" + root.resolve("packages/mul.zip");
        }

        @Override
        protected @Nullable Object unknownHint() {
            return "zip:" + root.resolve("packages/nowhere.zip");
        }
    }

    @Nested
    final class MavenArtifacts extends OfLayer {
        @Override
        protected String knownModule() {
            return "div";
        }

        @Override
        protected @Nullable Object knownHint() {
            return "mvn:org.example.modules:div:1.0";
        }

        @Override
        protected @Nullable Object unknownHint() {
            return "mvn:org.example.modules:div:2.0";
        }
    }

    @Nested
    final class GitHints extends OfLayer {

        private String commit = "";

        @BeforeEach
        void commit() throws Exception {
            try (TestRepository repository = TestRepository.create(root.resolve("alu.git"))) {
                commit = repository.commit("refs/heads/main", repository.file("kernel.sxs", "alu"));
            }
        }

        @Override
        protected String knownModule() {
            return "other";
        }

        @Override
        protected @Nullable Object knownHint() {
            return "git+file:" + root.resolve("alu.git") + "#" + commit;
        }

        @Override
        protected @Nullable Object unknownHint() {
            return "git+file:" + root.resolve("nowhere.git") + "#main";
        }
    }

    @Nested
    final class GitBranches extends OfLayer {

        @BeforeEach
        void commit() throws Exception {
            try (TestRepository repository = TestRepository.create(root.resolve("alu.git"))) {
                repository.commit("refs/heads/main", repository.file("kernel.sxs", "alu"));
            }
        }

        @Override
        protected String knownModule() {
            return "other";
        }

        @Override
        protected @Nullable Object knownHint() {
            return Map.of("source", "git+file:" + root.resolve("alu.git"), "ref", "main");
        }

        @Override
        protected @Nullable Object unknownHint() {
            return "git+file:" + root.resolve("alu.git") + "#mian";
        }
    }
}
