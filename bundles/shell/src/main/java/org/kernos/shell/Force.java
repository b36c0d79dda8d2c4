package org.kernos.shell;

/** The option {@code --force} as all commands with it describe it; Gogo wants it on each method. */
final class Force {

    static final String MEANING = "stop the modules that depend on it first";
    static final String SHORT = "-f";
    static final String LONG = "--force";
    static final String PRESENT = "true";
    static final String ABSENT = "false";

    private Force() {}
}
