package org.kernos.container.life;

import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;

/**
 * Whether a bundle is stopped because the framework updates it. No event tells: an update stops the bundle, as somebody who wants it
 * stopped does, and starts it afterwards, all on the caller's thread (ADR 23).
 */
public final class BundleUpdate {

    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final String UPDATE = "update";
    private static final Set<String> OPERATIONS = Set.of(UPDATE, "stop", "uninstall");

    private BundleUpdate() {}

    /**
     * Whether the innermost operation on a bundle that this thread is inside is {@link Bundle#update}. It is another one when a bundle is
     * stopped because the one that is updated stops.
     */
    static boolean isRunning(Bundle bundle) {
        return frame(bundle.getClass()).filter(UPDATE::equals).isPresent();
    }

    private static Optional<String> frame(Class<? extends Bundle> type) {
        return CALLERS.walk(frames -> frames.filter(frame -> OPERATIONS.contains(frame.getMethodName())
                        && frame.getDeclaringClass().isAssignableFrom(type)
                        && Bundle.class.isAssignableFrom(frame.getDeclaringClass()))
                .map(StackWalker.StackFrame::getMethodName)
                .findFirst());
    }

    /** Whether another thread is inside {@link Bundle#update} of a bundle of this class. */
    public static boolean isRunning(Thread thread, Class<? extends Bundle> type) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getMethodName().equals(UPDATE) && isOrExtends(type, frame.getClassName())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOrExtends(Class<?> type, String name) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
