package org.kernos.shell;

import java.io.IOException;

/** A command that talks with whoever types, for shells that read lines themselves. */
public interface LineSession {

    /** Reads lines until there are no more. */
    void repl(LineInput.Lines lines) throws IOException;
}
