package org.kernos.sxs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.descriptor.ProblemList;
import org.kernos.sxs.slp.Document;
import org.kernos.sxs.slp.Node;

/**
 * Reads the definitions of a kernel.sxs (sxs-language, section 2): one {@code define-kernel}, and forms before, behind, or
 * among its functions. For one document.
 */
final class DescriptorSyntax {

    private static final int FUNCTION_LIMIT = 10_000;
    private static final String KERNEL = "define-kernel";
    private static final String FORM = "define-form";
    private static final String SHAPE = "#(define-kernel name \"library\" [ ... ])";

    private final Document document;
    private final DescriptorProblems problems;
    private final Types types;
    private final FunctionSyntax functions;
    private final Map<String, Node> forms = new HashMap<>();

    DescriptorSyntax(Document document, ProblemList problems) {
        this.document = document;
        this.problems = new DescriptorProblems(document.source(), problems);
        this.types = new Types(this.problems);
        this.functions = new FunctionSyntax(this.problems, types);
    }

    static boolean isParenList(Node node) {
        return node.type() == ValueType.PAREN_LIST;
    }

    private static boolean isBracketList(Node node) {
        return node.type() == ValueType.BRACKET_LIST;
    }

    /** The head of a paren list when it is a symbol, else an empty text, which is no symbol. */
    private static String head(Node node) {
        return isParenList(node)
                        && !node.children().isEmpty()
                        && node.children().get(0).value() instanceof Value.Symbol symbol
                ? symbol.name()
                : "";
    }

    KernelDefinition read() {
        Node root = document.objects().get(0);
        List<Node> entries = new ArrayList<>();
        for (Node datum : isBracketList(root) ? root.children() : List.of(root)) {
            entry(datum).ifPresent(entries::add);
        }
        entries.forEach(this::declareForms);
        entries.stream().filter(entry -> head(entry).equals(FORM)).forEach(this::checkForm);
        List<Node> kernels =
                entries.stream().filter(entry -> head(entry).equals(KERNEL)).toList();
        if (kernels.isEmpty()) {
            if (entries.size() == entryCount(root)) {
                problems.addForm(root, "no define-kernel among the definitions", "write " + SHAPE);
            }
            return new KernelDefinition(Optional.empty(), Optional.empty(), List.of());
        }
        kernels.stream()
                .skip(1)
                .forEach(second -> problems.addDuplicate(second, "a kernel", problems.place(kernels.get(0))));
        return kernel(kernels.get(0));
    }

    private static int entryCount(Node root) {
        return isBracketList(root) ? root.children().size() : 1;
    }

    /** The list inside of a definition's datum; empty when it is none, which is noted. */
    private Optional<Node> entry(Node datum) {
        Node inner = datum.type() == ValueType.DATUM ? datum.children().get(0) : datum;
        String head = head(inner);
        boolean isKnown = head.equals(KERNEL) || head.equals(FORM);
        if (datum.type() == ValueType.DATUM && isKnown) {
            return Optional.of(inner);
        } else if (isKnown) {
            problems.addForm(
                    datum,
                    problems.show(datum) + " is a call, expected a datum",
                    "write '#' before it: #(" + head + " ...)");
        } else {
            Problem problem = Problem.of(
                    ProblemCode.DESCRIPTOR_FORM,
                    "expected #(define-kernel ...) or #(define-form ...), found " + problems.found(datum));
            problems.add(
                    datum,
                    problem.suggest(problems.near(head, List.of(KERNEL, FORM))).fix("write " + SHAPE));
        }
        return Optional.empty();
    }

    /** Before anything else, so that a function may use a form that stands behind it. */
    private void declareForms(Node entry) {
        if (head(entry).equals(FORM)) {
            if (entry.children().size() > 1 && entry.children().get(1).value() instanceof Value.Symbol symbol) {
                types.declareForm(symbol.name());
            }
        } else if (entry.children().size() == 4) {
            entry.children().get(3).children().stream()
                    .filter(inner -> head(inner).equals(FORM))
                    .forEach(this::declareForms);
        }
    }

