package org.kernos.sxs.run;

import org.kernos.api.value.Signature;

/**
 * What calls of a lambda evaluate.
 *
 * @param name as it was defined, or {@code fn} where it has no name
 * @param scope its parameters first, in the order of the signature
 * @param height how deep the body's expressions are nested: a measure of the thread's stack that one call takes
 */
public record Code(String name, Signature signature, Scope scope, Expression body, int height) {}
