package org.kernos.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, where, and what to do next (architecture, section 8).
 *
 * @param message what was found and what was expected, one sentence without a final stop
 * @param place where in an author's file, if it is there
 * @param suggestions near names: "did you mean"
 * @param fix the next step, or empty when there is nothing to add
 */
public record Problem(
        ProblemCode code, String message, Optional<Place> place, List<String> suggestions, Optional<String> fix) {

    public Problem {
        suggestions = List.copyOf(suggestions);
    }

    public static Problem of(ProblemCode code, String message) {
        return new Problem(code, message, Optional.empty(), List.of(), Optional.empty());
    }

    public Problem at(@Nullable Place newPlace) {
        return new Problem(code, message, Optional.ofNullable(newPlace), suggestions, fix);
    }

    public Problem fix(String newFix) {
        return new Problem(code, message, place, suggestions, Optional.of(newFix));
    }

    public Problem suggest(List<String> newSuggestions) {
        return new Problem(code, message, place, newSuggestions, fix);
    }

    /** Several lines, as a terminal shows them, without a final line break. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(code.label()).append(' ').append(message);
        place.ifPresent(p -> text.append("\n  at  ").append(p));
        if (!suggestions.isEmpty()) {
            text.append("\n  did you mean  ").append(String.join(", ", suggestions));
        }
        fix.ifPresent(f -> text.append("\n  fix ").append(f));
        return text.toString();
    }
}
