package org.kernos.sxs.compile;

import java.util.ArrayList;
import java.util.List;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.descriptor.Source;
import org.kernos.sxs.run.Code;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Spot;
import org.kernos.sxs.slp.Node;
import org.kernos.sxs.tree.Apply;
import org.kernos.sxs.tree.Assert;
import org.kernos.sxs.tree.At;
import org.kernos.sxs.tree.Cast;
import org.kernos.sxs.tree.Debug;
import org.kernos.sxs.tree.Define;
import org.kernos.sxs.tree.Do;
import org.kernos.sxs.tree.Done;
import org.kernos.sxs.tree.Equal;
import org.kernos.sxs.tree.EvalText;
import org.kernos.sxs.tree.If;
import org.kernos.sxs.tree.Instruction;
import org.kernos.sxs.tree.MakeLambda;
import org.kernos.sxs.tree.Match;
import org.kernos.sxs.tree.Recover;
import org.kernos.sxs.tree.Reflect;
import org.kernos.sxs.tree.Try;

/** Makes expressions of instructions. One that is written wrongly becomes one that fails when it is reached. */
final class Instructions {

    private final Compiler compiler;
    private final Source source;
    private final TypeNames types;

    Instructions(Compiler compiler, Source source, TypeNames types) {
        this.compiler = compiler;
        this.source = source;
        this.types = types;
    }

    /** Thrown while an instruction is compiled that is written wrongly. */
    private static final class Misuse extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Node node;
        private final transient Problem problem;

