package org.kernos.api;

import java.util.Optional;
import org.kernos.api.value.Signature;

/**
 * A function as its module's descriptor declares it.
 *
 * @param place of the declaration
 */
public record FunctionDeclaration(String name, Signature signature, Optional<Place> place) {

    @Override
    public String toString() {
        return signature.describe(name);
    }
}
