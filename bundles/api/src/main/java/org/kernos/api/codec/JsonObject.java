package org.kernos.api.codec;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON object with fixed keys being read: the keys may come in any order, each at most once. */
final class JsonObject {

    private final JsonInput in;
    private final String what;
    private final List<String> keys;
    private final int required;
    private final Set<String> seen = new HashSet<>();

    /**
     * @param what for messages: "a problem"
     * @param keys all that are known, those first that have to be there
     * @param required how many of them have to be there
     * @throws CodecException when no object begins here
     */
    JsonObject(JsonInput in, String what, List<String> keys, int required) {
        this.in = in;
        this.what = what;
        this.keys = keys;
        this.required = required;
        in.take('{', what + ", which is an object");
    }

    /**
     * The next key, whose value is to be read before the next call; null behind the last.
     *
     * @throws CodecException for a key that is unknown or given twice, and at the end for one that is missing
     */
    @Nullable
    String nextKey() {
        if (seen.isEmpty() ? in.tryTake('}') : !in.tryTake(',')) {
            end();
            return null;
        }
        String key = JsonText.key(in);
        if (!keys.contains(key)) {
            throw in.refuseLast(
                    "the key " + CodecException.quote(key) + " is unknown, expected one of " + String.join(", ", keys));
        } else if (!seen.add(key)) {
            throw in.refuseLast("the key '" + key + "' is given twice");
        }
        return key;
    }

    private void end() {
        if (!seen.isEmpty()) {
            in.take('}', "',' or '}' behind a value");
        }
        for (String key : keys.subList(0, required)) {
            if (!seen.contains(key)) {
                throw CodecException.malformed(what + " has no '" + key + "'");
            }
        }
    }
}
