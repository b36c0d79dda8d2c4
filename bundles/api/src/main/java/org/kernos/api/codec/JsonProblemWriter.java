package org.kernos.api.codec;

import java.util.List;
import org.kernos.api.Place;
import org.kernos.api.Problem;

/** Writes a problem as JSON. */
final class JsonProblemWriter {

    private JsonProblemWriter() {}

    static void write(Problem problem, Output out) {
        out.utf8("{\"code\":\"" + problem.code().label() + "\",\"message\":");
        JsonText.write(problem.message(), out);
        problem.place().ifPresent(place -> place(place, out));
        if (!problem.suggestions().isEmpty()) {
            suggestions(problem.suggestions(), out);
        }
        problem.fix().ifPresent(fix -> {
            out.utf8(",\"fix\":");
            JsonText.write(fix, out);
        });
        out.octet('}');
    }

    private static void place(Place place, Output out) {
        out.utf8(",\"place\":{\"file\":");
        JsonText.write(place.file(), out);
        out.utf8(",\"line\":" + place.line() + ",\"column\":" + place.column() + "}");
    }

    private static void suggestions(List<String> suggestions, Output out) {
        out.utf8(",\"suggestions\":[");
        String separator = "";
        for (String suggestion : suggestions) {
            out.utf8(separator);
            JsonText.write(suggestion, out);
            separator = ",";
        }
        out.octet(']');
    }
}
