package org.kernos.api.program;

import java.util.List;
import org.kernos.api.ModuleException;
import org.kernos.api.value.Value;
import org.osgi.annotation.versioning.ProviderType;

/** Evaluates texts one after the other, each seeing what the ones before have defined. For one thread at a time. */
@ProviderType
public interface ProgramSession {

    /**
     * Evaluates all objects of a text. The limits of time, steps and output count anew for each text.
     *
     * @return the value of the last one; none for a text without any
     * @throws ModuleException with every problem of its syntax; nothing was evaluated then
     * @throws ProgramException when it fails; what it had defined before stays
     */
    Value eval(String name, String text) throws ModuleException;

    /** Whether a text may be evaluated as it is, or an open list or string asks for another line. */
    boolean isComplete(String text);

    /** Gives a name a value, as the text {@code (def name value)} would, whether or not it has one already. */
    void define(String name, Value value);

    /** What may be written where a name stands: instructions, defined names and functions, in order. */
    List<String> names();

    /**
     * What may stand in place of a word that is being written, in order; words that do not begin like it may be among them.
     *
     * @param word up to where it is written, with what belongs to it in the language, such as the object before a point
     */
    default List<String> complete(String word) {
        return names();
    }

    /** Whether a text has ended the session, as in some languages a program ends itself. */
    default boolean isEnded() {
        return false;
    }
}
