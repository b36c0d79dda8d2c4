package org.kernos.sxs.run;

import org.kernos.api.ModuleException;
import org.kernos.api.value.Value;
import org.kernos.descriptor.Source;

/** The compiler, as running programs need it. */
public interface Translator {

    /**
     * A text that is one object, to be evaluated in a scope of its own inside of another.
     *
     * @throws ModuleException with every problem of its syntax
     */
    Compiled text(Source source, Scope outer, Unit unit) throws ModuleException;

    /** A value, to be evaluated in a scope. */
    Compiled value(Value value, Scope scope, Unit unit);

    /**
     * A file that is imported, in a scope without another around it.
     *
     * @throws ModuleException with every problem of its syntax
     */
    Compiled file(Source source) throws ModuleException;
}
