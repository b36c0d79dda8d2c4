package org.kernos.sxs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.sxs.slp.Node;

/** Reads {@code (define-function name (arg :type ...) :ret)}. */
final class FunctionSyntax {

    static final String KEYWORD = "define-function";

    private static final String SHAPE = "(define-function name (arg :type ...) :ret)";

    private final DescriptorProblems problems;
    private final Types types;
    private final Map<String, FunctionDeclaration> functions = new LinkedHashMap<>();

    FunctionSyntax(DescriptorProblems problems, Types types) {
        this.problems = problems;
        this.types = types;
    }

    /** What was read so far, in the order of the file. */
    List<FunctionDeclaration> functions() {
        return List.copyOf(functions.values());
    }

    /** Reads a paren list whose head is {@link #KEYWORD}. */
    void read(Node node) {
        List<Node> parts = node.children();
        if (parts.size() < 3 || parts.size() > 4) {
            problems.addForm(
                    node,
                    "expected a name, parameters and a return type behind define-function, found "
                            + problems.found(node),
                    "write " + SHAPE);
            return;
        }
        String name = name(parts.get(1));
        List<Parameter> parameters = parameters(parts.get(2));
        TypeSpec returns = parts.size() == 4 ? returns(parts.get(3)) : TypeSpec.ANY;
        if (name != null) {
            add(parts.get(1), name, new Signature(parameters, returns), problems.place(node));
        }
    }

    private void add(Node node, String name, Signature signature, Place place) {
        FunctionDeclaration declaration = new FunctionDeclaration(name, signature, Optional.of(place));
        FunctionDeclaration first = functions.putIfAbsent(name, declaration);
        if (first != null) {
            problems.addDuplicate(node, "function '" + name + "'", first.place().orElse(place));
        }
    }

    private @Nullable String name(Node node) {
        if (node.value() instanceof Value.Symbol symbol && ModuleDescriptor.isFunctionName(symbol.name())) {
            return symbol.name();
        }
        problems.add(
                node,
                Problem.of(ProblemCode.NAME, "expected a function's name, found " + problems.found(node))
                        .fix("use 1 to 128 characters without blanks, '/', brackets, quotes, and '@', '#', '?'"));
        return null;
    }

    private TypeSpec returns(Node node) {
        Optional<Types.Written> written = types.read(node);
        if (written.isPresent() && written.get().variadic()) {
            problems.add(
                    node,
                    Problem.of(ProblemCode.VARIADIC_PLACE, problems.show(node) + " is a return type, it ends in '..'")
                            .fix("return a list, for example :list-b"));
        }
        return written.map(Types.Written::type).orElse(TypeSpec.ANY);
    }

    private List<Parameter> parameters(Node list) {
        if (!DescriptorSyntax.isParenList(list)) {
            problems.addForm(
                    list,
                    "expected the parameters as a paren list, found " + problems.found(list),
                    "write " + SHAPE + ", with () when there are no parameters");
            return List.of();
        }
        List<Node> parts = list.children();
        List<Parameter> parameters = new ArrayList<>();
        Map<String, Node> names = new HashMap<>();
        int i = 0;
        while (i < parts.size()) {
            if (i + 1 < parts.size() && isPair(parts.get(i), parts.get(i + 1))) {
                parameter(parts, i, names).ifPresent(parameters::add);
                i += 2;
            } else {
                incomplete(parts.get(i));
                i++;
            }
        }
        return parameters;
    }

    /** Whether these two are meant as a parameter; a type without its colon is one mistake, not two. */
    private static boolean isPair(Node name, Node type) {
        boolean lacksColon = type.value() instanceof Value.Symbol symbol && Types.isBuiltIn(symbol.name());
        return !Types.looksLikeType(name) && (Types.looksLikeType(type) || lacksColon);
    }

    /** A name without a type, a type without a name, or neither. */
    private void incomplete(Node node) {
        if (Types.looksLikeType(node)) {
            problems.addForm(
                    node,
                    "type " + problems.show(node) + " has no parameter name before it",
                    "write a name and its type: (arg :int)");
        } else if (node.value() instanceof Value.Symbol) {
            problems.addForm(
                    node,
                    "parameter " + problems.show(node) + " has no type behind it",
                    "write its type, or :any when it takes every value");
        } else {
            problems.addForm(
                    node,
                    "expected a parameter's name and type, found " + problems.found(node),
                    "write a name and its type: (arg :int)");
        }
    }

    /** The parameter whose name stands at {@code index} and whose type behind it. */
    private Optional<Parameter> parameter(List<Node> parts, int index, Map<String, Node> names) {
        Node nameNode = parts.get(index);
        Node typeNode = parts.get(index + 1);
        String name = parameterName(nameNode, names);
        Optional<Types.Written> written = types.read(typeNode);
        boolean variadic = written.isPresent() && written.get().variadic();
        if (variadic && index + 2 < parts.size()) {
            problems.add(
                    typeNode,
                    Problem.of(
                                    ProblemCode.VARIADIC_PLACE,
                                    "parameter " + problems.show(nameNode) + " of type " + problems.show(typeNode)
                                            + " takes all remaining arguments, but is not the last one")
                            .fix("move it to the end, or remove '..'"));
            return Optional.empty();
        }
        return name == null ? Optional.empty() : written.map(type -> new Parameter(name, type.type(), variadic));
    }

    private @Nullable String parameterName(Node node, Map<String, Node> names) {
        if (!(node.value() instanceof Value.Symbol symbol) || !ModuleDescriptor.isFunctionName(symbol.name())) {
            problems.add(
                    node,
                    Problem.of(ProblemCode.NAME, "expected a parameter's name, found " + problems.found(node))
                            .fix("use 1 to 128 characters without blanks, '/', brackets, quotes, and '@', '#', '?'"));
            return null;
        }
        Node first = names.putIfAbsent(symbol.name(), node);
        if (first != null) {
            problems.addDuplicate(node, "parameter '" + symbol.name() + "'", problems.place(first));
        }
        return symbol.name();
    }
}
