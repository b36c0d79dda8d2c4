package org.kernos.sxs;

import java.util.Collection;
import java.util.List;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.descriptor.ProblemList;
import org.kernos.descriptor.Source;
import org.kernos.spi.NearNames;
import org.kernos.sxs.slp.Node;

/** Notes problems of a kernel.sxs at the node that they are about. */
public final class DescriptorProblems {

    private final Source source;
    private final ProblemList problems;

    public DescriptorProblems(Source source, ProblemList problems) {
        this.source = source;
        this.problems = problems;
    }

    /** Notes a problem at this node. */
    void add(Node node, Problem problem) {
        problems.add(problem.at(place(node)));
    }

    /** Notes that something else stands where a form of the grammar is expected. */
    void addForm(Node node, String message, String fix) {
        add(node, Problem.of(ProblemCode.DESCRIPTOR_FORM, message).fix(fix));
    }

    /** Notes that a name is taken; the message names the place where. */
    void addDuplicate(Node node, String what, Place first) {
        add(
                node,
                Problem.of(ProblemCode.DUPLICATE, what + " is declared twice, first at " + first)
                        .fix("rename or remove one of the two"));
    }

    /** The names that a mistyped one may have meant. */
    List<String> near(String typed, Collection<String> names) {
        return problems.isFull() ? List.of() : NearNames.of(typed, names);
    }

    Place place(Node node) {
        return source.place(node.start());
    }

    /** The node as its author wrote it, in single quotes, on one line, cut when it is long. */
    String show(Node node) {
        return "'" + source.excerpt(node.start(), node.end()) + "'";
    }

    /** What is there, as a message tells it: {@code the integer '5'}. */
    String found(Node node) {
        return "the " + kind(node.value()) + " " + show(node);
    }

    private static String kind(Value value) {
        return switch (value.type()) {
            case INT -> "integer";
            case REAL -> "real";
            case STRING -> "string";
            case SYMBOL -> "symbol";
            case PAREN_LIST -> "paren list";
            case BRACKET_LIST -> "bracket list";
            case BRACE_LIST -> "brace list";
            case DATUM -> "datum";
            default -> "object";
        };
    }
}
