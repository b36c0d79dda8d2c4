package org.kernos.sxs.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a formatter must not change, read without its code or the reader's.
 *
 * @param words all brackets, prefixes, atoms and strings as they are written, the {@code #!} line first
 * @param comments without the blanks at their ends
 */
record Written(List<String> words, List<String> comments) {

    static Written in(byte[] source) {
        String text = new String(source, StandardCharsets.ISO_8859_1);
        Written written = new Written(new ArrayList<>(), new ArrayList<>());
        int start = text.startsWith("\u00EF\u00BB\u00BF") ? 3 : 0;
        int i = start;
        while (i < text.length()) {
            int end = i + 1;
            char c = text.charAt(i);
            if (c == ';' || (i == start && text.startsWith("#!", i))) {
                end = text.indexOf('\n', i) < 0 ? text.length() : text.indexOf('\n', i);
                (c == ';' ? written.comments : written.words)
                        .add(text.substring(i, end).stripTrailing());
            } else if (c == '"') {
                while (text.charAt(end) != '"') {
                    end += text.charAt(end) == '\\' ? 2 : 1;
                }
                written.words.add(text.substring(i, ++end));
            } else if (" \t\n\u000B\f\r".indexOf(c) < 0) {
                while ("()[]{}'@#?".indexOf(c) < 0
                        && end < text.length()
                        && " \t\n\u000B\f\r)]};".indexOf(text.charAt(end)) < 0) {
                    end++;
                }
                written.words.add(text.substring(i, end));
            }
            i = end;
        }
        return written;
    }
}
