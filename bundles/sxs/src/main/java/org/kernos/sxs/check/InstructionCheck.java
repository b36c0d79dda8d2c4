package org.kernos.sxs.check;

import java.util.ArrayList;
import java.util.List;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.ValueType;
import org.kernos.sxs.compile.Shapes;
import org.kernos.sxs.slp.Node;
import org.kernos.sxs.tree.Instruction;

/** Checks instructions that are written as they have to be. */
final class InstructionCheck {

    private final FileCheck check;
    private final CallCheck calls;

    InstructionCheck(FileCheck check, CallCheck calls) {
        this.check = check;
        this.calls = calls;
    }

    /** What the instruction's value may be. */
    StaticType type(Instruction instruction, Node node) {
        return switch (instruction) {
            case DEF, EXPORT -> define(node);
            case FN -> function(node, "fn");
            case IF -> choose(node);
            case MATCH -> match(node);
            case REFLECT -> reflect(node);
            case TRY -> attempt(node);
            case RECOVER -> recover(node);
            case DO -> loop(node);
            case DONE -> done(node);
            case CAST -> cast(node);
            case APPLY -> calls.apply(node);
            default -> simple(instruction, node);
        };
    }

    private StaticType simple(Instruction instruction, Node node) {
        List<StaticType> parts = new ArrayList<>();
        node.children().subList(1, node.children().size()).forEach(part -> parts.add(check.type(part)));
        switch (instruction) {
            case EVAL -> {
                require(node, 1, parts, Kinds.of(ValueType.STRING), "eval: argument must be a string");
                return StaticType.ANY;
            }
            case ASSERT -> {
                require(node, 1, parts, Kinds.of(ValueType.INT), "assert: condition must evaluate to an integer");
                require(node, 2, parts, Kinds.of(ValueType.STRING), "assert: message must be a string");
                return StaticType.NONE_OR_AWAY;
            }
            case AT -> {
                int collections = Kinds.LISTS | Kinds.NONE | Kinds.of(ValueType.STRING);
                require(node, 1, parts, Kinds.of(ValueType.INT), "at: index must be an integer");
                require(node, 2, parts, collections, "at: collection must be a list or string type");
                boolean isText = parts.get(1).kinds() == Kinds.of(ValueType.STRING);
                return isText ? StaticType.INT.with(Kinds.FAULT) : StaticType.ANY;
            }
            default -> {
                return instruction == Instruction.EQ ? StaticType.INT : StaticType.NONE;
            }
        }
    }

    private void require(Node node, int index, List<StaticType> parts, int kinds, String message) {
        StaticType part = parts.get(index - 1);
        if (!part.mayBe(kinds)) {
            String word = Shapes.headName(node);
            Instruction instruction = word == null ? null : Instruction.find(word);
            check.problem(
                    node.children().get(index),
                    message + ", it is " + part,
                    "it is written " + (instruction == null ? word : instruction.form()));
        }
    }

    private StaticType define(Node node) {
        Node value = node.children().get(2);
        String name = String.valueOf(Shapes.symbolName(node.children().get(1)));
        Binding former = check.names().former(name);
        if (former != null) {
            int first = former.offset();
            check.problem(node, () -> defined(name, first));
        }
        boolean isLambda = Shapes.isLambda(value) && !check.file().isMalformed(value);
        StaticType type = isLambda ? named(node, value, name) : check.type(value);
        check.names().define(name, type, node.start());
        return StaticType.NONE;
    }

    private Problem defined(String name, int first) {
        String before = first < 0
                ? "it has its value from the start"
                : "it is defined at " + check.file().place(first);
        return Problem.of(ProblemCode.PROGRAM_CHECK, "Symbol '" + name + "' is already defined in current scope")
                .fix(before + ", rename one of the two");
    }

    /** A lambda cannot be called before it is defined, so that it sees itself. */
    private StaticType named(Node definition, Node value, String name) {
        StaticType type = lambda(value, name);
        NameTable.Mark mark = check.names().openBranch();
        check.names().expect(name, definition.start());
        function(value, name);
        check.names().closeBranch(mark);
        return type;
    }

    /** The type of a lambda that is not malformed, by its signature alone. */
    StaticType lambda(Node node, String name) {
        return StaticType.callable(ValueType.ABERRANT, new Callee(name, signature(node), Callee.Origin.LAMBDA));
    }

