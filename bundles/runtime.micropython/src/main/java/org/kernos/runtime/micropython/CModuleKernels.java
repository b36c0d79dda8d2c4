package org.kernos.runtime.micropython;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleState;
import org.kernos.api.Outcome;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernels that Python modules bring along. Each is loaded once, whichever modules bring it, and unloaded when the last of these has
 * been closed, unless another module depends on it: on a thread of its own, since a module is closed within an operation of the container.
 * No lock is held while the container works. Any thread.
 *
 * <p>A kernel's bundle outlives the framework, as the Python module's own does. The directory it was loaded from shows that it is one of
 * these: so it is known again.
 */
final class CModuleKernels implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CModuleKernels.class);
    private static final long END_LIMIT_S = 5;
    private static final Pattern BROUGHT =
            Pattern.compile("(?:.*[/\\\\])?" + CModule.AREA + "[/\\\\]([0-9a-f]{16})[/\\\\][^/\\\\]+");

    /** A kernel that is loaded, and who holds it; guarded by {@link #kernels}. */
    private static final class Held {
        private final Set<CModule> holders = new LinkedHashSet<>();
        private String digest;
        private long bundle;

        /** It is being unloaded: who needs it loads it again. */
        private boolean leaving;

        Held(String digest, long bundle) {
            this.digest = digest;
            this.bundle = bundle;
        }

        /** A holder, if none of them wants what is loaded. */
        Optional<CModule> successor() {
            return holders.stream().anyMatch(holder -> holder.digest().equals(digest))
                    ? Optional.empty()
                    : holders.stream().findFirst();
        }
    }

    private final AtomicReference<@Nullable ModuleContainer> container = new AtomicReference<>();
    private final Map<String, Held> kernels = new HashMap<>();
    private final LongConsumer uninstall;

    /** Its thread starts when the first kernel is unloaded. */
    private final ExecutorService unloading = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "kernos-python-c-modules");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param uninstall removes the bundle of this number; does nothing when there is none, or when the framework stops
     */
    CModuleKernels(LongConsumer uninstall) {
        this.uninstall = uninstall;
    }

    void use(ModuleContainer newContainer) {
        container.set(newContainer);
    }

    /** The next one may have come before this one goes. */
    void forget(ModuleContainer oldContainer) {
        container.compareAndSet(oldContainer, null);
    }

    private Optional<ModuleInfo> find(String name) {
        ModuleContainer now = container.get();
        return now == null ? Optional.empty() : now.registry().findModule(name);
    }

    /** Whether a module of this name can be called. */
    boolean isActive(String name) {
        return find(name)
                .filter(module -> module.state() == ModuleState.ACTIVE || module.state() == ModuleState.PAUSED)
                .isPresent();
    }

    /** What the digest of a kernel was that came in this way. */
    private static Optional<String> digest(ModuleInfo module) {
        Matcher matcher = BROUGHT.matcher(module.from());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /**
     * Sees to it that there is a module of the name: one that is active, whatever its content, or else this one. In a swap the revision
     * before this one still uses its own: it is replaced when that one is closed.
     *
     * @return why there is none; empty when there is
     */
    List<Problem> hold(CModule module) {
        enter(module, find(module.name())).ifPresent(uninstall);
        if (isActive(module.name())) {
            return List.of();
        }
        List<Problem> problems = load(module);
        if (!problems.isEmpty()) {
            release(module);
        }
        return problems;
    }

    /** The bundle of what nobody wants any more, if there is one. */
    private OptionalLong enter(CModule module, Optional<ModuleInfo> known) {
        synchronized (kernels) {
            Held held = kernels.get(module.name());
            if (held == null && known.flatMap(CModuleKernels::digest).isPresent()) {
                // From before the framework, or this runtime, was started again.
                held = new Held(
                        known.flatMap(CModuleKernels::digest).get(), known.get().bundleId());
                kernels.put(module.name(), held);
            }
            if (held == null) {
                return OptionalLong.empty();
            }
            boolean isStale = held.leaving || (held.holders.isEmpty() && !held.digest.equals(module.digest()));
            held.holders.add(module);
            return isStale ? OptionalLong.of(held.bundle) : OptionalLong.empty();
        }
    }

    private List<Problem> load(CModule module) {
        ModuleContainer now = container.get();
        if (now == null) {
            return List.of(Problem.of(ProblemCode.NOT_ACTIVE, "there is no container to load it"));
        }
        Optional<ModuleInfo> waiting =
                find(module.name()).filter(known -> digest(known).equals(Optional.of(module.digest())));
        try {
            Outcome outcome = waiting.isPresent()
                    ? now.start(module.name())
                    : now.load(module.directory().toString(), module.options());
            if (outcome instanceof Outcome.Refused refused && !isActive(module.name())) {
                return refused.problems();
            }
        } catch (IOException e) {
            return List.of(Problem.of(ProblemCode.UNREADABLE, "its files cannot be written: " + e)
                    .fix("see that the framework's storage is on a disk with space left and can be written"));
        } catch (IllegalStateException e) {
            return List.of(Problem.of(ProblemCode.NOT_ACTIVE, String.valueOf(e.getMessage())));
        }
        find(module.name()).ifPresent(info -> loaded(module, info));
        return List.of();
    }

    private void loaded(CModule module, ModuleInfo info) {
        Optional<String> digest = digest(info);
        synchronized (kernels) {
            if (digest.isEmpty()) {
                // Somebody else has loaded another one meanwhile.
                kernels.remove(module.name());
                return;
            }
            Held held = kernels.computeIfAbsent(module.name(), name -> new Held(digest.get(), info.bundleId()));
            held.digest = digest.get();
            held.bundle = info.bundleId();
            held.leaving = false;
            held.holders.add(module);
        }
    }

    /** The Python module is closed. */
    void release(CModule module) {
        synchronized (kernels) {
            Held held = kernels.get(module.name());
            if (held == null || !held.holders.remove(module)) {
                return;
            }
        }
        unloading.execute(() -> settle(module.name()));
    }

    /** Unloads a kernel that nobody holds any more, and replaces one whose holders want another. */
    private void settle(String name) {
        boolean isFree = canUnload(name);
        Optional<CModule> successor;
        Held held;
        synchronized (kernels) {
            held = kernels.get(name);
            if (held == null) {
                return;
            }
            successor = held.successor();
            if (!isFree || (successor.isEmpty() && !held.holders.isEmpty())) {
                return;
            }
            held.leaving = true;
        }
        uninstall.accept(held.bundle);
        successor.ifPresent(next -> load(next).forEach(next::warn));
        synchronized (kernels) {
            if (held.leaving && held.holders.isEmpty()) {
                kernels.remove(name, held);
            }
        }
    }

    private boolean canUnload(String name) {
        ModuleContainer now = container.get();
        return now == null || now.registry().dependents(name).isEmpty();
    }

    @Override
    public void close() {
        unloading.shutdown();
        try {
            if (!unloading.awaitTermination(END_LIMIT_S, TimeUnit.SECONDS)) {
                LOG.warn("native modules of Python modules are still being unloaded after {} s", END_LIMIT_S);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
