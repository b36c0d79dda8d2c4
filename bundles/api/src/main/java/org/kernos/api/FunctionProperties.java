package org.kernos.api;

/** The service properties of a {@link KernelFunction} (architecture N-6). */
public final class FunctionProperties {
    /** Module name, a string. */
    public static final String MODULE = "kernos.module";
    /** Qualified name, a string: {@code alu/add}. */
    public static final String FUNCTION = "kernos.function";
    /** The module's version, an {@code org.osgi.framework.Version}. */
    public static final String VERSION = "kernos.version";
    /** The declaration as text: {@code (add a :int b :int) :int}. */
    public static final String SIGNATURE = "kernos.signature";
    /** The result's type with its colon, a string. */
    public static final String RETURN = "kernos.return";
    /** Whether the last parameter takes any number of arguments, a boolean. */
    public static final String VARIADIC = "kernos.variadic";
    /** The revision that serves the calls, a long. */
    public static final String REVISION = "kernos.revision";

    private FunctionProperties() {}
}
