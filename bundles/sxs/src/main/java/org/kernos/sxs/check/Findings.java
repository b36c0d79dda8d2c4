package org.kernos.sxs.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.descriptor.ProblemList;
import org.kernos.descriptor.Source;

/** The problems of one file: the first hundred of its text, in whatever order they are found, and how many there are beside. */
final class Findings {

    private record Found(int offset, int number, Problem problem) {}

    private static final Comparator<Found> BY_PLACE =
            Comparator.comparingInt(Found::offset).thenComparingInt(Found::number);

    private final Source source;
    private final PriorityQueue<Found> first = new PriorityQueue<>(BY_PLACE.reversed());
    private int count;

    Findings(Source source) {
        this.source = source;
    }

    /** Notes a problem of this file; it is put together only if it is among those that are told. */
    void add(int offset, Supplier<Problem> problem) {
        addForeign(offset, () -> told(problem.get(), source.name()).at(source.place(offset)));
    }

    /** Notes a problem that stands in another text, which this offset asks for. */
    void addForeign(int offset, Supplier<Problem> problem) {
        count++;
        boolean isFull = first.size() == ProblemList.LISTED;
        if (isFull && first.element().offset() <= offset) {
            return;
        } else if (isFull) {
            first.remove();
        }
        first.add(new Found(offset, count, problem.get()));
    }

    /** A problem as a check tells it. */
    static Problem told(Problem problem, String file) {
        return new Problem(
                ProblemCode.PROGRAM_CHECK,
                "Type checking failed in " + file + ": " + problem.message(),
                problem.place(),
                problem.suggestions(),
                problem.fix());
    }

    /** A problem that has its place elsewhere. */
    static Problem told(Problem problem) {
        return told(problem, problem.place().map(Place::file).orElse("the program"));
    }

    void addTo(ProblemList problems) {
        List<Found> inOrder = new ArrayList<>(first);
        inOrder.sort(BY_PLACE);
        inOrder.forEach(found -> problems.add(found.problem()));
        problems.omit(count - inOrder.size());
    }
}
