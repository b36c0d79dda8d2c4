package org.kernos.runtime.java;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Value;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/**
 * What every kernel and module in Java sees beside its own jars: the JDK, {@code org.kernos.api} and the two classes for versions that this
 * speaks of (architecture A-5), whatever else this bundle or the JVM's class path has. So it can bring a library in a version of its own.
 */
final class ApiClassLoader extends ClassLoader {

    private static final String API = "org.kernos.api.";
    private static final Set<String> VERSIONS = Set.of(Version.class.getName(), VersionRange.class.getName());

    static {
        registerAsParallelCapable();
    }

    ApiClassLoader() {
        super("kernos-api", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (VERSIONS.contains(name)) {
            return load(name, Version.class.getClassLoader());
        }
        return load(name, name.startsWith(API) ? Value.class.getClassLoader() : null);
    }

    private static Class<?> load(String name, @Nullable ClassLoader from) throws ClassNotFoundException {
        if (from == null) {
            throw new ClassNotFoundException(name);
        }
        return from.loadClass(name);
    }
}
