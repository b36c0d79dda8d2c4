package org.kernos.runtime.micropython.interpreter;

import java.util.LinkedHashMap;
import java.util.Map;
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

    private static final String REMOTE_TRACEBACK = "remote_traceback";

    private static final String BETWEEN =
            "\n\nThe above exception was raised in another interpreter and came out of a call here:\n\n";

    private static final Pattern LAST_FRAME = Pattern.compile("(?s)(.*\n  File|Traceback) [^\n]*\n");

    private final String type;
    private final String pythonMessage;
    private final String traceback;
    private final transient @Nullable PythonObject original;

    /** What the exception gets when it is raised in Python. */
    private final transient Map<String, @Nullable Object> attributes;

    /** As what it is raised in other interpreters than its own; null for this very type and message. */
    private final transient @Nullable PythonException elsewhere;

    /** To be raised in Python: of the built-in class of that name, or of a new class of that name below {@code Exception}. */
    public PythonException(String type, String message) {
        this(type, message, "", null, null, Map.of(), null);
    }

    /** As the other; when it comes out of Python again, {@code cause} is its cause. */
    public PythonException(String type, String message, Throwable cause) {
        this(type, message, "", cause, null, Map.of(), null);
    }

    private PythonException(
            String type,
            String message,
            String traceback,
            @Nullable Throwable cause,
            @Nullable PythonObject original,
            Map<String, @Nullable Object> attributes,
            @Nullable PythonException elsewhere) {
        super(message.isEmpty() ? type : type + ": " + message, cause);
        this.type = type;
        this.pythonMessage = message;
        this.traceback = traceback;
        this.original = original;
        this.attributes = attributes;
        this.elsewhere = elsewhere;
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
        return new PythonException(type, message, traceback, null, null, Map.of(), null);
    }

    PythonException with(@Nullable Throwable cause, @Nullable PythonObject object) {
        return new PythonException(type, pythonMessage, traceback, cause, object, attributes, elsewhere);
    }

    /** This one, which has come from where {@code origin} was raised before. */
    PythonException behind(PythonException origin) {
        String both = origin.traceback + BETWEEN + traceback;
        return new PythonException(
                type, pythonMessage, both, getCause(), original, Map.of(REMOTE_TRACEBACK, origin.traceback), elsewhere);
    }

    /**
     * This one with attributes for the object that is raised in Python.
     *
     * @param values None, numbers and texts
     */
    public PythonException with(Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(values);
        return new PythonException(type, pythonMessage, traceback, getCause(), original, all, elsewhere);
    }

    /**
     * To be raised again in Python: in the interpreter that it came from as the same object, in others as a new one, which keeps this one's
     * traceback in its attribute {@code remote_traceback}.
     *
     * @param elsewhereType of the new one
     * @param elsewhereMessage of the new one
     * @param cause of what comes out of Python then
     * @param values attributes of the new one
     */
    public PythonException again(
            String elsewhereType, String elsewhereMessage, Throwable cause, Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(values);
        all.put(REMOTE_TRACEBACK, traceback);
        PythonException fresh = new PythonException(elsewhereType, elsewhereMessage, "", cause, null, all, null);
        return new PythonException(type, pythonMessage, traceback, cause, original, Map.of(), fresh);
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

    /** Null when it is raised everywhere as what it is. */
    @Nullable
    PythonException elsewhere() {
        return elsewhere;
    }

    /** Whether it was raised in another interpreter first. */
    boolean isForeign() {
        return attributes.containsKey(REMOTE_TRACEBACK);
    }

    Map<String, @Nullable Object> attributes() {
        return attributes;
    }

    @Nullable
    PythonObject original() {
        return original;
    }
}
