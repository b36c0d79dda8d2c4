package org.kernos.sxs.format;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How long the lines of a paren list are whose bodies open on its line and close where it begins, {@code (do [} and
 * {@code ])}, in characters without indentation. The lines within the bodies do not count.
 *
 * @param first up to the bracket that opens the first body
 * @param middle from where a body closes to where the next one opens, the longest
 * @param last from where the last body closes to the list's own end
 */
record Unfolded(int first, int middle, int last) {

    /**
     * Nothing when no element opens, or when one cannot stay on the line although it does not open.
     *
     * @param opens which of the elements that can open do
     */
    static @Nullable Unfolded of(ListForm list, Predicate<ListForm> opens) {
        int first = 0;
        int middle = 0;
        int line = list.prefixes().length + 1;
        for (int i = 0; i < list.size(); i++) {
            Form element = list.element(i);
            line += i > 0 ? 1 : 0;
            Unfolded body = body(list, i, opens);
            if (body != null) {
                int untilOpen = line + body.first;
                middle = Math.max(middle, Math.max(body.middle, first > 0 ? untilOpen : 0));
                first = first > 0 ? first : untilOpen;
                line = body.last;
            } else if (element.isForced()) {
                return null;
            } else {
                line = Math.min(Form.TOO_WIDE, line + element.width());
            }
        }
        return first == 0 ? null : new Unfolded(first, middle, line + 1);
    }

    private static @Nullable Unfolded body(ListForm list, int index, Predicate<ListForm> opens) {
        if (!(list.element(index) instanceof ListForm element) || !opens.test(element)) {
            return null;
        } else if (element.isOpenable()) {
            return new Unfolded(element.prefixes().length + 1, 0, 1);
        }
        return list.isLast(index) ? element.unfolded() : null;
    }

    /** Whether this element opens, if the list does. */
    static boolean opens(ListForm list, int index, Predicate<ListForm> opens) {
        return body(list, index, opens) != null;
    }

    /** Whether no line is too long, when the list begins at this column and others close behind it. */
    boolean fits(int column, int indent, int closers) {
        return column + first <= Printer.WIDTH
                && indent + middle <= Printer.WIDTH
                && indent + last + closers <= Printer.WIDTH;
    }
}
