package org.kernos.sxs.check;

import java.util.ArrayList;
import java.util.List;
import org.kernos.api.value.ValueType;
import org.kernos.sxs.compile.Shapes;
import org.kernos.sxs.slp.Node;

/** Finds what a text loads, imports and names as a form, wherever it does so, and what its data may do. */
final class TextScan {

    private final CheckedFile file;
    private final Unseen unseen;
    private final List<Node> loads = new ArrayList<>();
    private final List<Node> imports = new ArrayList<>();

    TextScan(CheckedFile file, Unseen unseen) {
        this.file = file;
        this.unseen = unseen;
        code(file.root(), false);
    }

    /** The lists of {@code load} commands, in the order of the text. */
    List<Node> loads() {
        return loads;
    }

    /** The lists of {@code import} commands, in the order of the text. */
    List<Node> imports() {
        return imports;
    }

    /**
     * Looks at a part of a call or an instruction.
     *
     * @param early whether it may be evaluated before loading is locked, inside of a datum
     */
    private void code(Node node, boolean early) {
        switch (node.type()) {
            case BRACKET_LIST -> statements(node, early);
            case PAREN_LIST -> {
                noteDefinitions(node, 1);
                if (early && "eval".equals(Shapes.headName(node))) {
                    unseen.expectLoads();
                }
                codeOf(node, 0, early);
            }
            default -> dataOf(node);
        }
    }

    /** Looks at the elements of a list from one index on. */
    private void codeOf(Node node, int from, boolean early) {
        for (int i = next(node, from, early); i < node.size(); i = next(node, i + 1, early)) {
            code(node.child(i), early);
        }
    }

    /** The next element to be looked at. Most declare nothing; but what is evaluated early may load all the same. */
    private static int next(Node node, int from, boolean early) {
        return early ? from : node.nextDeclaring(from);
    }

    /** Looks at the elements of a bracket list, where datums are commands. */
    private void statements(Node node, boolean early) {
        for (int i = next(node, 0, early); i < node.size(); i = next(node, i + 1, early)) {
            Node child = node.child(i);
            if (child.type() == ValueType.DATUM) {
                command(child);
            } else {
                code(child, early);
            }
        }
    }

    private void command(Node datum) {
        Node list = datum.child(0);
        String word = Shapes.datumWord(datum);
        if (word == null || file.isMalformed(list)) {
            dataOf(datum);
            return;
        }
        switch (word) {
            case "load" -> loads.add(list);
            case "import" -> imports.add(list);
            case "define-form" -> {
                String name = Shapes.symbolName(list.child(1));
                if (name != null) {
                    file.addForm(name);
                }
            }
            case "debug" -> codeOf(list, 1, true);
            default -> dataOf(datum);
        }
    }

    /** Looks at what is not evaluated where it stands. */
    private void data(Node node) {
        String word = Shapes.datumWord(node);
        if ("load".equals(word) || "import".equals(word)) {
            unseen.expectLoads();
        }
        noteDefinitions(node, 0);
        dataOf(node);
    }

    private void dataOf(Node node) {
        for (int i = node.nextDeclaring(0); i < node.size(); i = node.nextDeclaring(i + 1)) {
            data(node.child(i));
        }
    }

    /** A kernel may make a definition of what it is given. */
    private void noteDefinitions(Node node, int from) {
        int last = node.size() - 1;
        for (int i = from; i < last; i++) {
            String word = Shapes.symbolName(node.child(i));
            if ("def".equals(word) || "export".equals(word)) {
                String name = Shapes.symbolName(node.child(i + 1));
                if (name != null) {
                    unseen.addName(name);
                }
            }
        }
    }
}
