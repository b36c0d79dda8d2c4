package org.kernos.api.codec;

import java.util.ArrayList;
import java.util.List;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;

/** Reads a signature from JSON. */
final class JsonSignatureReader {

    private static final List<String> SIGNATURE_KEYS = List.of("parameters", "returns");
    private static final List<String> PARAMETER_KEYS = List.of("name", "type", "variadic");
    private static final List<String> FUNCTION_KEYS = List.of("fn", "returns");

    private final JsonInput in;
    private final int maxNesting;

    JsonSignatureReader(JsonInput in, int maxNesting) {
        this.in = in;
        this.maxNesting = maxNesting;
    }

    Signature read() {
        List<Parameter> parameters = new ArrayList<>();
        TypeSpec returns = TypeSpec.ANY;
        JsonObject object = new JsonObject(in, "a signature", SIGNATURE_KEYS, SIGNATURE_KEYS.size());
        for (String key = object.nextKey(); key != null; key = object.nextKey()) {
            if (key.equals("returns")) {
                returns = type(0);
                continue;
            }
            for (boolean more = in.beginArray(); more; more = in.nextElement()) {
                checkNoneIsVariadic(parameters);
                parameters.add(parameter());
            }
        }
        in.end();
        return new Signature(parameters, returns);
    }

    /** Only the last parameter may be variadic. */
    private void checkNoneIsVariadic(List<Parameter> before) {
        if (!before.isEmpty() && before.get(before.size() - 1).variadic()) {
            throw in.refuseLast("a parameter follows a variadic one, expected that to be the last");
        }
    }

    private Parameter parameter() {
        String name = "";
        TypeSpec type = TypeSpec.ANY;
        boolean isVariadic = false;
        JsonObject object = new JsonObject(in, "a parameter", PARAMETER_KEYS, 2);
        for (String key = object.nextKey(); key != null; key = object.nextKey()) {
            switch (key) {
                case "name" -> name = JsonText.read(in);
                case "type" -> type = type(0);
                default -> isVariadic = bool();
            }
        }
        return new Parameter(name, type, isVariadic);
    }

    private boolean bool() {
        if (in.tryTakeWord("true")) {
            return true;
        } else if (in.tryTakeWord("false")) {
            return false;
        }
        throw in.refuse("true or false");
    }

    private TypeSpec type(int depth) {
        return in.peek() == '"' ? named(in.string()) : function(depth);
    }

    private TypeSpec function(int depth) {
        if (depth == maxNesting) {
            throw CodecException.tooDeep(maxNesting);
        }
        List<TypeSpec> parameters = new ArrayList<>();
        TypeSpec returns = TypeSpec.ANY;
        JsonObject object = new JsonObject(in, "a type that is no string", FUNCTION_KEYS, FUNCTION_KEYS.size());
        for (String key = object.nextKey(); key != null; key = object.nextKey()) {
            if (key.equals("returns")) {
                returns = type(depth + 1);
                continue;
            }
            for (boolean more = in.beginArray(); more; more = in.nextElement()) {
                parameters.add(type(depth + 1));
            }
        }
        return new TypeSpec.Fn(parameters, returns);
    }

    private static TypeSpec named(String keyword) {
        if (keyword.equals(TypeSpec.ANY.keyword())) {
            return TypeSpec.ANY;
        }
        return new TypeSpec.Exact(JsonKeys.find(keyword.startsWith(":") ? keyword.substring(1) : "")
                .orElseThrow(() -> CodecException.malformed("the type " + CodecException.quote(keyword)
                        + " is none, expected one of those in docs/formats/values.md")));
    }
}
