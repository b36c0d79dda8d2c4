package org.kernos.api.program;

import java.nio.file.Path;
import org.kernos.api.ModuleException;
import org.osgi.annotation.versioning.ProviderType;

/** Compiles sources of a language to the form in which its modules are delivered. One OSGi service for each such language. */
@ProviderType
public interface ProgramCompiler {

    /** The service property that holds the language, as {@link ProgramLanguage#NAME} does. */
    String NAME = ProgramLanguage.NAME;

    /** How the names of compiled files end: {@code .mpy}. */
    String suffix();

    /**
     * Compiles a file; nothing of it runs.
     *
     * @return the content of the compiled file
     * @throws ModuleException when it cannot be read, or with what is wrong in it
     */
    byte[] compile(Path file) throws ModuleException;
}
