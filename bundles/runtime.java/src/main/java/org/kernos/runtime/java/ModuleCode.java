package org.kernos.runtime.java;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/**
 * Calls the methods that a module's author wrote for the container, and makes a problem of whatever they throw.
 *
 * @param module its name
 * @param place of its class, if it has one
 */
record ModuleCode(String module, @Nullable Place place) {

    /** A method that gives something. */
    @FunctionalInterface
    interface Getter<T> {
        T get() throws Exception;
    }

    /** A method that gives nothing. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    /**
     * What the method gives.
     *
     * @param method its name, for the problem
     * @throws ModuleException with this code, when it throws anything or gives null
     */
    <T> T get(ProblemCode code, String method, Getter<T> getter) throws ModuleException {
        T given;
        try {
            given = getter.get();
        } catch (Throwable e) {
            throw failure(code, method, e);
        }
        if (given == null) {
            throw new ModuleException(problem(
                    code, method + "() of module '" + module + "' gave null, which its interface does not allow"));
        }
        return given;
    }

    /**
     * @throws ModuleException with this code, when the method throws anything
     */
    void run(ProblemCode code, String method, Step step) throws ModuleException {
        try {
            step.run();
        } catch (Throwable e) {
            throw failure(code, method, e);
        }
    }

    private ModuleException failure(ProblemCode code, String method, Throwable e) {
        keepInterrupt(e);
        return new ModuleException(
                List.of(problem(code, method + "() of module '" + module + "' ended with: " + said(e))), e);
    }

    private Problem problem(ProblemCode code, String message) {
        return Problem.of(code, message).at(place);
    }

    /** Whoever waits for this thread to end is not to wait for ever because a module has thrown the interrupt away. */
    static void keepInterrupt(Throwable e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a module said when it threw: its text alone where it raised, with the code it chose. */
    static String said(Throwable e) {
        if (!(e instanceof KernelException known)) {
            return e.toString();
        }
        String message = known.problem().message();
        if (known.raisedCode().isEmpty()) {
            return message;
        }
        String code = " (code " + known.raisedCode().getAsInt() + ")";
        return message.endsWith(code) ? message : message + code;
    }
}
