package org.kernos.sxs.check;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.sxs.compile.Declarations;
import org.kernos.sxs.compile.Shapes;
import org.kernos.sxs.compile.SxsTranslator;
import org.kernos.sxs.slp.Node;
import org.kernos.sxs.tree.Instruction;

/**
 * Follows one file as it would be evaluated, and asks of each expression what its value may be. What is noted as a problem would fail whenever it
 * is reached, or is not what its author has declared; what cannot be told is taken for right.
 */
final class FileCheck {

    private final CheckedFile file;
    private final NameTable names;
    private final Functions functions;
    private final Resolution resolution;
    private final CallCheck calls;
    private final InstructionCheck instructions;
    private boolean locked;
    private boolean looped;

    FileCheck(CheckedFile file, Functions functions, Unseen unseen) {
        this.file = file;
        this.names = file.names();
        this.functions = functions;
        this.resolution = new Resolution(file, functions, unseen);
        this.calls = new CallCheck(this, resolution, functions);
        this.instructions = new InstructionCheck(this, calls);
        this.looped = file.isLooped();
    }

    /**
     * Checks the file.
     *
     * @param isProgram whether it sees the program's arguments
     */
    void check(boolean isProgram) {
        if (isProgram) {
            names.bind(SxsTranslator.ARGUMENTS, StaticType.of(ValueType.BRACKET_LIST));
        }
        announce(file.root());
        if (Shapes.isList(file.root(), ListKind.BRACKET)) {
            statements(file.root(), true);
        } else {
            locked = true;
            type(file.root());
        }
    }

    CheckedFile file() {
        return file;
    }

    NameTable names() {
        return names;
    }

    void problem(Node node, Supplier<Problem> problem) {
        file.findings().add(node.start(), problem);
    }

    void problem(Node node, String message, String fix) {
        problem(node, () -> Problem.of(ProblemCode.PROGRAM_CHECK, message).fix(fix));
    }

    /** What a node's value may be. */
    StaticType type(Node node) {
        return switch (node.type()) {
            case SYMBOL -> resolution.value(((Value.Symbol) node.value()).name());
            case SOME -> quoted(node.child(0).value());
            case BRACKET_LIST -> statements(node, false);
            case PAREN_LIST -> node.size() == 0 ? StaticType.of(node.value()) : list(node);
            default -> StaticType.ofLiteral(node.type());
        };
    }

    /** Of a value that is not evaluated. */
    StaticType quoted(Value value) {
        return value instanceof Value.Symbol symbol
                ? StaticType.callable(ValueType.SYMBOL, functions.find(symbol.name()))
                : StaticType.of(value);
    }

    private StaticType list(Node node) {
        String word = Shapes.headName(node);
        Callee function = word == null ? null : functions.find(word);
        if (function != null) {
            return calls.call(node, function);
        } else if (file.isMalformed(node)) {
            return StaticType.ANY;
        }
        Instruction instruction = word == null ? null : Instruction.find(word);
        return instruction == null ? calls.call(node, word) : instructions.type(instruction, node);
    }

    private StaticType statements(Node node, boolean isRoot) {
        StaticType last = StaticType.NONE;
        int size = node.size();
        for (int i = 0; i < size; i++) {
            Node child = node.child(i);
            if (child.type() == ValueType.DATUM) {
                last = command(child);
            } else {
                locked |= isRoot;
                last = type(child);
            }
        }
        return last;
    }

    private StaticType command(Node datum) {
        String word = Shapes.datumWord(datum);
        Node list = datum.child(0);
        switch (word == null ? "" : word) {
            case "load" -> requireOpen(list, "load: kernel loading is locked (must occur at start of program)");
            case "import" -> {
                requireOpen(list, "import: importing is locked (must occur at start of program)");
                if (file.isEarly(list)) {
                    resolution.imported(list);
                }
            }
            case "debug" -> list.children().subList(1, list.children().size()).forEach(this::type);
            case "define-form" -> {}
            default -> {
                return StaticType.of(ValueType.DATUM);
            }
        }
        return StaticType.NONE;
    }

    private void requireOpen(Node list, String message) {
        if (locked && !file.isMalformed(list)) {
            problem(list, message, "move it before everything that is no datum");
        }
    }

    /** Checks what may be passed over, or left in its middle. */
    StaticType branch(Node node) {
        NameTable.Mark mark = names.openBranch();
        StaticType type = type(node);
        names.closeBranch(mark);
        return type;
    }

    /** A name that a scope has from the start. */
    record Bound(String name, StaticType type) {}

    /**
     * Checks what has a scope of its own.
     *
     * @param mayEndLoop whether {@code done} has its place in it
     */
    StaticType scope(Node body, List<Bound> bound, boolean mayEndLoop) {
        boolean before = looped;
        looped |= mayEndLoop;
        NameTable.Mark mark = names.openScope();
        bound.forEach(each -> names.bind(each.name(), each.type()));
        announce(body);
        StaticType type = type(body);
        names.closeScope(mark);
        looped = before;
        return type;
    }

    /** Whether {@code done} may find a loop here. */
    boolean isLooped() {
        return looped;
    }

    /** Makes known what the scope may define, with the signatures of its lambdas: they may call one another. */
    private void announce(Node body) {
        Declarations.each(body, (name, definition) -> names.announce(name, lambda(name, definition)));
    }

    private @Nullable StaticType lambda(String name, Node definition) {
        if (file.isMalformed(definition) || definition.children().size() != 3) {
            return null;
        }
        Node value = definition.children().get(2);
        return Shapes.isLambda(value) && !file.isMalformed(value) ? instructions.lambda(value, name) : null;
    }
}
