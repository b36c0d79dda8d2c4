package org.kernos.api.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/** Problems in the binary form. */
final class BinaryProblems {

    private BinaryProblems() {}

    static void write(Problem problem, Output out) {
        out.octet(BinaryCodes.PROBLEM);
        out.varint(problem.code().number());
        out.text(problem.message());
        out.octet((problem.place().isPresent() ? BinaryCodes.HAS_PLACE : 0)
                | (problem.fix().isPresent() ? BinaryCodes.HAS_FIX : 0));
        problem.place().ifPresent(place -> {
            out.text(place.file());
            out.zigzag(place.line());
            out.zigzag(place.column());
        });
        out.varint(problem.suggestions().size());
        problem.suggestions().forEach(out::text);
        problem.fix().ifPresent(out::text);
    }

    static Problem read(Input in) {
        in.start(BinaryCodes.PROBLEM, "a problem");
        long number = in.varint();
        String message = in.text();
        int flags = in.octet();
        if (flags > (BinaryCodes.HAS_PLACE | BinaryCodes.HAS_FIX)) {
            throw in.refuse("flags " + flags + ", expected a sum of 1 and 2");
        }
        Optional<Place> place = (flags & BinaryCodes.HAS_PLACE) == 0
                ? Optional.empty()
                : Optional.of(new Place(in.text(), in.smallZigzag(), in.smallZigzag()));
        List<String> suggestions = new ArrayList<>();
        for (int missing = in.count(1); missing > 0; missing--) {
            suggestions.add(in.text());
        }
        Optional<String> fix = (flags & BinaryCodes.HAS_FIX) == 0 ? Optional.empty() : Optional.of(in.text());
        in.end();
        return new Problem(code(number, message), message, place, suggestions, fix);
    }

    private static ProblemCode code(long number, String message) {
        return ProblemCode.findByNumber(number)
                .orElseThrow(() -> CodecException.malformed("problem number " + Long.toUnsignedString(number)
                        + " is not known to this version; its message is " + CodecException.quote(message)));
    }
}
