package org.kernos.sxs.compile;

import java.util.function.BiConsumer;
import org.kernos.api.value.ListKind;
import org.kernos.sxs.run.Scope;
import org.kernos.sxs.slp.Node;
import org.kernos.sxs.tree.Instruction;

/**
 * Finds what an expression may define in its own scope, before it is compiled: a lambda may use a name that is defined
 * behind it. A name too many does no harm, since a slot that nothing is put into is passed over.
 */
public final class Declarations {

    private Declarations() {}

    static void collect(Node node, Scope scope) {
        each(node, (name, definition) -> scope.declare(name));
    }

    /**
     * Tells each name and the list that may define it, in the order of the source.
     *
     * @param node what is evaluated in a scope, but opens none itself
     */
    public static void each(Node node, BiConsumer<String, Node> definition) {
        if (!Shapes.isList(node, ListKind.PAREN) && !Shapes.isList(node, ListKind.BRACKET)) {
            return;
        }
        String word = Shapes.headName(node);
        Instruction instruction = word == null ? null : Instruction.find(word);
        int inner = node.size();
        if (instruction != null) {
            tell(instruction, node, definition);
            inner = ownParts(instruction, node);
        }
        boolean handles = instruction == Instruction.MATCH || instruction == Instruction.REFLECT;
        for (int i = node.nextDeclaring(0); i < inner; i = node.nextDeclaring(i + 1)) {
            Node child = node.child(i);
            if (handles && i > 1) {
                // A pattern and a result, not a call.
                child.children().forEach(part -> each(part, definition));
            } else {
                // What a datum in a bracket list prints is evaluated as well.
                each("debug".equals(Shapes.datumWord(child)) ? child.child(0) : child, definition);
            }
        }
    }

    private static void tell(Instruction instruction, Node node, BiConsumer<String, Node> definition) {
        boolean defines = instruction == Instruction.DEF || instruction == Instruction.EXPORT;
        String name = defines && node.size() > 1 ? Shapes.symbolName(node.child(1)) : null;
        if (name != null) {
            definition.accept(name, node);
        }
    }

    /** How many of an instruction's parts are evaluated in the scope it stands in; those behind have one of their own. */
    private static int ownParts(Instruction instruction, Node node) {
        return switch (instruction) {
            case FN, DO -> 0;
            case RECOVER -> Math.min(2, node.size());
            case TRY -> node.size() > 2 && Shapes.isList(node.child(2), ListKind.BRACKET) ? 2 : node.size();
            default -> node.size();
        };
    }
}
