package org.kernos.sxs.slp;

import java.util.List;
import org.kernos.api.value.Value;

/**
 * A value and where it stands in its {@link Source}. The value is complete: whoever needs data takes it, whoever needs
 * places walks the children, which are the elements of a list in order, or the one object behind a prefix.
 *
 * @param start the offset of its first byte, which is a prefix, a bracket, a quote, or an atom's first
 * @param end the offset behind its last byte
 */
public record Node(Value value, int start, int end, List<Node> children) {

    /** Short, whatever hangs below. */
    @Override
    public String toString() {
        return value.type() + " at bytes " + start + " to " + end;
    }
}
