package org.kernos.sxs.compile;

import java.util.List;
import org.kernos.api.value.ListKind;
import org.kernos.sxs.run.Scope;
import org.kernos.sxs.slp.Node;
import org.kernos.sxs.tree.Instruction;

/**
 * Finds what an expression may define in its own scope, before it is compiled: a lambda may use a name that is defined
 * behind it. A name too many does no harm, since a slot that nothing is put into is passed over.
 */
final class Declarations {

    private Declarations() {}

    static void collect(Node node, Scope scope) {
        boolean isCall = Compiler.isList(node, ListKind.PAREN);
        if (!isCall && !Compiler.isList(node, ListKind.BRACKET)) {
            return;
        }
        List<Node> children = node.children();
        int inner = children.size();
        if (isCall && !children.isEmpty()) {
            String word = Compiler.symbolName(children.get(0));
            Instruction instruction = word == null ? null : Instruction.find(word);
            if (instruction != null) {
                declare(instruction, children, scope);
                inner = ownParts(instruction, children);
            }
        }
        for (int i = 0; i < inner; i++) {
            collect(children.get(i), scope);
        }
    }

    private static void declare(Instruction instruction, List<Node> children, Scope scope) {
        boolean defines = instruction == Instruction.DEF || instruction == Instruction.EXPORT;
        String name = defines && children.size() > 1 ? Compiler.symbolName(children.get(1)) : null;
        if (name != null) {
            scope.declare(name);
        }
    }

    /** How many of an instruction's parts are evaluated in the scope it stands in; those behind have one of their own. */
    private static int ownParts(Instruction instruction, List<Node> children) {
        return switch (instruction) {
            case FN, DO -> 0;
            case RECOVER -> Math.min(2, children.size());
            case TRY -> children.size() > 2 && Compiler.isList(children.get(2), ListKind.BRACKET) ? 2 : children.size();
            default -> children.size();
        };
    }
}
