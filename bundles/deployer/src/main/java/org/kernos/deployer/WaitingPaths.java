package org.kernos.deployer;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/**
 * The paths whose content is complete and was refused for a reason that may go away without it changing. They are tried again when what is
 * around them is another than when they were refused, not when anything happens: an attempt makes and removes a bundle itself. Used by one
 * thread.
 */
final class WaitingPaths {

    /** How long after one wave of attempts the next may follow: modules that come one by one are waited for. */
    static final long PAUSE_MS = 500;

    /** What a full disk or a missing right is tried again after: nothing tells when it is over. */
    static final long RETRY_MS = 30_000;

    /** The reasons that another module, a reader, a runtime or a person may remove. */
    private static final Set<ProblemCode> PASSING = EnumSet.of(
            ProblemCode.DEPENDENCY_MISSING,
            ProblemCode.VERSION_CONFLICT,
            ProblemCode.PROVIDER_FAILED,
            ProblemCode.INTERFACE_MISMATCH,
            ProblemCode.RUNTIME_MISSING,
            ProblemCode.MODULE_NOT_FOUND,
            ProblemCode.ALREADY_INSTALLED,
            ProblemCode.HAS_DEPENDENTS,
            ProblemCode.SWAP_REFUSED,
            ProblemCode.SWAP_BUSY,
            ProblemCode.NOT_ACTIVE,
            ProblemCode.UNREADABLE);

    private final Map<Path, Refusal> waiting = new TreeMap<>();
    private long nextWaveMs = Long.MIN_VALUE;

    /**
     * Why and when a path was refused.
     *
     * @param stamp of the content that was refused
     * @param surroundings what was around then
     */
    record Refusal(String stamp, List<Problem> problems, Object surroundings, long sinceMs) {

        boolean isTimed() {
            return problems.stream().anyMatch(problem -> problem.code() == ProblemCode.UNREADABLE);
        }
    }

    static boolean mayPass(List<Problem> problems) {
        return problems.stream().allMatch(problem -> PASSING.contains(problem.code()));
    }

    /**
     * @return whether that is news: it did not wait already, for the same reasons
     */
    boolean add(Path path, Refusal refusal) {
        Refusal former = waiting.put(path, refusal);
        return former == null || !former.problems().equals(refusal.problems());
    }

    void remove(Path path) {
        waiting.remove(path);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * The paths to try again, with the stamps of what was refused; they go on waiting until they are removed.
     *
     * @param surroundings what is around now, or null when nothing is known to have happened
     */
    Map<Path, String> due(@Nullable Object surroundings, long nowMs) {
        Map<Path, String> due = new TreeMap<>();
        waiting.forEach((path, refusal) -> {
            boolean arrived = surroundings != null && !surroundings.equals(refusal.surroundings());
            if (arrived || (refusal.isTimed() && refusal.sinceMs() + RETRY_MS <= nowMs)) {
                due.put(path, refusal.stamp());
            }
        });
        if (!due.isEmpty()) {
            nextWaveMs = nowMs + PAUSE_MS;
        }
        return due;
    }

    /** Before that, nothing is tried again because something arrived. */
    long nextWaveMs() {
        return nextWaveMs;
    }

    /** When there is something to try again whatever happens, or {@link Long#MAX_VALUE}. */
    long nextMs() {
        Optional<Long> next = waiting.values().stream()
                .filter(Refusal::isTimed)
                .map(refusal -> refusal.sinceMs() + RETRY_MS)
                .min(Long::compare);
        return next.orElse(Long.MAX_VALUE);
    }
}
