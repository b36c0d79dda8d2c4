package org.kernos.runtime.micropython.compiler;

/** Source that is no Python, or not what this compiler knows of it. */
public final class PythonSyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;

    PythonSyntaxException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** Where, from 1 on; 0 when the compiler has not said. */
    public int line() {
        return line;
    }
}
