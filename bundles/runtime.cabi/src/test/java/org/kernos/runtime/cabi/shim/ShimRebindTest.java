package org.kernos.runtime.cabi.shim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A bundle that is refreshed comes back in another class loader, and the library must serve that one (native H-1). */
final class ShimRebindTest {

    private static final int COLLECTIONS = 50;

    /** This bundle's classes a second time, with or without its libraries. */
    private static final class Copy extends URLClassLoader {
        private final boolean hasLibraries;

        Copy(boolean hasLibraries) throws Exception {
            super(new URL[] {Path.of("target/classes").toUri().toURL()}, ShimRebindTest.class.getClassLoader());
            this.hasLibraries = hasLibraries;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("org.kernos.runtime.cabi.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }

        @Override
        public @Nullable URL getResource(String name) {
            return hasLibraries ? findResource(name) : null;
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            return hasLibraries ? super.getResourceAsStream(name) : null;
        }
    }

    private static Object open(ClassLoader loader) throws Exception {
        Method open = loader.loadClass(ShimBackend.class.getName()).getMethod("open");
        return open.invoke(null);
    }

    private static long allocated(Object backend) throws Exception {
        return (long) backend.getClass().getMethod("allocatedBytes").invoke(backend);
    }

    private static void close(Object backend) throws Exception {
        backend.getClass().getMethod("close").invoke(backend);
    }

    @Test
    void twoClassLoadersHaveALibraryEach() throws Exception {
        try (Copy first = new Copy(true);
                Copy second = new Copy(true)) {
            Object one = open(first);
            Object other = open(second);
            assertThat(one.getClass()).isNotEqualTo(other.getClass());
            assertThat(allocated(one)).isZero();
            close(one);
            assertThat(allocated(other)).isZero();
            close(other);
            Object again = open(first);
            assertThat(allocated(again)).isZero();
            close(again);
        }
    }

    @Test
    void aClosedBackendDoesNotPinItsClassLoader() throws Exception {
        WeakReference<ClassLoader> left = openAndClose();
        for (int i = 0; i < COLLECTIONS && left.get() != null; i++) {
            System.gc();
        }
        assertThat(left.get()).isNull();
    }

    private static WeakReference<ClassLoader> openAndClose() throws Exception {
        try (Copy copy = new Copy(true)) {
            close(open(copy));
            return new WeakReference<>(copy);
        }
    }

    @Test
    void withoutALibraryForThePlatformTheCallbacksServe() throws Exception {
        try (Copy copy = new Copy(false)) {
            assertThatThrownBy(() -> open(copy))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(UnsatisfiedLinkError.class)
                    .hasMessageContaining("the bundle holds no 'native/");
            Method choose = copy.loadClass("org.kernos.runtime.cabi.CabiRuntime")
                    .getDeclaredMethod("chooseBackend", String.class);
            choose.setAccessible(true);
            Object backend = choose.invoke(null, (Object) null);
            assertThat(backend.getClass().getSimpleName()).isEqualTo("JnaBackend");
            close(backend);
        }
    }
}
