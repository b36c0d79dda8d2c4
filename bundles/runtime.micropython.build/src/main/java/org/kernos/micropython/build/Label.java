package org.kernos.micropython.build;

/**
 * What a branch goes to: a block, known by identity. The code itself counts how many blocks lie between; with labels, code can be
 * wrapped in
 * blocks and moved about without counting anew.
 */
final class Label {
    @Override
    public String toString() {
        return "label " + Integer.toHexString(hashCode());
    }
}
