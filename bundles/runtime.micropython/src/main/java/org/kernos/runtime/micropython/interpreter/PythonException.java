package org.kernos.runtime.micropython.interpreter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An exception that Python code has not caught; or, thrown by a {@link HostFunction}, one that is to be raised in the Python code
 * that called it. One that comes back to the
 * interpreter it came from is raised again as the same object, so that {@code except} with the module's own classes finds it.
 */
public final class PythonException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What the interpreter writes between the type and the text. */
    private static final char SEPARATOR = '\u0004';

    /** Where the interpreter's own Python code lies. */
    static final String INNER_FILES = "/kernos/";

    private static final Pattern INNER_FRAME = Pattern.compile("  File \"" + INNER_FILES + "[^\n]*\n");

    private static final Pattern LAST_FRAME = Pattern.compile("(?s)(.*\n  File|Traceback) [^\n]*\n");

    private final String type;
    private final String pythonMessage;
    private final String traceback;
    private final transient @Nullable PythonObject original;

    /** To be raised in Python: of the built-in class of that name, or of a new class of that name below {@code Exception}. */
    public PythonException(String type, String message) {
        this(type, message, "", null, null);
    }

    /** As the other; when it comes out of Python again, {@code cause} is its cause. */
    public PythonException(String type, String message, Throwable cause) {
        this(type, message, "", cause, null);
    }

    PythonException(
            String type, String message, String traceback, @Nullable Throwable cause, @Nullable PythonObject original) {
        super(message.isEmpty() ? type : type + ": " + message, cause);
        this.type = type;
        this.pythonMessage = message;
        this.traceback = traceback;
        this.original = original;
    }

    /** From the interpreter's own text. */
    static PythonException of(String text) {
        int split = text.indexOf(SEPARATOR);
        String type = text.substring(0, split);
        String traceback =
                INNER_FRAME.matcher(text.substring(split + 1).stripTrailing()).replaceAll("");
        Matcher frames = LAST_FRAME.matcher(traceback);
        String last = frames.lookingAt() ? traceback.substring(frames.end()) : traceback;
        String message =
                last.startsWith(type + ":") ? last.substring(type.length() + 1).strip() : "";
        return new PythonException(type, message, traceback, null, null);
    }

    PythonException with(@Nullable Throwable cause, @Nullable PythonObject object) {
        return new PythonException(type, pythonMessage, traceback, cause, object);
    }

    /** The name of its class: {@code ValueError}. */
    public String type() {
        return type;
    }

    /** What it says, without its type. */
    public String pythonMessage() {
        return pythonMessage;
    }

    /** As Python prints it, with files and lines; empty for one that was made in Java. */
    public String traceback() {
        return traceback;
    }

    @Nullable
    PythonObject original() {
        return original;
    }
}
