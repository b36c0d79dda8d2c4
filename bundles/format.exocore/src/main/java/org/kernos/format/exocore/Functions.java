package org.kernos.format.exocore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.descriptor.Json;
import org.kernos.descriptor.ManifestProblems;

/** Reads {@code functions}: those of a Python module that are called from elsewhere, with their types (design Y-6). */
final class Functions {

    static final String KEY = "functions";

    private static final List<String> KEYS = List.of("name", "parameters", "returns");
    private static final List<String> PARAMETER_KEYS = List.of("name", "type", "variadic");
    private static final String EXAMPLE =
            "{\"name\": \"scale\", \"parameters\": [{\"name\": \"x\", \"type\": \"float\"}], \"returns\": \"float\"}";

    /** Architecture O-4. */
    private static final int MOST = 10_000;

    private static final int MOST_PARAMETERS = 255;

    private final Json.Members root;
    private final ManifestProblems problems;
    private final TypeWords types;

    Functions(Json.Members root, ManifestProblems problems) {
        this.root = root;
        this.problems = problems;
        this.types = new TypeWords(problems);
    }

    /** The usable ones, in the order of the file; what is wrong with the others is noted. */
    List<FunctionDeclaration> read() {
        List<Json> items = problems.list(root, KEY, "", "[\"scale\"] or [" + EXAMPLE + "]");
        if (items.size() > MOST) {
            addTooMany(items.get(MOST), "/" + KEY, items.size() + " functions", MOST);
            return List.of();
        }
        Map<String, FunctionDeclaration> functions = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            Json item = items.get(i);
            String pointer = "/" + KEY + "/" + i;
            function(item, pointer).ifPresent(function -> {
                FunctionDeclaration first = functions.putIfAbsent(function.name(), function);
                if (first != null) {
                    addSecond(item, pointer, "function", function.name());
                }
            });
        }
        return List.copyOf(functions.values());
    }

    private void addTooMany(Json json, String pointer, String count, int most) {
        problems.add(
                json,
                ProblemCode.LIMIT,
                pointer,
                "there are " + count + ", at most " + most + " are possible",
                "split the module, or take a list");
    }

    private void addSecond(Json json, String pointer, String what, String name) {
        problems.add(
                json, ProblemCode.DUPLICATE, pointer, what + " '" + name + "' is given twice", "remove one of the two");
    }

    private Optional<FunctionDeclaration> function(Json item, String pointer) {
        if (item instanceof Json.Text text) {
            return identifier(text, pointer).map(name -> declaration(name, Signature.UNDECLARED, item));
        } else if (!(item instanceof Json.Members object)) {
            problems.addExpected(item, pointer, "a function's name or an object", "write \"scale\" or " + EXAMPLE);
            return Optional.empty();
        } else {
            problems.warnOfUnknown(object, pointer, KEYS);
            Optional<String> name = name(object, pointer, "scale");
            List<Parameter> parameters = object.members().containsKey("parameters")
                    ? parameters(object, pointer)
                    : Signature.UNDECLARED.parameters();
            TypeSpec returns = types.read(object, "returns", pointer);
            return name.map(known -> declaration(known, new Signature(parameters, returns), item));
        }
    }

    private FunctionDeclaration declaration(String name, Signature signature, Json at) {
        return new FunctionDeclaration(name, signature, Optional.of(problems.place(at)));
    }

    private Optional<String> name(Json.Members object, String pointer, String example) {
        if (!object.members().containsKey("name")) {
            problems.addExpected(object, pointer, "'name'", "write \"name\": \"" + example + "\" into it");
            return Optional.empty();
        }
        return problems.text(object, "name", pointer).flatMap(text -> identifier(text, pointer + "/name"));
    }

    private Optional<String> identifier(Json.Text text, String pointer) {
        if (PythonNames.isIdentifier(text.value())) {
            return Optional.of(text.value());
        }
        problems.add(
                text,
                ProblemCode.NAME,
                pointer,
                "expected a name in Python, found " + text.found(),
                "use " + PythonNames.RULE);
        return Optional.empty();
    }

    private List<Parameter> parameters(Json.Members object, String pointer) {
        List<Json> items = problems.list(object, "parameters", pointer, "[{\"name\": \"x\", \"type\": \"float\"}]");
        String at = pointer + "/parameters";
        if (items.size() > MOST_PARAMETERS) {
            addTooMany(items.get(MOST_PARAMETERS), at, items.size() + " parameters", MOST_PARAMETERS);
            return List.of();
        }
        Set<String> names = new HashSet<>();
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            boolean isLast = i == items.size() - 1;
            Json item = items.get(i);
            String own = at + "/" + i;
            parameter(item, own, isLast).ifPresent(parameter -> {
                if (!names.add(parameter.name())) {
                    addSecond(item, own, "parameter", parameter.name());
                }
                parameters.add(parameter);
            });
        }
        return parameters;
    }

    private Optional<Parameter> parameter(Json item, String pointer, boolean isLast) {
        if (!(item instanceof Json.Members object)) {
            problems.addExpected(item, pointer, "an object", "write {\"name\": \"x\", \"type\": \"float\"}");
            return Optional.empty();
        }
        problems.warnOfUnknown(object, pointer, PARAMETER_KEYS);
        Optional<String> name = name(object, pointer, "x");
        TypeSpec type = types.read(object, "type", pointer);
        boolean variadic = problems.bool(object, "variadic", pointer).orElse(false);
        if (variadic && !isLast) {
            problems.add(
                    item,
                    ProblemCode.VARIADIC_PLACE,
                    pointer + "/variadic",
                    "only the last parameter takes any number of arguments",
                    "make it the last one");
        }
        return name.map(known -> new Parameter(known, type, variadic && isLast));
    }
}
