package org.kernos.sxs.slp;

import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.descriptor.Source;

/** What can be wrong with a text in SLP. The capitalised beginnings are the original's, which programs match against. */
final class SyntaxProblems {

    private final Source source;

    SyntaxProblems(Source source) {
        this.source = source;
    }

    private Problem at(int offset, String message, String fix) {
        return Problem.of(ProblemCode.SYNTAX, message).at(source.place(offset)).fix(fix);
    }

    Problem noObject(int end) {
        return at(end, "No object found in source", "write one object, such as [ ... ]");
    }

    Problem trailing(int start, int end) {
        return at(
                start,
                "'" + source.excerpt(start, end)
                        + "' stands behind the end of the program, expected nothing but comments",
                "put all objects into one bracket list: [ ... ]");
    }

    Problem nothingOpen(char closer, int offset) {
        return at(offset, "'" + closer + "' closes nothing, no list is open", "remove it, or open its list before");
    }

    Problem mismatch(char closer, int offset, Tree tree) {
        char opener = (char) tree.opener();
        char expected = Tree.kind(tree.opener()).closing();
        return at(
                offset,
                "'" + closer + "' does not close the '" + opener + "' at " + source.place(tree.openedAt())
                        + ", expected '" + expected + "'",
                "write '" + expected + "' for '" + closer + "', or close the '" + opener + "' before");
    }

    Problem unclosedList(Tree tree) {
        String what =
                switch (Tree.kind(tree.opener())) {
                    case PAREN -> "Unclosed paren list";
                    case BRACKET -> "Unclosed environment";
                    case BRACE -> "Unclosed brace list";
                };
        char closing = Tree.kind(tree.opener()).closing();
        return at(
                tree.openedAt(),
                what + ", the text ends before its '" + closing + "'",
                "write '" + closing + "' where the list ends");
    }

    Problem unclosedString(int start) {
        return at(
                start,
                "Unclosed string, the text ends before its '\"'",
                "write '\"' where the string ends; a quote inside it is '\\\"'");
    }

    /** A prefix behind which {@code found} stands, and no object. */
    Problem lonelyPrefix(String found, Tree tree) {
        return at(
                tree.openedAt(),
                Prefix.of(tree.opener()) + " operator requires an object, found " + found + " behind '"
                        + (char) tree.opener() + "'",
                "write the object, or remove the operator");
    }

    Problem tooDeep(int offset, int limit) {
        return Problem.of(ProblemCode.LIMIT, "nesting is deeper than " + limit + " lists and prefixes")
                .at(source.place(offset))
                .fix("split the data, or put it together in steps");
    }

    Problem tooLarge(int start, int end) {
        return at(start, quote(start, end) + " does not fit the 64 bits of an integer", "write it as a real: 1e19");
    }

    Problem infinite(int start, int end) {
        return at(start, quote(start, end) + " is larger than any real", "the largest is 1.7976931348623157E308");
    }

    Problem noDigit(int start, int end) {
        return at(start, quote(start, end) + " has no digit, expected a number such as 0.5", "write a digit: 0.5");
    }

    /** A warning: the symbol holds a character that begins something elsewhere. */
    Problem swallowed(int start, int end, char sign) {
        return Problem.of(
                        ProblemCode.SUSPICIOUS_SYMBOL,
                        quote(start, end) + " is one symbol, it does not end at '" + sign + "'")
                .at(source.place(start))
                .fix("put a blank before '" + sign + "' when something begins there");
    }

    private String quote(int start, int end) {
        return "'" + source.excerpt(start, end) + "'";
    }
}
