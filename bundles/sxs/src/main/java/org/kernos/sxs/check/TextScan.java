package org.kernos.sxs.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;
import org.kernos.sxs.compile.Shapes;
import org.kernos.sxs.slp.Node;

/** Finds what a text loads, imports and names as a form, wherever it does so, and what its data may do. Nesting costs heap, never the thread's stack. */
final class TextScan {

    private final CheckedFile file;
    private final Unseen unseen;
    private final List<Node> loads = new ArrayList<>();
    private final List<Node> imports = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();

    private enum Context {
        /** An element of a bracket list, where datums are commands. */
        STATEMENT,
        /** A part of a call or an instruction. */
        CODE,
        /** What is not evaluated where it stands. */
        DATA
    }

    /**
     * What is still to be looked at.
     *
     * @param early whether it may be evaluated before loading is locked, inside of a datum
     */
    private record Open(Node node, Context context, boolean early) {}

    TextScan(CheckedFile file, Unseen unseen) {
        this.file = file;
        this.unseen = unseen;
        open.push(new Open(file.root(), Context.CODE, false));
        while (!open.isEmpty()) {
            look(open.pop());
        }
    }

    /** The lists of {@code load} commands, in the order of the text. */
    List<Node> loads() {
        return loads;
    }

    /** The lists of {@code import} commands, in the order of the text. */
    List<Node> imports() {
        return imports;
    }

    private void look(Open each) {
        Node node = each.node();
        if (each.context() == Context.DATA) {
            data(node);
        } else if (Shapes.isList(node, ListKind.BRACKET)) {
            push(node.children(), Context.STATEMENT, each.early());
        } else if (Shapes.isList(node, ListKind.PAREN)) {
            noteDefinitions(node, 1);
            if (each.early() && "eval".equals(Shapes.headName(node))) {
                unseen.expectLoads();
            }
            push(node.children(), Context.CODE, each.early());
        } else if (each.context() == Context.STATEMENT && node.value() instanceof Value.Datum) {
            command(node);
        } else {
            push(node.children(), Context.DATA, false);
        }
    }

    private void command(Node datum) {
        Node list = datum.children().get(0);
        String word = Shapes.datumWord(datum);
        if (word == null || file.isMalformed(list)) {
            push(datum.children(), Context.DATA, false);
            return;
        }
        switch (word) {
            case "load" -> loads.add(list);
            case "import" -> imports.add(list);
            case "define-form" -> {
                String name = Shapes.symbolName(list.children().get(1));
                if (name != null) {
                    file.addForm(name);
                }
            }
            case "debug" -> push(list.children().subList(1, list.children().size()), Context.CODE, true);
            default -> push(datum.children(), Context.DATA, false);
        }
    }

    private void data(Node node) {
        String word = Shapes.datumWord(node);
        if ("load".equals(word) || "import".equals(word)) {
            unseen.expectLoads();
        }
        noteDefinitions(node, 0);
        push(node.children(), Context.DATA, false);
    }

    /** A kernel may make a definition of what it is given. */
    private void noteDefinitions(Node node, int from) {
        List<Node> children = node.children();
        for (int i = from; i < children.size() - 1; i++) {
            String word = Shapes.symbolName(children.get(i));
            String name = Shapes.symbolName(children.get(i + 1));
            if (name != null && ("def".equals(word) || "export".equals(word))) {
                unseen.addName(name);
            }
        }
    }

    private void push(List<Node> nodes, Context context, boolean early) {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (!node.children().isEmpty()) {
                open.push(new Open(node, context, early));
            }
        }
    }
}
