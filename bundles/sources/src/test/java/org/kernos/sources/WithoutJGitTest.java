package org.kernos.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleSource;
import org.kernos.api.source.ModuleSourceResolver;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The bundle in a framework where nobody has installed JGit. */
final class WithoutJGitTest {

    @TempDir
    Path root;

    /** The bundle's classes once more, in whose view there is no JGit; says what of it they asked for. */
    private static final class Hiding extends ClassLoader {

        private final Queue<String> asked = new ConcurrentLinkedQueue<>();

        Hiding() {
            super(WithoutJGitTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.eclipse.jgit.")) {
                asked.add(name);
                throw new ClassNotFoundException(name);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null
                        ? loaded
                        : name.startsWith("org.kernos.sources.") ? findClass(name) : super.loadClass(name, resolve);
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private interface Work {
        void with(ModuleSourceResolver resolver) throws Exception;
    }

    private void inFramework(Hiding classes, Work work) throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, root.resolve("storage").toString()));
        framework.start();
        try {
            BundleContext context = framework.getBundleContext();
            Object component = classes.loadClass(SourcesComponent.class.getName())
                    .getConstructor(BundleContext.class, Map.class)
                    .newInstance(context, new HashMap<>());
            work.with(context.getService(context.getServiceReference(ModuleSourceResolver.class)));
            component.getClass().getMethod("stop").invoke(component);
        } finally {
            framework.stop();
            framework.waitForStop(20_000);
        }
    }

    @Test
    void nobodyAsksForJGitBeforeTheFirstRepository() throws Exception {
        Files.createDirectories(root.resolve("alu"));
        Hiding classes = new Hiding();
        inFramework(classes, resolver -> {
            resolver.resolve("alu", "file:" + root.resolve("alu")).resolve();
            resolver.resolve("alu", "git+https://127.0.0.1/x.git#main");
            assertThat(classes.asked).isEmpty();
        });
    }

    @Test
    void aRepositoryIsRefusedWithWhatToInstall() throws Exception {
        Hiding classes = new Hiding();
        inFramework(classes, resolver -> {
            for (String ref : List.of("main", "1".repeat(40))) {
                ModuleSource source = resolver.resolve("alu", "git+file:" + root.resolve("alu.git") + "#" + ref);
                assertThatExceptionOfType(ModuleLoadException.class)
                        .isThrownBy(source::resolve)
                        .withMessageContaining("KERNOS-0602")
                        .withMessageContaining("takes JGit, which is not there")
                        .withMessageContaining("install the bundle org.eclipse.jgit");
            }
        });
        assertThat(classes.asked).isNotEmpty();
    }
}
