package org.kernos.sxs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.descriptor.Source;
import org.kernos.sxs.slp.Node;

/** Reads types as signatures write them: {@code :int}, {@code :any..}, {@code :fn<int,int>int}, and names of forms. */
public final class Types {

    /** Deeper {@code :fn<...>} than any author writes; the reader of a type calls itself once per level. */
    private static final int NESTING_LIMIT = 32;

    private static final Map<String, TypeSpec> BUILT_IN = builtIn();

    /** What authors call these types in other languages. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("string", "str"),
            Map.entry("text", "str"),
            Map.entry("float", "real"),
            Map.entry("double", "real"),
            Map.entry("number", "real"),
            Map.entry("integer", "int"),
            Map.entry("long", "int"),
            Map.entry("bool", "int"),
            Map.entry("boolean", "int"),
            Map.entry("void", "none"),
            Map.entry("null", "none"),
            Map.entry("object", "any"));

    private final DescriptorProblems problems;
    private final Map<String, TypeSpec> known = new LinkedHashMap<>(BUILT_IN);

    public Types(DescriptorProblems problems) {
        this.problems = problems;
    }

    private static Map<String, TypeSpec> builtIn() {
        Map<String, TypeSpec> types = new LinkedHashMap<>();
        for (ValueType type : List.of(
                ValueType.INT,
                ValueType.REAL,
                ValueType.STRING,
                ValueType.SYMBOL,
                ValueType.NONE,
                ValueType.SOME,
                ValueType.ERROR,
                ValueType.DATUM,
                ValueType.ABERRANT)) {
            types.put(bare(type), new TypeSpec.Exact(type));
        }
        types.put("any", TypeSpec.ANY);
        types.put("list", new TypeSpec.Exact(ValueType.PAREN_LIST));
        for (ValueType type : List.of(ValueType.PAREN_LIST, ValueType.BRACE_LIST, ValueType.BRACKET_LIST)) {
            types.put(bare(type), new TypeSpec.Exact(type));
        }
        return types;
    }

    private static String bare(ValueType type) {
        return type.keyword().substring(1);
    }

    public static boolean isBuiltIn(String name) {
        return BUILT_IN.containsKey(name) || name.equals("fn");
    }

    /** Makes a form's name a type: its values are brace lists. A built-in type keeps its meaning. */
    public void declareForm(String name) {
        if (!isBuiltIn(name)) {
            known.put(name, new TypeSpec.Exact(ValueType.BRACE_LIST));
        }
    }

    /** Whether this is meant to be a type, right or wrong. */
    public static boolean looksLikeType(Node node) {
        return node.value() instanceof Value.Symbol symbol && symbol.name().startsWith(":");
    }

    /** A type as it was written. */
    public record Written(TypeSpec type, boolean variadic) {}

    /** The type that stands here; empty when there is none, which is noted. */
    public Optional<Written> read(Node node) {
        if (!(node.value() instanceof Value.Symbol symbol) || !looksLikeType(node)) {
            notAType(node);
            return Optional.empty();
        }
        String name = symbol.name().substring(1);
        boolean variadic = name.endsWith("..");
        String single = variadic ? name.substring(0, name.length() - 2) : name;
        return Optional.ofNullable(resolve(node, single, 0)).map(type -> new Written(type, variadic));
    }

    private void notAType(Node node) {
        String word = node.value() instanceof Value.Symbol symbol && known.containsKey(symbol.name())
                ? ":" + symbol.name()
                : "";
        Problem problem =
                Problem.of(ProblemCode.DESCRIPTOR_FORM, "expected a type such as :int, found " + problems.found(node));
        problems.add(
                node,
                problem.suggest(word.isEmpty() ? List.of() : List.of(word)).fix("write a type, which begins with ':'"));
    }

    private @Nullable TypeSpec resolve(Node node, String name, int depth) {
        TypeSpec type = known.get(name);
        if (type != null) {
            return type;
        } else if (depth == NESTING_LIMIT) {
            problems.add(
                    node,
                    Problem.of(ProblemCode.LIMIT, "':fn<...>' is nested deeper than " + NESTING_LIMIT + " levels")
                            .fix("take a ':symbol' or ':any' instead"));
            return null;
        } else if (name.startsWith("fn<")) {
            return function(node, name, depth);
        }
        return unknown(node, name);
    }

    private @Nullable TypeSpec unknown(Node node, String name) {
        if (name.endsWith("..")) {
            problems.add(
                    node,
                    Problem.of(ProblemCode.VARIADIC_PLACE, "'..' stands inside of " + problems.show(node))
                            .fix("write '..' once, at the end of the last parameter's type"));
            return null;
        }
        String context = problems.show(node).equals("':" + name + "'") ? "" : " in " + problems.show(node);
        String expected = String.join(" :", known.keySet().stream().limit(20).toList());
        problems.add(
                node,
                Problem.of(
                                ProblemCode.UNKNOWN_TYPE,
                                "unknown type ':" + Source.excerpt(name) + "'" + context + ", expected one of :"
                                        + expected + " :fn<...>")
                        .suggest(meant(name))
                        .fix("use one of the types listed in docs/formats/sxs.md"));
        return null;
    }

    /** The types that a mistyped one, or one of another language, probably stands for. */
    private List<String> meant(String name) {
        List<String> near = ELSEWHERE.containsKey(name) ? List.of() : problems.near(name, known.keySet());
        if (near.isEmpty()) {
            near = problems.near(name, ELSEWHERE.keySet()).stream()
                    .map(word -> ELSEWHERE.getOrDefault(word, word))
                    .distinct()
                    .toList();
        }
        return near.stream().map(word -> ":" + word).toList();
    }

    /** {@code fn<a,b>c}, where each of the three may be such a type again. */
    private @Nullable TypeSpec function(Node node, String name, int depth) {
        int close = matchingAngle(name);
        if (close < 0) {
            problems.addForm(
                    node,
                    "'<' is not closed in " + problems.show(node) + ", expected a type such as :fn<int,int>int",
                    "write the type in one piece, without blanks");
            return null;
        }
        List<TypeSpec> parameters = new ArrayList<>();
        for (String part : parts(name.substring(3, close))) {
            TypeSpec type = resolve(node, part, depth + 1);
            if (type == null) {
                return null;
            }
            parameters.add(type);
        }
        String result = name.substring(close + 1);
        TypeSpec returns = result.isEmpty() ? TypeSpec.ANY : resolve(node, result, depth + 1);
        return returns != null ? new TypeSpec.Fn(parameters, returns) : null;
    }

    /** The index of the '>' that closes the first '<', or -1. */
    private static int matchingAngle(String name) {
        int open = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            open += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == '>' && open == 0) {
                return i;
            }
        }
        return -1;
    }

    /** What commas separate, where commas inside angle brackets do not count. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int open = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            open += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == ',' && open == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        if (!text.isEmpty()) {
            parts.add(text.substring(start));
        }
        return parts;
    }
}
