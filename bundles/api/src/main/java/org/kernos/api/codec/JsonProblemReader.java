package org.kernos.api.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/** Reads a problem from JSON. */
final class JsonProblemReader {

    private static final List<String> KEYS = List.of("code", "message", "place", "suggestions", "fix");
    private static final List<String> PLACE_KEYS = List.of("file", "line", "column");

    private final JsonInput in;

    JsonProblemReader(JsonInput in) {
        this.in = in;
    }

    Problem read() {
        String label = "";
        String message = "";
        Place place = null;
        String fix = null;
        List<String> suggestions = new ArrayList<>();
        JsonObject object = new JsonObject(in, "a problem", KEYS, 2);
        for (String key = object.nextKey(); key != null; key = object.nextKey()) {
            switch (key) {
                case "code" -> label = in.string();
                case "message" -> message = JsonText.read(in);
                case "place" -> place = place();
                case "fix" -> fix = JsonText.read(in);
                default -> suggestions(suggestions);
            }
        }
        in.end();
        return problem(label, message, place, suggestions, fix);
    }

    private static Problem problem(
            String label, String message, @Nullable Place place, List<String> suggestions, @Nullable String fix) {
        ProblemCode code = ProblemCode.findByLabel(label)
                .orElseThrow(() -> CodecException.malformed("problem code " + CodecException.quote(label)
                        + " is not known to this version; its message is " + CodecException.quote(message)));
        return new Problem(code, message, Optional.ofNullable(place), suggestions, Optional.ofNullable(fix));
    }

    private void suggestions(List<String> suggestions) {
        for (boolean more = in.beginArray(); more; more = in.nextElement()) {
            suggestions.add(JsonText.read(in));
        }
    }

    private Place place() {
        String file = "";
        int line = 0;
        int column = 0;
        JsonObject object = new JsonObject(in, "a place", PLACE_KEYS, PLACE_KEYS.size());
        for (String key = object.nextKey(); key != null; key = object.nextKey()) {
            switch (key) {
                case "file" -> file = JsonText.read(in);
                case "line" -> line = in.number().smallInteger();
                default -> column = in.number().smallInteger();
            }
        }
        return new Place(file, line, column);
    }
}
