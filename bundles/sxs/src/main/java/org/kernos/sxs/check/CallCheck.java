package org.kernos.sxs.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.TypeSpec;
import org.kernos.spi.NearNames;
import org.kernos.sxs.compile.Shapes;
import org.kernos.sxs.slp.Node;
import org.kernos.sxs.tree.Instruction;

/** Checks calls of modules' functions, lambdas and whatever else a name may stand for. */
final class CallCheck {

    private final FileCheck check;
    private final Resolution resolution;
    private final Functions functions;

    CallCheck(FileCheck check, Resolution resolution, Functions functions) {
        this.check = check;
        this.resolution = resolution;
        this.functions = functions;
    }

    /** Checks a call of a module's function. */
    StaticType call(Node node, Callee function) {
        return result(node, function, node, types(node));
    }

    /**
     * Checks a call of what is no known function.
     *
     * @param name at its head; null for a lambda itself, as no text can hold it
     */
    StaticType call(Node node, @Nullable String name) {
        if (name == null || functions.mayHave(name)) {
            types(node);
            return StaticType.ANY;
        }
        // Found before the arguments are evaluated, which may define another.
        StaticType callable = resolution.called(name);
        return result(node, name, callable, node, types(node));
    }

    /** Of the arguments that stand behind the head of a call. */
    private StaticType[] types(Node call) {
        StaticType[] types = new StaticType[call.size() - 1];
        for (int i = 0; i < types.length; i++) {
            types[i] = check.type(call.child(i + 1));
        }
        return types;
    }

    /** {@code (apply callable {argument ...})}, where the arguments are what the list holds. */
    StaticType apply(Node node) {
        Node head = node.child(1);
        Node list = node.child(2);
        StaticType callable = check.type(head);
        StaticType given = check.type(list);
        if (!callable.mayBe(Kinds.CALLABLE)) {
            check.problem(
                    head,
                    "apply: first argument must be a lambda (aberrant type), it is " + callable,
                    "it is written " + Instruction.APPLY.form());
            return StaticType.ANY;
        } else if (!given.mayBe(Kinds.BRACES)) {
            check.problem(
                    list,
                    "apply: second argument must be a brace list of arguments, it is " + given,
                    "it is written " + Instruction.APPLY.form());
            return callee(callable);
        } else if (!Shapes.isList(list, ListKind.BRACE)) {
            return callee(callable);
        }
        StaticType[] arguments = new StaticType[list.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = check.quoted(list.child(i).value());
        }
        String name = Shapes.symbolName(head);
        if (name != null && isUnknown(name)) {
            return result(head, name, null, list, arguments);
        }
        return callable.callee() == null ? StaticType.ANY : result(node, callable.callee(), list, arguments);
    }

    private boolean isUnknown(String name) {
        return resolution.called(name) == null && functions.find(name) == null && !functions.mayHave(name);
    }

    private static StaticType callee(StaticType callable) {
        return callable.callee() == null ? StaticType.ANY : callable.callee().result();
    }

    /** The same of a call of what a name stands for, which is null when that is nothing. */
    private StaticType result(
            Node node, String name, @Nullable StaticType callable, Node list, StaticType[] arguments) {
        if (callable == null) {
            check.problem(node, () -> unknown(name));
            return StaticType.ANY;
        } else if (!callable.mayBe(Kinds.CALLABLE)) {
            check.problem(
                    node,
                    "Unknown callable symbol: " + name,
                    "'" + name + "' is " + callable + ", which cannot be called");
            return StaticType.ANY;
        }
        return callable.callee() == null ? StaticType.ANY : result(node, callable.callee(), list, arguments);
    }

    private Problem unknown(String name) {
        List<String> names = new ArrayList<>(Instruction.names());
        names.addAll(check.names().names());
        names.addAll(check.file().importedNames());
        names.addAll(functions.names());
        return Problem.of(ProblemCode.PROGRAM_CHECK, "Unknown callable symbol: " + name)
                .suggest(NearNames.of(name, names))
                .fix(remedy(name));
    }

    private String remedy(String name) {
        int slash = name.lastIndexOf('/');
        if (slash < 1) {
            return "define it before, or call a module's function by its full name";
        }
        String prefix = name.substring(0, slash);
        if (check.file().imported(prefix) != null) {
            return "the file that is imported as '" + prefix + "' defines no such name";
        } else if (functions.isLoaded(prefix)) {
            return "module '" + prefix + "' declares no such function";
        }
        return "load its module at the program's start: #(load \"" + prefix + "\")";
    }

    /**
     * Of a call of something known.
     *
     * @param list whose last elements are the arguments
     */
    private StaticType result(Node node, Callee callee, Node list, StaticType[] arguments) {
        if (!callee.takes(arguments.length)) {
            check.problem(node, wrongCount(callee, arguments.length), callee.declaration());
            return callee.result();
        }
        int first = list.size() - arguments.length;
        for (int i = 0; i < arguments.length; i++) {
            if (callee.refuses(i, arguments[i])) {
                check.problem(list.child(first + i), wrongType(callee, i, arguments[i]), callee.declaration());
            }
        }
        return callee.result();
    }

    private static String wrongCount(Callee callee, int count) {
        int required = callee.signature().requiredCount();
        if (callee.isLenient()) {
            return "Function expects " + required + " arguments, got " + count;
        }
        String least = callee.signature().isVariadic() ? "at least " : "";
        return callee.name() + ": got " + count + ", expected " + least + required
                + (required == 1 ? " argument" : " arguments");
    }

    private static String wrongType(Callee callee, int index, StaticType given) {
        TypeSpec type = callee.signature().parameterAt(index).type();
        Callee passed = given.callee();
        String found = type instanceof TypeSpec.Fn && passed != null ? passed.describe() : given.toString();
        String which = callee.isLenient()
                ? "Argument " + (index + 1) + " type mismatch: "
                : callee.name() + ": argument " + (index + 1) + " ("
                        + callee.signature().parameterAt(index).name() + ") mismatch: ";
        return which + "expected " + type.keyword() + ", got " + found;
    }
}
