package org.kernos.runtime.micropython.program;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a text that is typed line by line is complete, as Python's own sessions see it: nothing is open, and a statement with a block
 * has an empty line behind it.
 */
final class PythonText {

    private static final Pattern FIRST_WORD = Pattern.compile("\\s*(@|[a-z]+)");
    private static final Set<String> WITH_BLOCK =
            Set.of("@", "async", "class", "def", "for", "if", "try", "while", "with");

    private final String text;
    private int position;
    private int open;

    private PythonText(String text) {
        this.text = text;
    }

    /**
     * @param text of whole lines; the last one may have no line break
     */
    static boolean isComplete(String text) {
        String lines = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        PythonText scanned = new PythonText(lines);
        if (scanned.isOpen()) {
            return false;
        }
        Matcher first = FIRST_WORD.matcher(lines);
        boolean hasBlock = first.lookingAt() && WITH_BLOCK.contains(first.group(1));
        return !hasBlock || lines.substring(lines.lastIndexOf('\n') + 1).isBlank();
    }

    /** Whether a bracket, a long string or a line is. */
    private boolean isOpen() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '#') {
                toEndOfLine();
            } else if (c == '"' || c == '\'') {
                if (isStringOpen(c)) {
                    return true;
                }
            } else if (c == '\\' && position == text.length() - 1) {
                return true;
            } else {
                count(c);
                position++;
            }
        }
        return open > 0;
    }

    private void count(char c) {
        if ("([{".indexOf(c) >= 0) {
            open++;
        } else if (")]}".indexOf(c) >= 0) {
            open--;
        }
    }

    private void toEndOfLine() {
        int end = text.indexOf('\n', position);
        position = end < 0 ? text.length() : end;
    }

    /** Goes behind a string. One of a single line is never open: without its end it is a mistake. */
    private boolean isStringOpen(char quote) {
        String three = String.valueOf(quote).repeat(3);
        boolean isLong = text.startsWith(three, position);
        String end = isLong ? three : String.valueOf(quote);
        position += end.length();
        while (position < text.length() && !text.startsWith(end, position)) {
            if (!isLong && text.charAt(position) == '\n') {
                return false;
            } else if (text.charAt(position) == '\\') {
                position++;
                if (position == text.length()) {
                    return true;
                }
            }
            position++;
        }
        boolean isOpen = isLong && position >= text.length();
        position = Math.min(text.length(), position + end.length());
        return isOpen;
    }
}
