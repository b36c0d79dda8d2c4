package org.kernos.api.program;

import java.nio.file.Path;
import org.kernos.api.ModuleException;
import org.osgi.annotation.versioning.ProviderType;

/** A language whose programs call the functions of modules. One OSGi service for each language. */
@ProviderType
public interface ProgramLanguage {

    /** The service property that holds {@link #name()}. */
    String NAME = "kernos.language";

    /** Short, in lower case: {@code sxs}. */
    String name();

    /** What a run may use up unless whoever starts it says otherwise; a setting of the language. */
    ProgramLimits limits();

    /**
     * Reads a program; nothing of it runs.
     *
     * @param name stands for the text in problems
     * @throws ModuleException with every problem of its syntax
     */
    Program parse(String name, String text) throws ModuleException;

    /**
     * Reads a program from a file; what it imports is looked for beside it first.
     *
     * @throws ModuleException when it cannot be read, or with every problem of its syntax
     */
    Program parse(Path file) throws ModuleException;

    /** Opens a session, which evaluates one text after the other in one scope. */
    ProgramSession open(ProgramOptions options);
}
