package org.kernos.descriptor;

import java.util.ArrayList;
import java.util.List;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/**
 * Problems as they are found. Lists the first hundred and counts the others: a megabyte of garbage must not become a
 * hundred megabytes of problems. For one thread.
 */
public final class ProblemList {

    /** How many are listed. */
    public static final int LISTED = 100;

    private final List<Problem> listed = new ArrayList<>();
    private int others;

    /** Notes one more problem. */
    public void add(Problem problem) {
        if (listed.size() < LISTED) {
            listed.add(problem);
        } else {
            others++;
        }
    }

    /** Counts problems that were not even kept until now. */
    public void omit(int count) {
        others += count;
    }

    /** Notes all of these. */
    public void addAll(List<Problem> problems) {
        problems.forEach(this::add);
    }

    /** How many were found, listed or not. */
    public int count() {
        return listed.size() + others;
    }

    public boolean isEmpty() {
        return listed.isEmpty();
    }

    /** Whether further problems are only counted, so that no one needs to find a good text for them. */
    public boolean isFull() {
        return listed.size() == LISTED;
    }

    /** The problems in the order in which they were found; the last one tells how many are not listed, if any. */
    public List<Problem> toList() {
        List<Problem> all = new ArrayList<>(listed);
        if (others > 0) {
            all.add(Problem.of(ProblemCode.LIMIT, others + " more were found and are not listed"));
        }
        return all;
    }

    /** What to throw when there is a problem. */
    public ModuleException toException() {
        return new ModuleException(toList());
    }
}
