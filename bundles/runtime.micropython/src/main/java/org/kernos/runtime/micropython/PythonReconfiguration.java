package org.kernos.runtime.micropython;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.runtime.micropython.interpreter.InterpreterException;
import org.kernos.runtime.micropython.interpreter.InterpreterGroup;
import org.kernos.runtime.micropython.interpreter.PythonException;
import org.kernos.runtime.micropython.interpreter.PythonModule;
import org.kernos.spi.Reconfiguration;

/**
 * Hands a changed configuration to a module's {@code __configure__(config)} (ADR 25). What that returns from is the module's {@code __config__}
 * then, also when its interpreter is replaced; what it raises leaves the former one.
 *
 * @param taken is told what the module goes by from then on
 */
record PythonReconfiguration(
        InterpreterGroup group, PythonModule module, Consumer<Map<String, String>> taken, Place place)
        implements Reconfiguration {

    private static final String FUNCTION = "__configure__";

    /** Empty for a module without that function. */
    static Optional<Reconfiguration> find(
            InterpreterGroup group, PythonModule module, Consumer<Map<String, String>> taken, Place place) {
        return group.hasFunction(module, FUNCTION)
                ? Optional.of(new PythonReconfiguration(group, module, taken, place))
                : Optional.empty();
    }

    @Override
    public void reconfigure(Map<String, String> configuration) throws ModuleException {
        try {
            group.call(module, FUNCTION, configuration);
            group.configure(module, configuration);
        } catch (PythonException e) {
            throw failure(FUNCTION + " raised " + e.getMessage() + "\n" + e.traceback(), e);
        } catch (InterpreterException | IllegalArgumentException e) {
            throw failure(FUNCTION + ": " + e.getMessage(), e);
        }
        taken.accept(configuration);
    }

    private ModuleException failure(String message, Exception cause) {
        return new ModuleException(
                List.of(Problem.of(ProblemCode.CONFIGURATION, message).at(place)), cause);
    }
}
