package org.kernos.format.exocore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.ValueType;
import org.kernos.descriptor.Json;
import org.kernos.descriptor.ManifestProblems;
import org.kernos.descriptor.Source;
import org.kernos.spi.NearNames;

/** Reads types of parameters and results by the names that they have in Python. */
final class TypeWords {

    /** The types by name; bytes and bool have no types of their own outside of Python. */
    private static final Map<String, TypeSpec> TYPES = types();

    /** What they are called elsewhere. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("real", "float"),
            Map.entry("double", "float"),
            Map.entry("number", "float"),
            Map.entry("integer", "int"),
            Map.entry("long", "int"),
            Map.entry("boolean", "bool"),
            Map.entry("string", "str"),
            Map.entry("symbol", "str"),
            Map.entry("none", "None"),
            Map.entry("null", "None"),
            Map.entry("void", "None"),
            Map.entry("list-b", "list"),
            Map.entry("list-p", "tuple"),
            Map.entry("list-c", "dict"),
            Map.entry("aberrant", "callable"),
            Map.entry("object", "any"));

    private final ManifestProblems problems;

    TypeWords(ManifestProblems problems) {
        this.problems = problems;
    }

    private static Map<String, TypeSpec> types() {
        Map<String, TypeSpec> types = new LinkedHashMap<>();
        types.put("int", new TypeSpec.Exact(ValueType.INT));
        types.put("bool", new TypeSpec.Exact(ValueType.INT));
        types.put("float", new TypeSpec.Exact(ValueType.REAL));
        types.put("str", new TypeSpec.Exact(ValueType.STRING));
        types.put("bytes", new TypeSpec.Exact(ValueType.STRING));
        types.put("None", new TypeSpec.Exact(ValueType.NONE));
        types.put("list", new TypeSpec.Exact(ValueType.BRACKET_LIST));
        types.put("tuple", new TypeSpec.Exact(ValueType.PAREN_LIST));
        types.put("dict", new TypeSpec.Exact(ValueType.BRACE_LIST));
        types.put("callable", new TypeSpec.Exact(ValueType.ABERRANT));
        types.put("any", TypeSpec.ANY);
        return types;
    }

    /** The type of this key; any when the key is not there, or no type, which is noted. */
    TypeSpec read(Json.Members object, String key, String pointer) {
        return problems.text(object, key, pointer)
                .map(text -> type(text, pointer + "/" + key))
                .orElse(TypeSpec.ANY);
    }

    private TypeSpec type(Json.Text text, String pointer) {
        TypeSpec type = TYPES.get(text.value());
        if (type == null) {
            String known = String.join(", ", TYPES.keySet());
            String meant = meant(text.value());
            problems.add(
                    text,
                    ProblemCode.UNKNOWN_TYPE,
                    pointer,
                    "unknown type '" + Source.excerpt(text.value()) + "', expected one of " + known,
                    meant.isEmpty() ? "use one of these" : "write \"" + meant + "\"");
            return TypeSpec.ANY;
        }
        return type;
    }

    /** Empty when nothing is near. */
    private static String meant(String word) {
        String bare = word.startsWith(":") ? word.substring(1) : word;
        if (ELSEWHERE.containsKey(bare) || TYPES.containsKey(bare)) {
            return ELSEWHERE.getOrDefault(bare, bare);
        }
        List<String> near = NearNames.of(bare, TYPES.keySet());
        return near.isEmpty() ? "" : near.get(0);
    }
}
