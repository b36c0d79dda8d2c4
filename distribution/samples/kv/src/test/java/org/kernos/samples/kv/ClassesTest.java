package org.kernos.samples.kv;

import static org.assertj.core.api.Assertions.assertThat;

import com.sleepycat.je.Environment;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.KernelContext;
import org.kernos.api.value.Value;

/** A kernel that is unloaded has to leave nothing: no thread, and no class of the database. */
class ClassesTest {

    @TempDir
    Path scratch;

    /** Shows the API and the JDK, as the runtime does. */
    private static final class ApiOnly extends ClassLoader {
        ApiOnly() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("org.kernos.api.")) {
                return Value.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }

    @Test
    void theDatabaseLeavesNoThreadAndNoClass() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        WeakReference<ClassLoader> loader = useAndClose();

        for (int i = 0; i < 200 && (loader.get() != null || !others(before).isEmpty()); i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(others(before)).isEmpty();
        assertThat(loader.get()).as("the class loader").isNull();
    }

    private static Set<String> others(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && thread.isAlive())
                .map(Thread::getName)
                .filter(name -> !name.startsWith("surefire") && !name.startsWith("Attach"))
                .collect(Collectors.toSet());
    }

    private WeakReference<ClassLoader> useAndClose() throws Exception {
        URL[] jars = {
            Kv.class.getProtectionDomain().getCodeSource().getLocation(),
            Environment.class.getProtectionDomain().getCodeSource().getLocation()
        };
        try (URLClassLoader loader = new URLClassLoader(jars, new ApiOnly())) {
            Class<?> type = loader.loadClass(Kv.class.getName());
            assertThat(type).isNotSameAs(Kv.class);
            Object kv = type.getConstructor(KernelContext.class).newInstance(new TestContext(Map.of()));
            type.getMethod("openDisk", Value.Symbol.class, String.class)
                    .invoke(kv, new Value.Symbol("s"), scratch.resolve("db").toString());
            for (int i = 0; i < 2_000; i++) {
                type.getMethod("set", Value.Symbol.class, Value.class)
                        .invoke(kv, new Value.Symbol("s:k" + i % 10), new Value.Int(i));
            }
            ((AutoCloseable) kv).close();
            return new WeakReference<>(loader);
        }
    }
}
