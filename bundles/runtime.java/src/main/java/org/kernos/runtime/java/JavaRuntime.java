package org.kernos.runtime.java;

import org.kernos.api.Module;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.ModuleRuntime;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The runtime of kernels (ADR 15) and Helix modules that are written in Java. Keeps nothing of a module that is closed. */
@Component(service = ModuleRuntime.class)
@Capability(namespace = "kernos.runtime", attribute = "kernos.runtime=java")
public final class JavaRuntime implements ModuleRuntime {

    /** The property that a kernel's descriptor does not have. */
    private static final String HELIX = "helix";

    private final ApiClassLoader parent = new ApiClassLoader();
    private final Settings settings;
    private final ServiceTable services;

    /** Settings of modules are the framework's properties. */
    @Activate
    public JavaRuntime(BundleContext context, @Reference ServiceTable services) {
        this(context::getProperty, services);
    }

    JavaRuntime(Settings settings, ServiceTable services) {
        this.settings = settings;
        this.services = services;
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public ModuleInstance open(ModuleContext module) throws ModuleException {
        String origin = module.descriptor().properties().get(HELIX);
        if (origin == null) {
            return JavaKernel.open(module, parent, settings);
        }
        return switch (origin) {
            case "java" -> HelixOpening.ofJar(module, parent, settings);
            case "service" -> HelixOpening.ofService(module, service(module));
            default ->
                throw new ModuleException(Problem.of(
                                ProblemCode.MANIFEST,
                                "the descriptor's property '" + HELIX + "' is '" + origin
                                        + "', expected 'java' or 'service'")
                        .at(Place.of(module.files().location())));
        };
    }

    private Module service(ModuleContext module) throws ModuleException {
        ModuleDescriptor descriptor = module.descriptor();
        return services.find(descriptor.name(), descriptor.version())
                .orElseThrow(() -> new ModuleException(Problem.of(
                                ProblemCode.MODULE_NOT_FOUND,
                                "no bundle has registered a service " + Module.class.getName() + " '"
                                        + descriptor.name() + "' of version " + descriptor.version())
                        .at(Place.of(module.files().location()))
                        .fix("start the bundle that registers it; the module is then made by itself")));
    }
}