    private void checkForm(Node form) {
        List<Node> parts = form.children();
        boolean hasTypes = parts.size() == 3 && parts.get(2).type() == ValueType.BRACE_LIST;
        if (!hasTypes || !(parts.get(1).value() instanceof Value.Symbol symbol)) {
            problems.addForm(
                    form,
                    "expected a form's name and its types in braces, found " + problems.found(form),
                    "write #(define-form name {:type ...})");
            return;
        }
        checkFormName(parts.get(1), symbol.name());
        List<Node> elements = parts.get(2).children();
        for (int i = 0; i < elements.size(); i++) {
            Node element = elements.get(i);
            Optional<Types.Written> written = types.read(element);
            if (i < elements.size() - 1 && written.isPresent() && written.get().variadic()) {
                problems.add(
                        element,
                        Problem.of(
                                        ProblemCode.VARIADIC_PLACE,
                                        problems.show(element)
                                                + " takes all remaining elements, but is not the last one")
                                .fix("move it to the end, or remove '..'"));
            }
        }
    }

    private void checkFormName(Node node, String name) {
        Node first = forms.putIfAbsent(name, node);
        if (first != null) {
            problems.addDuplicate(node, "form '" + name + "'", problems.place(first));
        } else if (Types.isBuiltIn(name)) {
            problems.add(
                    node,
                    Problem.of(ProblemCode.NAME, "form '" + name + "' has the name of a built-in type")
                            .fix("choose another name"));
        } else if (!ModuleDescriptor.isModuleName(name) || name.endsWith("..")) {
            problems.add(
                    node,
                    Problem.of(ProblemCode.NAME, "expected a form's name, found " + problems.show(node))
                            .fix("use letters, digits, '_', '.', '-', and a letter or digit first"));
        }
    }

    private KernelDefinition kernel(Node kernel) {
        List<Node> parts = kernel.children();
        if (parts.size() != 4) {
            problems.addForm(
                    kernel,
                    "expected a name, a library and functions behind define-kernel, found " + problems.found(kernel),
                    "write " + SHAPE);
            return new KernelDefinition(Optional.empty(), Optional.empty(), List.of());
        }
        Optional<KernelDefinition.Named> name = name(parts.get(1));
        Optional<String> library = new LibraryPath(problems).read(parts.get(2));
        readFunctions(parts.get(3));
        return new KernelDefinition(name, library, functions.functions());
    }

    private Optional<KernelDefinition.Named> name(Node node) {
        if (node.value() instanceof Value.Symbol symbol && ModuleDescriptor.isModuleName(symbol.name())) {
            return Optional.of(new KernelDefinition.Named(symbol.name(), problems.place(node)));
        }
        problems.add(
                node,
                Problem.of(ProblemCode.NAME, "expected the kernel's name as a symbol, found " + problems.found(node))
                        .fix("use 1 to 128 of A-Z a-z 0-9 _ . - with a letter or digit first, without quotes"));
        return Optional.empty();
    }

    private void readFunctions(Node list) {
        if (!isBracketList(list)) {
            problems.addForm(
                    list, "expected the functions in [ ... ], found " + problems.found(list), "write " + SHAPE);
            return;
        }
        int count = 0;
        for (Node entry : list.children()) {
            String head = head(entry);
            if (head.equals(FORM)) {
                checkForm(entry);
            } else if (!head.equals(FunctionSyntax.KEYWORD)) {
                unknownEntry(entry, head);
            } else if (++count > FUNCTION_LIMIT) {
                problems.add(
                        entry,
                        Problem.of(ProblemCode.LIMIT, "the kernel declares more than " + FUNCTION_LIMIT + " functions")
                                .fix("split it into several kernels"));
                return;
            } else {
                functions.read(entry);
            }
        }
    }

    private void unknownEntry(Node entry, String head) {
        Problem problem = Problem.of(
                ProblemCode.DESCRIPTOR_FORM, "expected (define-function ...), found " + problems.found(entry));
        problems.add(
                entry,
                problem.suggest(problems.near(head, List.of(FunctionSyntax.KEYWORD, FORM)))
                        .fix("write (define-function name (arg :type ...) :ret)"));
    }
}
