package org.kernos.sxs.compile;

import java.util.ArrayList;
import java.util.List;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;
import org.kernos.descriptor.Source;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Spot;
import org.kernos.sxs.slp.Node;
import org.kernos.sxs.tree.Debug;
import org.kernos.sxs.tree.DefineForm;
import org.kernos.sxs.tree.Import;
import org.kernos.sxs.tree.Literal;
import org.kernos.sxs.tree.Load;

/** The commands that a datum in a bracket list can be: load, import, define-form, debug. */
final class Datums {

    private final Compiler compiler;
    private final Source source;
    private final TypeNames types;

    Datums(Compiler compiler, Source source, TypeNames types) {
        this.compiler = compiler;
        this.source = source;
        this.types = types;
    }

    /** What a datum does as an element of a bracket list. One that is no command is its own value. */
    Expression command(Node node) {
        Node list = node.children().get(0);
        String word = Shapes.datumWord(node);
        return switch (word == null ? "" : word) {
            case "load" -> load(list);
            case "import" -> imports(list);
            case "define-form" -> form(list);
            case "debug" ->
                new Debug(
                        spot(node),
                        compiler.compileAll(
                                list.children().subList(1, list.children().size())));
            default -> new Literal(spot(node), node.value());
        };
    }

    private Spot spot(Node node) {
        return compiler.spot(node);
    }

    private Expression load(Node list) {
        List<String> names = new ArrayList<>();
        for (Node child : list.children().subList(1, list.children().size())) {
            if (!(child.value() instanceof Value.Str string)) {
                return malformed(list, child, "load: kernel names must be strings", "write #(load \"name\" ...)");
            }
            names.add(string.text());
        }
        compiler.forgetFunctions();
        return new Load(spot(list), names);
    }

    private Expression imports(Node list) {
        List<Node> parts = list.children().subList(1, list.children().size());
        String[] symbols = new String[parts.size() / 2];
        String[] files = new String[parts.size() / 2];
        for (int i = 0; i < symbols.length; i++) {
            String symbol = Shapes.symbolName(parts.get(2 * i));
            if (symbol == null || !(parts.get(2 * i + 1).value() instanceof Value.Str file)) {
                return malformed(
                        list,
                        parts.get(2 * i),
                        "import: expected a symbol and a file",
                        "write #(import name \"file.sxs\" ...)");
            }
            symbols[i] = symbol;
            files[i] = file.text();
        }
        if (parts.size() % 2 == 1) {
            return malformed(
                    list,
                    parts.get(parts.size() - 1),
                    "import: expected a symbol and a file",
                    "write #(import name \"file.sxs\" ...)");
        }
        return new Import(spot(list), symbols, files);
    }

    private Expression form(Node list) {
        List<Node> parts = list.children();
        String name = parts.size() == 3 ? Shapes.symbolName(parts.get(1)) : null;
        if (name == null || !Shapes.isList(parts.get(2), ListKind.BRACE)) {
            return malformed(
                    list, list, "define-form: expected a name and its types", "write #(define-form name {:type ...})");
        }
        for (Node type : parts.get(2).children()) {
            TypeNames.Named named = types.read(type);
            Problem problem = named.problem();
            if (problem != null) {
                return compiler.malformed(list, type, problem);
            }
        }
        types.define(name);
        return new DefineForm(spot(list), name);
    }

    private Expression malformed(Node list, Node part, String message, String fix) {
        return compiler.malformed(
                list,
                part,
                Problem.of(
                                ProblemCode.EVALUATION,
                                message + ", found '" + source.excerpt(part.start(), part.end()) + "'")
                        .fix(fix));
    }
}
