package org.kernos.runtime.cabi;

import java.util.List;
import org.kernos.api.Problem;
import org.kernos.runtime.cabi.object.SymbolSource;

/** A module's machine code while it is mapped: a library that the system has opened, or an object that was linked here. */
interface NativeCode extends SymbolSource {

    /** The address of an exported symbol, or 0. */
    long find(String symbol);

    /** The file within its module. */
    String path();

    /** What the module brings along and does not get, as warnings. */
    List<Problem> foreignDependencies();

    /** Unmaps the code; says what is still mapped then. No code of it runs any more. */
    List<Problem> close();
}
