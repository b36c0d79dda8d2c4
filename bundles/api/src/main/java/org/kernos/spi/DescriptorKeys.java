package org.kernos.spi;

import org.kernos.api.ModuleDescriptor;

/**
 * The keys of {@link ModuleDescriptor#properties} by which a reader tells a runtime what it needs. Those that authors write in
 * {@code manifest.json} keep their spelling.
 */
public final class DescriptorKeys {

    /** The file with the code, within the module: a shared library, an object, a jar. */
    public static final String LIBRARY = "library";

    /** The qualified name of the Java class that is the module. */
    public static final String CLASS = "class";

    /** Before the names of the settings that the author gives the module itself. */
    public static final String CONFIG = "config.";

    /** The file of a Python module, within the module: bytecode or source. */
    public static final String MPY_ENTRY = "mpy_entry";

    /** The name under which a Python module is imported. */
    public static final String MPY_IMPORT_AS = "mpy_import_as";

    /** Before the names of the native modules that a Python module imports; the value is the path within the module, or empty. */
    public static final String C_MODULES = "c_modules.";

    /** Which interpreter runs a Python module: {@code main}, {@code own}, or the name of a group. */
    public static final String INTERPRETER = "interpreter";

    /** Before the names of the limits of a Python module's interpreter. */
    public static final String LIMITS = "limits.";

    /** {@code false} when a Python module may import no module of another language but its native ones. */
    public static final String IMPORT_KERNELS = "import_kernels";

    /** A load option: {@link #ALLOWED} when the functions that a library registers need no declaration. */
    public static final String UNDECLARED = "undeclared";

    /** A value of {@link #UNDECLARED}. */
    public static final String ALLOWED = "allowed";

    /** {@code persistent} when the module's state outlives the process. */
    public static final String STATE = "state";

    private DescriptorKeys() {}
}