        Misuse(Node node, Problem problem) {
            super(null, null, false, false);
            this.node = node;
            this.problem = problem;
        }
    }

    private Spot spot(Node node) {
        return compiler.spot(node);
    }

    Expression compile(Instruction instruction, Node node) {
        try {
            return expression(instruction, node, node.children());
        } catch (Misuse e) {
            return compiler.malformed(node, e.node, e.problem);
        }
    }

    private Expression expression(Instruction instruction, Node node, List<Node> parts) {
        Spot at = spot(node);
        switch (instruction) {
            case DEBUG -> {
                return new Debug(at, compiler.compileAll(parts.subList(1, parts.size())));
            }
            case MATCH, REFLECT -> {
                requireAtLeast(instruction, node, 2);
                return instruction == Instruction.MATCH ? match(node) : reflect(node);
            }
            case FN -> {
                requireCount(instruction, node, 3);
                return lambda(node, "fn");
            }
            case DEF, EXPORT -> {
                requireCount(instruction, node, 2);
                return define(instruction, node);
            }
            case IF -> {
                requireCount(instruction, node, 3);
                return new If(at, part(node, 1), part(node, 2), part(node, 3));
            }
            case DO, DONE, EVAL -> {
                requireCount(instruction, node, 1);
                return one(instruction, node);
            }
            default -> {
                requireCount(instruction, node, 2);
                return two(instruction, node);
            }
        }
    }

    private Expression one(Instruction instruction, Node node) {
        if (instruction == Instruction.DO) {
            requireBracket(node.children().get(1), "do: argument must be a bracket list", instruction);
            Compiler.Inner body = compiler.inner(node.children().get(1), List.of("$iterations"));
            compiler.nest(body.height());
            return new Do(spot(node), body.body(), body.scope());
        }
        return instruction == Instruction.DONE
                ? new Done(spot(node), part(node, 1))
                : new EvalText(spot(node), part(node, 1));
    }

    private Expression two(Instruction instruction, Node node) {
        Spot at = spot(node);
        return switch (instruction) {
            case TRY -> attempt(node);
            case RECOVER -> recover(node);
            case CAST -> new Cast(at, type("cast", node.children().get(1)), part(node, 2));
            case ASSERT -> new Assert(at, part(node, 1), part(node, 2));
            case APPLY -> new Apply(at, part(node, 1), part(node, 2));
            case AT -> new At(at, part(node, 1), part(node, 2));
            case EQ -> new Equal(at, part(node, 1), part(node, 2));
            default -> throw new IllegalStateException("no such instruction of two parts: " + instruction);
        };
    }

    private Expression part(Node node, int index) {
        return compiler.compile(node.children().get(index));
    }

    private Expression define(Instruction instruction, Node node) {
        Node name = node.children().get(1);
        String text = Shapes.symbolName(name);
        if (text == null) {
            throw misuse(name, instruction.word() + " requires first argument to be a symbol", instruction);
        }
        Node value = node.children().get(2);
        int slot = compiler.scope().slot(text);
        Expression compiled = Shapes.isLambda(value) ? named(value, text) : compiler.compile(value);
        return new Define(spot(node), text, slot, compiled, compiler.mayDefineAgain());
    }

    /** A lambda that problems know by the name it is defined under. */
    private Expression named(Node node, String name) {
        try {
            return lambda(node, name);
        } catch (Misuse e) {
            return compiler.malformed(node, e.node, e.problem);
        }
    }

    private Expression lambda(Node node, String name) {
        Node parameterList = node.children().get(1);
        if (!Shapes.isList(parameterList, ListKind.PAREN)) {
            throw misuse(parameterList, "fn: first argument must be parameter list", Instruction.FN);
        }
        List<Parameter> parameters = parameters(parameterList);
        TypeSpec returns = type("fn", node.children().get(2));
        Node body = node.children().get(3);
        requireBracket(body, "fn: third argument must be bracket list (function body)", Instruction.FN);
        Compiler.Inner inner =
                compiler.inner(body, parameters.stream().map(Parameter::name).toList());
        Code code = new Code(name, new Signature(parameters, returns), inner.scope(), inner.body(), inner.height());
        return new MakeLambda(spot(node), code);
    }

    private List<Parameter> parameters(Node list) {
        List<Node> parts = list.children();
        if (parts.size() % 2 == 1) {
            throw misuse(list, "fn: parameters must be in pairs (name :type)", Instruction.FN);
        }
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < parts.size(); i += 2) {
            String name = Shapes.symbolName(parts.get(i));
            if (name == null
                    || parameters.stream().anyMatch(other -> other.name().equals(name))) {
                throw misuse(
                        parts.get(i),
                        name == null
                                ? "fn: parameter name must be a symbol"
                                : "fn: parameter '" + name + "' stands twice",
                        Instruction.FN);
            }
            parameters.add(new Parameter(name, type("fn", parts.get(i + 1)), false));
        }
        return parameters;
    }

    private TypeSpec type(String word, Node node) {
        TypeNames.Named named = types.read(node);
        TypeSpec type = named.type();
        Problem problem = named.problem();
        if (type == null || problem != null) {
            throw new Misuse(node, problem == null ? Problem.of(ProblemCode.UNKNOWN_TYPE, word) : problem);
        } else if (named.variadic()) {
            throw new Misuse(
                    node,
                    Problem.of(
                                    ProblemCode.VARIADIC_PLACE,
                                    word + ": a lambda takes exactly as many arguments as it declares, found '"
                                            + source.excerpt(node.start(), node.end()) + "'")
                            .fix("take a list instead: :list-c"));
        }
        return type;
    }

    private Expression match(Node node) {
        Expression value = part(node, 1);
        List<Node> handlers =
                handlers(node, "match: handlers must be paren lists like (pattern result)", Instruction.MATCH);
        Expression[] patterns = new Expression[handlers.size()];
        Expression[] results = new Expression[handlers.size()];
        for (int i = 0; i < patterns.length; i++) {
            patterns[i] = part(handlers.get(i), 0);
            results[i] = part(handlers.get(i), 1);
        }
        return new Match(spot(node), value, patterns, results);
    }

    private Expression reflect(Node node) {
        Expression value = part(node, 1);
        List<Node> handlers =
                handlers(node, "reflect: handlers must be paren lists like (:type body)", Instruction.REFLECT);
        TypeSpec[] handled = new TypeSpec[handlers.size()];
        Expression[] bodies = new Expression[handlers.size()];
        for (int i = 0; i < handled.length; i++) {
            handled[i] = type("reflect", handlers.get(i).children().get(0));
            bodies[i] = part(handlers.get(i), 1);
        }
        return new Reflect(spot(node), value, handled, bodies);
    }

    private List<Node> handlers(Node node, String message, Instruction instruction) {
        List<Node> handlers = node.children().subList(2, node.children().size());
        for (Node handler : handlers) {
            if (!Shapes.isList(handler, ListKind.PAREN) || handler.children().size() != 2) {
                throw misuse(handler, message, instruction);
            }
        }
        return handlers;
    }

    private Expression attempt(Node node) {
        Expression body = part(node, 1);
        Node handler = node.children().get(2);
        if (!Shapes.isList(handler, ListKind.BRACKET)) {
            return new Try(spot(node), body, compiler.compile(handler), null);
        }
        Compiler.Inner inner = compiler.inner(handler, List.of("$error"));
        compiler.nest(inner.height());
        return new Try(spot(node), body, inner.body(), inner.scope());
    }

    private Expression recover(Node node) {
        Node body = node.children().get(1);
        Node handler = node.children().get(2);
        requireBracket(body, "recover: body must be a bracket list", Instruction.RECOVER);
        requireBracket(handler, "recover: handler must be a bracket list", Instruction.RECOVER);
        Expression guarded = compiler.compile(body);
        Compiler.Inner inner = compiler.inner(handler, List.of("$exception"));
        compiler.nest(inner.height());
        return new Recover(spot(node), guarded, inner.body(), inner.scope());
    }

    private void requireCount(Instruction instruction, Node node, int count) {
        if (node.children().size() != count + 1) {
            throw misuse(
                    node,
                    instruction.word() + " requires exactly " + count + " argument" + (count == 1 ? "" : "s") + ", got "
                            + (node.children().size() - 1),
                    instruction);
        }
    }

    private void requireAtLeast(Instruction instruction, Node node, int count) {
        if (node.children().size() < count + 1) {
            throw misuse(
                    node,
                    instruction.word() + " requires at least " + count + " arguments, got "
                            + (node.children().size() - 1),
                    instruction);
        }
    }

    private void requireBracket(Node node, String message, Instruction instruction) {
        if (!Shapes.isList(node, ListKind.BRACKET)) {
            throw misuse(node, message, instruction);
        }
    }

    private static Misuse misuse(Node node, String message, Instruction instruction) {
        return new Misuse(node, Problem.of(ProblemCode.EVALUATION, message).fix("it is written " + instruction.form()));
    }
}
