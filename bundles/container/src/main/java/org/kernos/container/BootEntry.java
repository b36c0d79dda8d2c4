package org.kernos.container;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kernos.api.source.RequestedModule;

/**
 * One entry of {@code kernos.boot}: a directory with module directories, or a module, perhaps with a hint. Which of the two it is, where it may be both,
 * shows when it is looked for.
 *
 * @param spelled without quotes
 * @param directory absolute; empty where no directory can be called so
 */
record BootEntry(String spelled, Optional<Path> directory, Optional<RequestedModule> module) {

    private static final char QUOTE = '"';

    /**
     * Reads a list: entries between commas. An entry that has commas in it begins and ends with a double quote; double quotes inside it are doubled.
     *
     * @param working what relative directories count from
     * @throws IllegalArgumentException with the rest of the text from a quote on that has no end, or is followed by something else than a comma
     */
    static List<BootEntry> parse(String text, Path working) {
        List<BootEntry> entries = new ArrayList<>();
        String rest = text.strip();
        while (!rest.isEmpty()) {
            int end = rest.charAt(0) == QUOTE ? endOfQuoted(rest) : endOfPlain(rest);
            String spelled = rest.substring(0, end).strip();
            String entry = spelled.isEmpty() || spelled.charAt(0) != QUOTE
                    ? spelled
                    : spelled.substring(1, spelled.length() - 1).replace("\"\"", "\"");
            if (!entry.isBlank()) {
                entries.add(new BootEntry(entry, directory(entry, working), RequestedModule.find(entry)));
            }
            rest = rest.substring(Math.min(end + 1, rest.length())).strip();
        }
        return List.copyOf(entries);
    }

    private static int endOfPlain(String rest) {
        int comma = rest.indexOf(',');
        return comma < 0 ? rest.length() : comma;
    }

    /** Where the comma is that follows an entry in quotes, or the end of the text. */
    private static int endOfQuoted(String rest) {
        int at = 1;
        boolean isOpen = true;
        while (at < rest.length() && (isOpen || rest.charAt(at) != ',')) {
            if (rest.charAt(at) == QUOTE) {
                isOpen = !isOpen;
            } else if (!isOpen && !Character.isWhitespace(rest.charAt(at))) {
                throw new IllegalArgumentException(rest);
            }
            at++;
        }
        if (isOpen) {
            throw new IllegalArgumentException(rest);
        }
        return at;
    }

    private static Optional<Path> directory(String entry, Path working) {
        try {
            return Optional.of(working.resolve(entry).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
