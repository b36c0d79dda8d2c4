package org.kernos.runtime.micropython.interpreter;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kernos.runtime.micropython.file.MountedFiles;

/** One revision of a module, as its author has written or compiled it; immutable. Another object is another revision. */
public final class PythonModule {

    private static final String FILES = "/mods/";

    private final String owner;
    private final String name;
    private final byte[] content;
    private final boolean bytecode;
    private final MountedFiles files;

    /** Null for one that finds no configuration. */
    private final @Nullable Supplier<Map<String, String>> configuration;

    /** One without files of its own; the other arguments are as below. */
    public PythonModule(String name, byte[] content, boolean bytecode) {
        this(name, name, content, bytecode, MountedFiles.NONE, null);
    }

    /**
     * @param owner whose revision it is: the name of the module for the container
     * @param name what it is imported as, with dots for one in a package
     * @param content its source, or bytecode as mpy-cross writes it; copied
     * @param configuration what it finds as {@code __config__} each time it is run; nothing when this is null
     * @param files what Python code reads below {@code /mods/<owner>/}
     */
    public PythonModule(
            String owner,
            String name,
            byte[] content,
            boolean bytecode,
            MountedFiles files,
            @Nullable Supplier<Map<String, String>> configuration) {
        this.owner = owner;
        this.name = name;
        this.content = content.clone();
        this.bytecode = bytecode;
        this.files = files;
        this.configuration = configuration;
    }

    /** What it is imported as. */
    public String name() {
        return name;
    }

    String owner() {
        return owner;
    }

    /**
     * @throws MpyFormatException for bytecode that no interpreter can run
     */
    void check() throws MpyFormatException {
        if (bytecode) {
            MpyFile.check(content);
        }
    }

    /** Makes it what {@code import} finds, in place of another revision; it has been checked. */
    void addTo(Interpreter interpreter) {
        try {
            if (configuration == null) {
                interpreter.addModule(name, content, bytecode);
            } else {
                interpreter.addModule(name, content, bytecode, configuration);
            }
        } catch (MpyFormatException e) {
            throw new IllegalStateException("the bytecode of '" + name + "' was checked before", e);
        }
        mount(interpreter);
    }

    void mount(Interpreter interpreter) {
        interpreter.files().mount(FILES + owner, files);
    }

    void unmount(Interpreter interpreter) {
        interpreter.files().unmount(FILES + owner);
    }
}
