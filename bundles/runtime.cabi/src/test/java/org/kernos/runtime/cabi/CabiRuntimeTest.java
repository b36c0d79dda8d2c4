package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

final class CabiRuntimeTest {

    /** A context that answers one question: for the backend. */
    private static BundleContext context(@Nullable String backend) {
        return (BundleContext) Proxy.newProxyInstance(
                CabiRuntimeTest.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> {
                    assertThat(arguments).containsExactly("kernos.native.backend");
                    return backend;
                });
    }

    @Test
    void theBackendIsChosenByTheFrameworkProperty() {
        for (String backend : new String[] {null, "", "shim", "jna"}) {
            CabiRuntime runtime = new CabiRuntime(context(backend));
            assertThat(runtime.name()).isEqualTo("cabi");
            runtime.deactivate();
        }
        assertThatThrownBy(() -> new CabiRuntime(context("jni")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("framework property 'kernos.native.backend' is 'jni', expected 'shim' or 'jna'");
    }

    @Test
    void theBundleProvidesTheRuntimeAndHidesItsPackages() throws IOException {
        try (InputStream in = Files.newInputStream(Path.of("target/classes/META-INF/MANIFEST.MF"))) {
            var headers = new Manifest(in).getMainAttributes();
            assertThat(headers.getValue("Provide-Capability")).contains("kernos.runtime;kernos.runtime=cabi");
            assertThat(headers.getValue("Export-Package")).isNull();
            assertThat(headers.getValue("Service-Component")).contains("CabiRuntime.xml");
        }
    }
}
