package org.kernos.container;

import java.util.concurrent.atomic.AtomicBoolean;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Whether the loading phase has ended, which it does once and for good (architecture L-1). A component of its own, without a
 * configuration: a new configuration makes a new container, and the lock has to outlive it. Immediate, since a component that
 * is only there on demand would be disposed of, and its state with it, between one container and the next.
 */
@Component(service = LoadingLock.class, immediate = true, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class LoadingLock {

    private final AtomicBoolean locked = new AtomicBoolean();

    boolean isLocked() {
        return locked.get();
    }

    void lock() {
        locked.set(true);
    }

    /** What a module that comes too late is told. */
    static Problem refusal(String module) {
        return Problem.of(ProblemCode.LOCKED, "module '" + module + "' was not loaded: loading is locked")
                .fix("put it into a boot directory and restart, or start with kernos.lock=none");
    }
}
