package org.kernos.sxs.compile;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.kernos.api.ModuleException;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.descriptor.Source;
import org.kernos.sxs.run.BigStack;
import org.kernos.sxs.run.Compiled;
import org.kernos.sxs.run.Mistake;
import org.kernos.sxs.run.Scope;
import org.kernos.sxs.run.Translator;
import org.kernos.sxs.run.Unit;
import org.kernos.sxs.slp.Document;
import org.kernos.sxs.slp.Node;
import org.kernos.sxs.slp.SlpReader;

/** Reads and compiles. Keeps nothing. */
public final class SxsTranslator implements Translator {

    /** A program that was read. What the compiler does not like fails when it is reached. */
    public static Compiled program(Document document) {
        Scope scope = new Scope(null);
        scope.declare(ARGUMENTS);
        return program(document, scope);
    }

    /** What a module evaluates has no text. */
    private static final Source EVALUATED = new Source("evaluated by a module", new byte[0]);

    /** The name under which a program finds its arguments. */
    public static final String ARGUMENTS = "$args";

    private static Compiled program(Document document, Scope scope) {
        Node root = document.objects().get(0);
        return deep(
                () -> new Compiler(document.source(), scope, new TypeNames(document.source(), new HashSet<>()), false)
                        .program(root));
    }

    /** What of a program or an import is not written as it has to be. */
    public static List<Mistake> mistakes(Document document) {
        return program(document).mistakes();
    }

    /** One object of a session's text, to be evaluated in the session's own scope, which gets the names that it defines. */
    public static Compiled line(Source source, Node node, Scope scope, Set<String> forms) {
        return deep(() -> {
            Declarations.collect(node, scope);
            return again(source, node, scope, forms);
        });
    }

    /** The same where the names that it defines at its top live outside of it ({@link org.kernos.sxs.run.OuterNames}): the scope gets none. */
    public static Compiled script(Source source, Node node, Scope scope, Set<String> forms) {
        return deep(() -> again(source, node, scope, forms));
    }

    /**
     * A value as if it had been read, in the same way.
     *
     * @param source stands for it in problems
     */
    public static Compiled script(Source source, Value value, Scope scope, Set<String> forms) {
        return script(source, node(value), scope, forms);
    }

    private static Compiled again(Source source, Node node, Scope scope, Set<String> forms) {
        return new Compiler(source, scope, new TypeNames(source, forms), true).part(bracketed(node));
    }

    /** A datum that stands alone is a command as well. */
    private static Node bracketed(Node node) {
        return node.type() == ValueType.DATUM
                ? Node.of(Value.bracket(node.value()), node.start(), node.end(), List.of(node))
                : node;
    }

    @Override
    public Compiled file(Source source) throws ModuleException {
        return program(SlpReader.readProgram(source, SlpReader.NESTING_LIMIT), new Scope(null));
    }

    @Override
    public Compiled text(Source source, Scope outer, Unit unit) throws ModuleException {
        Node root =
                SlpReader.readProgram(source, SlpReader.NESTING_LIMIT).objects().get(0);
        Scope scope = new Scope(outer);
        return deep(() -> {
            Declarations.collect(root, scope);
            return new Compiler(
                            source, scope, new TypeNames(source, unit.loading().forms()), false)
                    .part(root);
        });
    }

    @Override
    public Compiled value(Value value, Scope scope, Unit unit) {
        return deep(() -> new Compiler(
                        EVALUATED,
                        scope,
                        new TypeNames(EVALUATED, unit.loading().forms()),
                        false)
                .part(node(value)));
    }

    /** A value as if it had been read, at the beginning of the source. */
    private static Node node(Value value) {
        List<Node> children = List.of();
        if (value instanceof Value.ListValue list) {
            children = list.elements().stream().map(SxsTranslator::node).toList();
        } else if (value instanceof Value.Datum datum) {
            children = List.of(node(datum.wrapped()));
        }
        return Node.of(value, 0, 0, children);
    }

    private static Compiled deep(Callable<Compiled> work) {
        try {
            return BigStack.retry(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
