package org.kernos.sxs.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.descriptor.Source;
import org.kernos.sxs.run.Compiled;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Mistake;
import org.kernos.sxs.run.Scope;
import org.kernos.sxs.run.Spot;
import org.kernos.sxs.slp.Node;
import org.kernos.sxs.tree.FunctionLink;
import org.kernos.sxs.tree.Instruction;
import org.kernos.sxs.tree.LambdaCall;
import org.kernos.sxs.tree.Literal;
import org.kernos.sxs.tree.Lock;
import org.kernos.sxs.tree.Malformed;
import org.kernos.sxs.tree.QualifiedCall;
import org.kernos.sxs.tree.Sequence;
import org.kernos.sxs.tree.ValueCall;
import org.kernos.sxs.tree.Variable;

/** Makes expressions of one source. For one use. */
final class Compiler {

    private static final int[] NOWHERE = {};

    private final Source source;
    private final Instructions instructions;
    private final Datums datums;
    private final boolean again;

    /** Of the names with a slash that calls have used since the last command that loads modules. */
    private final Map<String, Qualified> functions = new HashMap<>();

    private Scope scope;
    private int depth;
    private int height;
    private final List<Mistake> mistakes = new ArrayList<>();

    /**
     * What a name with a slash may mean.
     *
     * @param scope in which {@code name} was resolved
     */
    private record Qualified(FunctionLink function, Scope scope, Variable name) {}

    /**
     * @param scope what the outermost expression is evaluated in
     * @param types what types it may name, to which its forms are added
     * @param again whether the scope's own names may be defined anew, as in a session
     */
    Compiler(Source source, Scope scope, TypeNames types, boolean again) {
        this.scope = scope;
        this.source = source;
        this.again = again;
        this.instructions = new Instructions(this, source, types);
        this.datums = new Datums(this, source, types);
    }

    /** A program: its loading ends before the first element that is no datum. */
    Compiled program(Node node) {
        Declarations.collect(node, scope);
        return compiled(Shapes.isList(node, ListKind.BRACKET) ? statements(node, true) : locked(node));
    }

    /** What is evaluated in the course of a program. */
    Compiled part(Node node) {
        return compiled(compile(node));
    }

    private Compiled compiled(Expression body) {
        return new Compiled(scope, body, height, mistakes);
    }

    private Expression locked(Node node) {
        return new Sequence(spot(node), new Lock(spot(node)), compile(node));
    }

    Spot spot(Node node) {
        return new Spot(source, node.start());
    }

    Scope scope() {
        return scope;
    }

    /** Whether what is compiled now defines its names in the outermost scope of a session. */
    boolean mayDefineAgain() {
        return again && scope.parent() == null;
    }

    /** What a node evaluates to. */
    Expression compile(Node node) {
        depth++;
        if (depth > height) {
            height = depth;
        }
        try {
            return switch (node.type()) {
                case SYMBOL -> variable(node, (Value.Symbol) node.value());
                case SOME -> new Literal(spot(node), ((Value.Some) node.value()).wrapped());
                case BRACKET_LIST -> statements(node, false);
                case PAREN_LIST -> node.size() == 0 ? new Literal(spot(node), node.value()) : call(node);
                default -> new Literal(spot(node), node.value());
            };
        } finally {
            depth--;
        }
    }

    private Expression statements(Node node, boolean program) {
        List<Expression> elements = new ArrayList<>(node.size() + 1);
        boolean open = program;
        for (int i = 0; i < node.size(); i++) {
            Node child = node.child(i);
            Expression datum = child.type() == ValueType.DATUM ? datums.command(child) : null;
            if (datum == null && open) {
                elements.add(new Lock(spot(child)));
                open = false;
            }
            elements.add(datum == null ? compile(child) : datum);
        }
        if (elements.isEmpty()) {
            return new Literal(spot(node), Value.NONE);
        }
        return elements.size() == 1 ? elements.get(0) : new Sequence(spot(node), elements.toArray(new Expression[0]));
    }

