package org.kernos.sxs.run;

import java.util.List;

/**
 * What can be evaluated in a frame of a scope.
 *
 * @param height how deep the expressions are nested
 * @param mistakes in the order in which they were found
 */
public record Compiled(Scope scope, Expression body, int height, List<Mistake> mistakes) {
    public Compiled {
        mistakes = List.copyOf(mistakes);
    }
}
