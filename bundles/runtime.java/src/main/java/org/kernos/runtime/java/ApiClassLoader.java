package org.kernos.runtime.java;

import org.kernos.api.value.Value;

/**
 * What every kernel in Java sees beside its own jars: the JDK and {@code org.kernos.api}, whatever else this bundle or the
 * JVM's class path has. So a kernel can bring a library in a version of its own.
 */
final class ApiClassLoader extends ClassLoader {

    private static final String API = "org.kernos.api.";

    static {
        registerAsParallelCapable();
    }

    ApiClassLoader() {
        super("kernos-api", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ClassLoader api = Value.class.getClassLoader();
        if (!name.startsWith(API) || api == null) {
            throw new ClassNotFoundException(name);
        }
        return api.loadClass(name);
    }
}
