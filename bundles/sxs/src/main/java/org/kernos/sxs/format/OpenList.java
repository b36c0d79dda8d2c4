package org.kernos.sxs.format;

import java.util.function.Predicate;

/** A list that takes several lines and is being written. */
final class OpenList {

    /** How its elements stand. */
    enum Layout {
        /** Each on a line of its own, between brackets at the ends of lines. */
        BLOCK,
        /** The head on the first line, each of the others on a line of its own. */
        STACKED,
        /** One behind the other; those that open close where the list begins. */
        UNFOLDED
    }

    private final ListForm list;
    private final Layout layout;
    private final int indent;
    private final int closers;
    private boolean onFirstLine = true;
    private int next;

    /**
     * @param indent of the line on which it begins
     * @param closers how many lists close behind it, on its last line
     */
    OpenList(ListForm list, Layout layout, int indent, int closers) {
        this.list = list;
        this.layout = layout;
        this.indent = indent;
        this.closers = closers;
    }

    ListForm list() {
        return list;
    }

    Layout layout() {
        return layout;
    }

    int indent() {
        return indent;
    }

    int closers() {
        return closers;
    }

    boolean hasNext() {
        return next < list.size();
    }

    /** The index of the element to write next; it counts as written then. */
    int next() {
        return next++;
    }

    /** Whether no line has ended yet since the list began. */
    boolean isOnFirstLine() {
        return onFirstLine;
    }

    void leaveFirstLine() {
        onFirstLine = false;
    }

    /** How many lists close right behind the element at this index. */
    int closersBehind(int index) {
        boolean closes = layout != Layout.BLOCK
                && list.isLast(index)
                && !list.gap(index + 1).hasComments();
        return closes ? closers + 1 : 0;
    }

    /** Which elements open in {@link Layout#UNFOLDED}: all bodies of an instruction, of a call only what must. */
    static Predicate<ListForm> opening(ListForm list, int indent, int closers) {
        return list.instruction().hasBodies()
                ? element -> true
                : element -> !element.fits(
                        Printer.inner(indent), list.element(list.size() - 1) == element ? closers + 1 : 0);
    }
}
