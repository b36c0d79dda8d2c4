package org.kernos.sxs.run;

import org.kernos.api.Problem;

/**
 * An instruction that is not written as it has to be. It fails when it is reached, and a check tells before.
 *
 * @param offset where the instruction begins
 * @param spot what is wrong in it
 */
public record Mistake(int offset, Spot spot, Problem problem) {}