    private Signature signature(Node node) {
        List<Node> parts = node.children().get(1).children();
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            String name = String.valueOf(Shapes.symbolName(parts.get(i)));
            parameters.add(new Parameter(name, check.file().type(parts.get(i + 1)), false));
        }
        return new Signature(parameters, check.file().type(node.children().get(2)));
    }

    private StaticType function(Node node, String name) {
        Signature signature = signature(node);
        Node body = node.children().get(3);
        List<FileCheck.Bound> bound = signature.parameters().stream()
                .map(each -> new FileCheck.Bound(each.name(), StaticType.declared(each.type(), true)))
                .toList();
        StaticType result = check.scope(body, bound, true);
        if (!result.mayBe(Kinds.AWAY) && result.contradicts(signature.returns(), true)) {
            Node last = body.children().isEmpty()
                    ? body
                    : body.children().get(body.children().size() - 1);
            check.problem(
                    last,
                    "Function '" + name + "' returns " + returned(result, signature.returns()) + ", declared "
                            + signature.returns().keyword(),
                    "return what is declared, or declare what is returned: " + Instruction.FN.form());
        }
        return lambda(node, name);
    }

    private static String returned(StaticType result, TypeSpec declared) {
        Callee callee = result.callee();
        return declared instanceof TypeSpec.Fn && callee != null ? callee.describe() : result.toString();
    }

    private StaticType choose(Node node) {
        check.type(node.children().get(1));
        StaticType then = check.branch(node.children().get(2));
        StaticType otherwise = check.branch(node.children().get(3));
        if (then.differsFrom(otherwise)) {
            check.problem(
                    node,
                    "if: branches of different types, " + then + " and " + otherwise,
                    "let both be of one type; nothing, (), and an error go with every type");
            return StaticType.ANY;
        }
        return then.or(otherwise);
    }

    private StaticType match(Node node) {
        check.type(node.children().get(1));
        StaticType type = new StaticType(Kinds.FAULT, null);
        for (Node handler : node.children().subList(2, node.children().size())) {
            check.branch(handler.children().get(0));
            type = type.or(check.branch(handler.children().get(1)));
        }
        return type;
    }

    private StaticType reflect(Node node) {
        check.type(node.children().get(1));
        StaticType type = new StaticType(Kinds.FAULT, null);
        for (Node handler : node.children().subList(2, node.children().size())) {
            type = type.or(check.branch(handler.children().get(1)));
        }
        return type;
    }

    private StaticType attempt(Node node) {
        StaticType body = check.type(node.children().get(1));
        Node handler = node.children().get(2);
        StaticType handled = Shapes.isList(handler, ListKind.BRACKET)
                ? check.scope(handler, List.of(new FileCheck.Bound("$error", StaticType.ANY)), false)
                : check.branch(handler);
        return body.mayBe(Kinds.ERROR) ? body.without(Kinds.ERROR).or(handled) : body;
    }

    private StaticType recover(Node node) {
        StaticType body = check.branch(node.children().get(1));
        FileCheck.Bound exception = new FileCheck.Bound("$exception", StaticType.of(ValueType.STRING));
        return body.or(check.scope(node.children().get(2), List.of(exception), false));
    }

    private StaticType loop(Node node) {
        check.scope(node.children().get(1), List.of(new FileCheck.Bound("$iterations", StaticType.INT)), true);
        return StaticType.ANY;
    }

    private StaticType done(Node node) {
        check.type(node.children().get(1));
        if (!check.isLooped()) {
            check.problem(
                    node,
                    "done called outside of do loop",
                    "call it in the body of a loop, or in a lambda that a loop calls: " + Instruction.DO.form());
        }
        return StaticType.NONE_OR_AWAY;
    }

    private StaticType cast(Node node) {
        TypeSpec type = check.file().type(node.children().get(1));
        Node value = node.children().get(2);
        StaticType given = check.type(value);
        if (type instanceof TypeSpec.Any) {
            return given;
        }
        int possible =
                type instanceof TypeSpec.Exact exact ? Kinds.convertible(exact.type()) : Kinds.accepted(type, false);
        if (!given.mayBe(possible)) {
            check.problem(
                    value,
                    "cast: type mismatch: expected " + type.keyword() + ", got " + given,
                    "cast between :int and :real, between lists, between lists and :str, and everything to :str");
        }
        return StaticType.declared(type, false);
    }
}
