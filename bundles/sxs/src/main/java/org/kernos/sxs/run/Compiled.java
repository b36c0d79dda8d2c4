package org.kernos.sxs.run;

/**
 * What can be evaluated in a frame of a scope.
 *
 * @param height how deep the expressions are nested
 */
public record Compiled(Scope scope, Expression body, int height) {}
