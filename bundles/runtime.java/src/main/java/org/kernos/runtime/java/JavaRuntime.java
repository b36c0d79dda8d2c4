package org.kernos.runtime.java;

import org.kernos.api.ModuleException;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.ModuleRuntime;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The runtime of kernels that are written in Java (ADR 15). Keeps nothing of a module that is closed. */
@Component
@Capability(namespace = "kernos.runtime", attribute = "kernos.runtime=java")
public final class JavaRuntime implements ModuleRuntime {

    private final ApiClassLoader parent = new ApiClassLoader();
    private final Settings settings;

    /** Settings of modules are the framework's properties. */
    @Activate
    public JavaRuntime(BundleContext context) {
        this(context::getProperty);
    }

    JavaRuntime(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public ModuleInstance open(ModuleContext module) throws ModuleException {
        return JavaModule.open(module, parent, settings);
    }
}
