package org.kernos.shell;

import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Texts of a reader of lines: asks for another line until the text is complete. */
public final class LineInput implements ReplInput {

    private final Lines lines;
    private final SessionStyle style;

    LineInput(Lines lines, SessionStyle style) {
        this.lines = lines;
        this.style = style;
    }

    /** Reads a line that a prompt asks for. */
    @FunctionalInterface
    public interface Lines {

        /**
         * @return null at the end of the input
         */
        @Nullable
        String read(String prompt) throws IOException;
    }

    @Override
    public @Nullable String read(Predicate<String> complete) throws IOException {
        StringBuilder text = new StringBuilder();
        String line = lines.read(style.prompt());
        while (line != null) {
            text.append(line).append('\n');
            if (complete.test(text.toString())) {
                return text.toString();
            }
            line = lines.read(style.continued());
        }
        return text.length() == 0 ? null : text.toString();
    }

    /** The lines are somebody else's. */
    @Override
    public void close() {
        // Nothing was opened here.
    }
}