    private Expression call(Node node) {
        Node head = node.child(0);
        if (head.value() instanceof Value.Symbol symbol) {
            Qualified known = functions.get(symbol.name());
            return known != null && known.scope == scope
                    ? new QualifiedCall(known.name.at(spot(node)), known.function, arguments(node))
                    : call(node, symbol, known);
        } else if (head.value() instanceof Value.Aberrant aberrant) {
            return new ValueCall(spot(node), aberrant, arguments(node));
        }
        return malformed(
                node,
                node,
                Problem.of(
                                ProblemCode.EVALUATION,
                                "Cannot call non-symbol type: "
                                        + head.value().type().code())
                        .fix("quote a list that is no call: '(...), or write it as {...}"));
    }

    /** A call of an instruction, or of a name that is new in this scope. */
    private Expression call(Node node, Value.Symbol symbol, @Nullable Qualified known) {
        Instruction instruction = Instruction.find(symbol.name());
        if (instruction != null) {
            return instructions.compile(instruction, node);
        }
        Variable name = variable(node, symbol);
        if (symbol.name().lastIndexOf('/') < 1) {
            return new LambdaCall(name, arguments(node));
        }
        FunctionLink function = known == null ? new FunctionLink(symbol.name()) : known.function;
        functions.put(symbol.name(), new Qualified(function, scope, name));
        return new QualifiedCall(name, function, arguments(node));
    }

    /** Lets calls look for their functions anew: modules that are loaded here may take names over. */
    void forgetFunctions() {
        functions.clear();
    }

    /**
     * Notes that an instruction is written wrongly.
     *
     * @param part of it, at which the problem is told
     */
    Malformed malformed(Node instruction, Node part, Problem problem) {
        mistakes.add(new Mistake(instruction.start(), spot(part), problem));
        return new Malformed(spot(part), problem);
    }

    private Expression[] arguments(Node node) {
        Expression[] expressions = new Expression[node.size() - 1];
        for (int i = 0; i < expressions.length; i++) {
            expressions[i] = compile(node.child(i + 1));
        }
        return expressions;
    }

    Expression[] compileAll(List<Node> nodes) {
        Expression[] expressions = new Expression[nodes.size()];
        for (int i = 0; i < expressions.length; i++) {
            expressions[i] = compile(nodes.get(i));
        }
        return expressions;
    }

    /** The name with every place where it may be defined, from here outwards. */
    private Variable variable(Node node, Value.Symbol symbol) {
        int[] hops = NOWHERE;
        int[] slots = NOWHERE;
        int distance = 0;
        for (Scope each = scope; each != null; each = each.parent()) {
            int slot = each.slot(symbol.name());
            if (slot >= 0) {
                hops = appended(hops, distance);
                slots = appended(slots, slot);
            }
            distance++;
        }
        return new Variable(spot(node), symbol, hops, slots);
    }

    /** Few names are defined in more than one scope, most called ones in none. */
    private static int[] appended(int[] numbers, int last) {
        int[] longer = Arrays.copyOf(numbers, numbers.length + 1);
        longer[numbers.length] = last;
        return longer;
    }

    /** What is evaluated in a scope of its own inside of this one. */
    record Inner(Scope scope, Expression body, int height) {}

    /**
     * Compiles a body in a scope of its own.
     *
     * @param bound the names that it has from the start, in the order of their slots
     */
    Inner inner(Node body, List<String> bound) {
        Scope outer = scope;
        int outerDepth = depth;
        int outerHeight = height;
        scope = new Scope(outer);
        bound.forEach(scope::declare);
        Declarations.collect(body, scope);
        depth = 0;
        height = 0;
        try {
            Expression expression = compile(body);
            return new Inner(scope, expression, height);
        } finally {
            scope = outer;
            depth = outerDepth;
            height = outerHeight;
        }
    }

    /** Counts what is evaluated inside of the expression that is compiled now, by the same frame of Java. */
    void nest(int inside) {
        height = Math.max(height, depth + inside);
    }
}
