package org.kernos.runtime.micropython.interpreter;

import java.util.Arrays;

/** A module as its author has written or compiled it; immutable. */
public final class PythonModule {

    private final String name;
    private final byte[] content;
    private final boolean bytecode;

    /**
     * @param name what it is imported as, with dots for one in a package
     * @param content its source, or bytecode as mpy-cross writes it; copied
     */
    public PythonModule(String name, byte[] content, boolean bytecode) {
        this.name = name;
        this.content = content.clone();
        this.bytecode = bytecode;
    }

    public String name() {
        return name;
    }

    void addTo(Interpreter interpreter) throws MpyFormatException {
        interpreter.addModule(name, content, bytecode);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PythonModule module
                && name.equals(module.name)
                && bytecode == module.bytecode
                && Arrays.equals(content, module.content);
    }

    @Override
    public int hashCode() {
        return name.hashCode() + Arrays.hashCode(content);
    }
}
