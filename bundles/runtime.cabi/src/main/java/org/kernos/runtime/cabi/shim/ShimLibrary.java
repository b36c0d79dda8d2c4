package org.kernos.runtime.cabi.shim;

import com.sun.jna.Function;
import com.sun.jna.JNIEnv;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kernos.runtime.cabi.OpenFlags;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The C library while it is open and bound to {@link ShimNatives}. JNA opens it, from a file of its own each time: System.load
 * refuses a library that an earlier revision of this bundle has loaded (native H-1). Holds the {@link NativeLibrary} strongly:
 * JNA closes one that is unreachable (native U-2).
 */
final class ShimLibrary implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShimLibrary.class);
    private static final String SHIM = "kernos_shim";
    private static final String GUARD = "kernos_guard";

    /** Native methods are bound to a class: whoever uses them in this class loader uses one library. Guarded by the class. */
    private static @Nullable ShimLibrary open;

    private final NativeLibrary library;

    /** Of all who use it: C knows one frame to be a thread's next one, whichever of them has made it. */
    private final FramePool frames = new FramePool();

    // All guarded by the class.
    private @Nullable DirectEvaluation direct;
    private int users;
    private @Nullable NativeLibrary guard;
    private boolean guardWasTried;

    private ShimLibrary(NativeLibrary library) {
        this.library = library;
    }

    /**
     * @throws UnsatisfiedLinkError when there is none for this platform, or the system refuses it
     */
    static synchronized ShimLibrary open() {
        ShimLibrary shared = open;
        if (shared == null) {
            shared = new ShimLibrary(load(SHIM));
            shared.bind();
            shared.direct = DirectEvaluation.open();
            open = shared;
        }
        shared.users++;
        return shared;
    }

    private static NativeLibrary load(String name) {
        String resource = "/native/" + Platform.RESOURCE_PREFIX + "/" + System.mapLibraryName(name);
        try (InputStream content = ShimLibrary.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new UnsatisfiedLinkError("the bundle holds no '" + resource.substring(1) + "'");
            }
            Path copy = Files.createTempFile("kernos-", System.mapLibraryName(name));
            try {
                Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
                return NativeLibrary.getInstance(copy.toString(), OpenFlags.nowAndLocal());
            } finally {
                delete(copy);
            }
        } catch (IOException e) {
            UnsatisfiedLinkError error =
                    new UnsatisfiedLinkError("'" + resource.substring(1) + "' cannot be unpacked: " + e);
            error.initCause(e);
            throw error;
        }
    }

    /** What is mapped needs no name, but on Windows. */
    private static void delete(Path copy) {
        try {
            Files.delete(copy);
        } catch (IOException e) {
            copy.toFile().deleteOnExit();
        }
    }

    private void bind() {
        int refused = invoke("kernos_shim_bind", JNIEnv.CURRENT, ShimNatives.class);
        if (refused != 0) {
            library.close();
            throw new UnsatisfiedLinkError("the library does not fit this class: RegisterNatives gave " + refused);
        }
    }

    private int invoke(String name, Object... arguments) {
        Function function = library.getFunction(name);
        return (int) function.invoke(int.class, arguments, Map.of(Library.OPTION_ALLOW_OBJECTS, true));
    }

    FramePool frames() {
        return frames;
    }

    /**
     * The function that catches exceptions of C++ around another one (native H-6), or 0. In a library of its own, which needs
     * the C++ library: it is opened for the first kernel that needs that too.
     */
    long guard() {
        synchronized (ShimLibrary.class) {
            if (!guardWasTried) {
                guardWasTried = true;
                try {
                    guard = load(GUARD);
                } catch (UnsatisfiedLinkError e) {
                    LOG.warn("exceptions of C++ that leave a kernel function will end the JVM: {}", e.getMessage());
                }
            }
            return guard == null ? 0 : Pointer.nativeValue(guard.getGlobalVariableAddress(GUARD));
        }
    }

    /** The last user unbinds: the C library's reference to the class would pin its class loader (native H-1). */
    @Override
    public void close() {
        synchronized (ShimLibrary.class) {
            users--;
            if (users > 0) {
                return;
            }
            open = null;
            frames.close();
            if (direct != null) {
                direct.close();
            }
            int attached = invoke("kernos_shim_unbind", JNIEnv.CURRENT, ShimNatives.class, library);
            if (guard != null) {
                guard.close();
            }
            if (attached > 0) {
                LOG.warn(
                        "{} threads that kernels have left behind keep the library of the kernel table mapped",
                        attached);
            } else {
                library.close();
            }
        }
    }
}
