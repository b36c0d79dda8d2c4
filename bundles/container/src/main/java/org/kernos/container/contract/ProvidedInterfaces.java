package org.kernos.container.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.kernos.api.interfaces.InterfaceId;
import org.kernos.api.interfaces.MethodSignature;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;

/** Whether a module has what it says it provides (helix ). */
public final class ProvidedInterfaces {

    private ProvidedInterfaces() {}

    /** An interface somebody else provides. */
    public record Known(String name, String module) {}

    /**
     * Two different names with one id.
     *
     * @param others those that modules which are there provide under an id
     */
    public static List<Problem> collisions(ModuleDescriptor module, Function<InterfaceId, List<Known>> others) {
        List<Problem> problems = new ArrayList<>();
        Map<InterfaceId, String> own = new LinkedHashMap<>();
        for (InterfaceDefinition provided : module.traits().provides()) {
            String first = own.putIfAbsent(provided.id(), provided.name());
            Optional<Known> other = first != null
                    ? Optional.of(new Known(first, module.name()))
                    : others.apply(provided.id()).stream()
                            .filter(known -> !known.name().equals(provided.name()))
                            .findFirst();
            other.ifPresent(known -> problems.add(Problem.of(
                            ProblemCode.INTERFACE,
                            "interface '" + provided.name() + "' of module '" + module.name() + "' has the id "
                                    + provided.id() + ", which is that of interface '" + known.name()
                                    + "' of module '" + known.module() + "'")
                    .fix("give the interface another name")));
        }
        return problems;
    }

    /**
     * What the module has not registered, or not as its interfaces say, in one problem.
     *
     * @param registered its functions by name
     */
    public static Optional<Problem> incomplete(ModuleDescriptor module, Map<String, FunctionDeclaration> registered) {
        List<String> differences = new ArrayList<>();
        for (InterfaceDefinition provided : module.traits().provides()) {
            provided.missingIn(registered.keySet())
                    .forEach(method ->
                            differences.add(method + " of interface " + provided.name() + " is not registered"));
            for (MethodSignature method : provided.methods()) {
                FunctionDeclaration function = registered.get(method.name());
                if (function != null) {
                    difference(method, function)
                            .ifPresent(
                                    text -> differences.add(method + " of interface " + provided.name() + " " + text));
                }
            }
        }
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Problem.of(
                        ProblemCode.INTERFACE_INCOMPLETE,
                        "module '" + module.name() + "' does not have what it provides: "
                                + String.join("; ", differences))
                .fix("register these functions as the interface says, or correct what the module provides"));
    }

    private static Optional<String> difference(MethodSignature method, FunctionDeclaration function) {
        Signature expected = method.signature();
        Signature declared = function.signature();
        int count = expected.parameters().size();
        boolean fits = count >= declared.requiredCount()
                && (declared.isVariadic() || count == declared.requiredCount())
                && fits(expected.returns(), declared.returns());
        for (int i = 0; fits && i < count; i++) {
            fits = fits(
                    expected.parameters().get(i).type(), declared.parameterAt(i).type());
        }
        return fits
                ? Optional.empty()
                : Optional.of("is declared as " + function + ", expected " + expected.describe(method.name()));
    }

    /** A type of the interface's author may be anything, and {@code :any} takes everything. */
    private static boolean fits(TypeSpec expected, TypeSpec declared) {
        return expected.equals(TypeSpec.ANY) || declared.equals(TypeSpec.ANY) || expected.equals(declared);
    }
}
