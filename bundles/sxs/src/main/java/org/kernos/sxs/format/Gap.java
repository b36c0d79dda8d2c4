package org.kernos.sxs.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands between two neighbours among words, prefixes and brackets: blanks and comments, and nothing else.
 *
 * @param onSameLine the comment behind the first neighbour, on its line
 * @param comments those on lines of their own
 * @param breaks whether the first neighbour ends its line, but for a comment
 * @param blankLine whether there is an empty line before the second neighbour
 */
record Gap(@Nullable Comment onSameLine, List<Comment> comments, boolean breaks, boolean blankLine) {

    private static final Gap ON_ONE_LINE = new Gap(null, List.of(), false, false);
    private static final Gap LINE_BREAK = new Gap(null, List.of(), true, false);
    private static final Gap BLANK_LINE = new Gap(null, List.of(), true, true);

    /**
     * A comment's bytes from its {@code ;} to its last one that is no blank.
     *
     * @param afterBlankLine whether its author set it apart from what is before it
     */
    record Comment(int start, int end, boolean afterBlankLine) {}

    /**
     * @param behind whether the gap begins behind something on its line
     */
    static Gap read(byte[] bytes, int start, int end, boolean behind) {
        List<Comment> found = List.of();
        boolean onSameLine = false;
        boolean breaks = !behind;
        int breaksBefore = 0;
        for (int i = start; i < end; i++) {
            if (bytes[i] == ';') {
                found = found.isEmpty() ? new ArrayList<>() : found;
                onSameLine |= !breaks;
                int lineEnd = lineEnd(bytes, i, end);
                found.add(new Comment(i, trimmed(bytes, i, lineEnd), breaksBefore > 1));
                breaks = true;
                breaksBefore = 0;
                i = lineEnd - 1;
            } else if (bytes[i] == '\n') {
                breaks = true;
                breaksBefore++;
            }
        }
        if (found.isEmpty()) {
            return breaksBefore > 1 ? BLANK_LINE : breaks ? LINE_BREAK : ON_ONE_LINE;
        }
        Comment first = onSameLine ? found.remove(0) : null;
        return new Gap(first, found, breaks, breaksBefore > 1);
    }

    /** This gap with the comments behind the prefixes that follow it, so that what these wrap follows them at once. */
    Gap with(List<Gap> behindPrefixes) {
        List<Comment> all = new ArrayList<>(comments);
        for (Gap gap : behindPrefixes) {
            Comment first = gap.onSameLine;
            if (first != null) {
                all.add(new Comment(first.start(), first.end(), blankLine && all.size() == comments.size()));
            }
            all.addAll(gap.comments);
        }
        return all.size() == comments.size() ? this : new Gap(onSameLine, all, breaks, false);
    }

    boolean hasComments() {
        return onSameLine != null || !comments.isEmpty();
    }

    /** Where the line ends: its line feed, or the end of all. */
    static int lineEnd(byte[] bytes, int start, int limit) {
        int end = start;
        while (end < limit && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    /** The end without the blanks before it; the carriage return of other systems' lines is one. */
    static int trimmed(byte[] bytes, int start, int end) {
        int last = end;
        while (last > start && isBlank(bytes[last - 1])) {
            last--;
        }
        return last;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }
}
