package org.kernos.runtime.micropython;

import java.util.Optional;
import org.kernos.api.KernelException;
import org.kernos.api.Message;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.runtime.micropython.interpreter.InterpreterException;
import org.kernos.runtime.micropython.interpreter.InterpreterGroup;
import org.kernos.runtime.micropython.interpreter.PythonException;
import org.kernos.runtime.micropython.interpreter.PythonModule;

/**
 * Hands messages (helix X-5) to a module's {@code __message__(sender, type, payload)}. What it returns, text or bytes, is the payload of the
 * answer, which has the type of the message; {@code None} is no answer.
 *
 * @param owner the module as the container knows it
 */
record PythonMessages(InterpreterGroup group, PythonModule module, String owner) {

    private static final String FUNCTION = "__message__";

    /** Empty for a module without that function. */
    static Optional<PythonMessages> find(InterpreterGroup group, PythonModule module, String owner) {
        return group.hasFunction(module, FUNCTION)
                ? Optional.of(new PythonMessages(group, module, owner))
                : Optional.empty();
    }

    Optional<Message> handle(Message message) {
        Object answer;
        try {
            answer = group.call(
                    module, FUNCTION, message.sender(), message.type(), PythonValues.toPython(message.payload(), null));
        } catch (PythonException e) {
            throw new KernelException(undelivered(message, "raised " + e.getMessage()), e);
        } catch (InterpreterException e) {
            throw new KernelException(undelivered(message, "was ended: " + e.getMessage()), e);
        }
        return answer == null
                ? Optional.empty()
                : Optional.of(new Message(owner, message.type(), payload(answer, message)));
    }

    private Value.Str payload(Object answer, Message message) {
        if (answer instanceof String text) {
            return new Value.Str(text);
        } else if (answer instanceof byte[] bytes) {
            return Value.Str.ofBytes(bytes);
        }
        throw new KernelException(undelivered(message, "returned what is neither None nor str nor bytes"));
    }

    private Problem undelivered(Message message, String what) {
        return Problem.of(
                        ProblemCode.MESSAGE,
                        FUNCTION + "() of module '" + owner + "' with '" + message.type() + "' from '"
                                + message.sender() + "' " + what)
                .fix("if the message is right, report it to the module's author");
    }
}
