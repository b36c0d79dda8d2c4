package org.kernos.runtime.cabi;

import com.sun.jna.Native;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Leak;
import org.kernos.api.LeakSource;
import org.kernos.api.ModuleException;
import org.kernos.runtime.cabi.jna.JnaBackend;
import org.kernos.runtime.cabi.shim.ShimBackend;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.ModuleRuntime;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.LoggerFactory;

/** The runtime of native kernels behind the kernel C interface (native, sections 1 to 4). */
@Component
@Capability(namespace = "kernos.runtime", attribute = "kernos.runtime=cabi")
public final class CabiRuntime implements ModuleRuntime, LeakSource {

    /** A framework property, not configuration: kernels that are open cannot change their table. */
    static final String BACKEND = "kernos.native.backend";

    private final Backend backend;
    private final HostPlatform host = HostPlatform.current();
    private final UnloadedLibraries unloaded = new UnloadedLibraries();
    private final ModuleExports exports = new ModuleExports();

    @Activate
    public CabiRuntime(BundleContext context) {
        this(chooseBackend(context.getProperty(BACKEND)));
        loadJnaMeanwhile();
    }

    /** JNA unpacks and loads its own library when it is first used: here beside the rest of the start. */
    private static void loadJnaMeanwhile() {
        Thread thread = new Thread(
                () -> LoggerFactory.getLogger(CabiRuntime.class)
                        .debug("JNA is loaded, pointers of {} bytes", Native.POINTER_SIZE),
                "kernos-load-jna");
        thread.setDaemon(true);
        thread.start();
    }

    CabiRuntime(Backend backend) {
        this.backend = backend;
    }

    private static Backend chooseBackend(@Nullable String name) {
        if (name == null || name.isEmpty() || name.equals(ShimBackend.NAME)) {
            return shimIfThereIsOne();
        } else if (name.equals(JnaBackend.NAME)) {
            return new JnaBackend();
        }
        throw new IllegalArgumentException("framework property '" + BACKEND + "' is '" + name + "', expected '"
                + ShimBackend.NAME + "' or '" + JnaBackend.NAME + "'");
    }

    private static Backend shimIfThereIsOne() {
        try {
            return ShimBackend.open();
        } catch (UnsatisfiedLinkError e) {
            LoggerFactory.getLogger(CabiRuntime.class)
                    .warn(
                            "kernels are called through the slower backend '{}', the kernel table in C cannot be opened: {}",
                            JnaBackend.NAME,
                            e.getMessage());
            return new JnaBackend();
        }
    }

    @Deactivate
    void deactivate() {
        backend.close();
    }

    @Override
    public String name() {
        return "cabi";
    }

    @Override
    public ModuleInstance open(ModuleContext module) throws ModuleException {
        CodeLoader loader = new CodeLoader(exports, unloaded);
        return HelixModule.isHelix(module.descriptor())
                ? HelixModule.open(module, host, backend, loader)
                : CabiModule.open(
                        module, new LibraryCheck(module.files(), host, RequiredExports.KERNEL), backend, loader);
    }

    @Override
    public List<Leak> leaks() {
        return unloaded.stillMapped();
    }
}
