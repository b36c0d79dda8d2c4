package org.kernos.format.helix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.kernos.api.interfaces.MethodSignature;
import org.kernos.descriptor.PlacedMethod;
import org.kernos.descriptor.ProblemList;

/** The functions of a Helix module: one for each method of the interfaces it provides. */
final class MethodFunctions {

    private final ProblemList problems;
    private final Place module;

    /** The first method of each name, and where it comes from. */
    private final Map<String, Owned> first = new HashMap<>();

    private record Owned(String owner, MethodSignature method) {}

    /**
     * @param module stands for methods that have no place in a manifest
     */
    MethodFunctions(Place module, ProblemList problems) {
        this.module = module;
        this.problems = problems;
    }

    /**
     * @param placed where methods stand in a manifest.json, as far as they do
     * @return two interfaces may share a method if it is the same in both; else that is noted
     */
    List<FunctionDeclaration> of(List<InterfaceDefinition> provides, List<PlacedMethod> placed) {
        Map<Owned, Place> places = new HashMap<>();
        placed.forEach(method -> places.put(new Owned(method.interfaceName(), method.method()), method.place()));
        List<FunctionDeclaration> functions = new ArrayList<>();
        for (InterfaceDefinition definition : provides) {
            for (MethodSignature method : definition.methods()) {
                Owned owned = new Owned(definition.name(), method);
                Optional<Place> place = Optional.ofNullable(places.get(owned));
                Owned other = first.putIfAbsent(method.name(), owned);
                if (other == null) {
                    functions.add(new FunctionDeclaration(method.name(), method.signature(), place));
                } else if (!other.method().equals(method)) {
                    problems.add(clash(other, owned).at(place.orElse(module)));
                }
            }
        }
        return functions;
    }

    private static Problem clash(Owned one, Owned two) {
        return Problem.of(
                        ProblemCode.INTERFACE,
                        "a module has one function of a name, but interface '" + one.owner() + "' has " + one.method()
                                + " and interface '" + two.owner() + "' has " + two.method())
                .fix("rename one of the methods");
    }
}
