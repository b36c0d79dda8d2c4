package org.kernos.sxs;

import java.util.List;
import java.util.Optional;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.Place;

/**
 * What a kernel.sxs defines. Where it has problems, as much of it as could be read.
 *
 * @param name the kernel's, if it has a usable one
 * @param library path of the library within the module directory, if there is a usable one
 */
record KernelDefinition(Optional<Named> name, Optional<String> library, List<FunctionDeclaration> functions) {

    /**
     * @param place where the name is written
     */
    record Named(String name, Place place) {}
}
