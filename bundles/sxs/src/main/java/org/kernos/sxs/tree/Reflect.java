package org.kernos.sxs.tree;

import java.util.List;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.FunctionObject;
import org.kernos.sxs.run.Lambda;
import org.kernos.sxs.run.Spot;

/** {@code (reflect value (:type body) ...)}: the body beside the first type that is the value's. */
public final class Reflect extends Expression {

    private static final Value NO_HANDLER = Errors.error("handler", "not", "supplied", "for", "given", "type");

    private final Expression value;
    private final TypeSpec[] types;
    private final Expression[] bodies;

    /**
     * @param bodies as many as types
     */
    public Reflect(Spot spot, Expression value, TypeSpec[] types, Expression[] bodies) {
        super(spot);
        this.value = value;
        this.types = types;
        this.bodies = bodies;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        Value found = value.eval(frame, execution);
        for (int i = 0; i < types.length; i++) {
            if (isOf(types[i], found)) {
                return bodies[i].eval(frame, execution);
            }
        }
        return NO_HANDLER;
    }

    /** A type of function is the one that the lambda was declared with, and no other. */
    private static boolean isOf(TypeSpec type, Value value) {
        if (!(type instanceof TypeSpec.Fn function)) {
            return Fit.accepts(type, value);
        }
        if (value instanceof Lambda lambda) {
            return isDeclared(lambda.code().signature(), function);
        }
        return value instanceof FunctionObject object
                && isDeclared(object.function().signature(), function);
    }

    private static boolean isDeclared(Signature signature, TypeSpec.Fn function) {
        List<TypeSpec> parameters =
                signature.parameters().stream().map(Parameter::type).toList();
        return parameters.equals(function.parameters()) && signature.returns().equals(function.returns());
    }
}
