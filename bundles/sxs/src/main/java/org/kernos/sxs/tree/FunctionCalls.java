package org.kernos.sxs.tree;

import org.jspecify.annotations.Nullable;
import org.kernos.api.CallableValue;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramException;
import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.FunctionObject;
import org.kernos.sxs.run.Lambda;
import org.kernos.sxs.run.Spot;

/** Calls of modules' functions from programs. */
final class FunctionCalls {

    private FunctionCalls() {}

    /** What the function makes of these values. */
    static Value call(KernelFunction function, Value[] values, Frame frame, Execution execution, Spot spot) {
        handOut(values, execution);
        return execution.received(result(function, values, frame, execution, spot), frame, spot);
    }

    /** What a callable of another language makes of these values. */
    static Value call(
            CallableValue callable, String name, Value[] values, Frame frame, Execution execution, Spot spot) {
        handOut(values, execution);
        try {
            return execution.received(callable.call(frame, values), frame, spot);
        } catch (ProgramException e) {
            e.addCall(name, spot.place());
            throw e;
        } catch (KernelException e) {
            throw new ProgramException(e.problem().at(spot.place()), e);
        }
    }

    /** A callable stays callable until the run ends. */
    private static void handOut(Value[] values, Execution execution) {
        for (Value value : values) {
            if (value instanceof Lambda || value instanceof FunctionObject || value instanceof CallableValue) {
                execution.run().handOut((Value.Aberrant) value);
            }
        }
    }

    private static Value result(KernelFunction function, Value[] values, Frame frame, Execution execution, Spot spot) {
        try {
            return function.call(frame, values);
        } catch (ProgramException e) {
            // An evaluation that the function asked for has failed.
            e.addCall(function.qualifiedName(), spot.place());
            throw e;
        } catch (KernelException e) {
            KernelFunction successor = successor(function, e, execution);
            if (successor == null) {
                throw new ProgramException(e.problem().at(spot.place()), e);
            }
            return result(successor, values, frame, execution, spot);
        }
    }

    /** The function that has taken the place of one that was stopped just now, or null. */
    private static @Nullable KernelFunction successor(KernelFunction function, KernelException e, Execution execution) {
        if (e.problem().code() != ProblemCode.NOT_ACTIVE) {
            return null;
        }
        KernelFunction now = execution
                .run()
                .registry()
                .findFunction(function.qualifiedName())
                .orElse(null);
        return now == function ? null : now;
    }
}
