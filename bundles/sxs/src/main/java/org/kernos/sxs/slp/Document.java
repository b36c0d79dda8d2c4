package org.kernos.sxs.slp;

import java.util.List;
import org.kernos.api.Problem;
import org.kernos.descriptor.Source;

/**
 * What an SLP text holds.
 *
 * @param objects in the order of the text; of a program exactly one
 * @param warnings what is legal but rarely meant
 */
public record Document(Source source, List<Node> objects, List<Problem> warnings) {
    public Document {
        objects = List.copyOf(objects);
        warnings = List.copyOf(warnings);
    }
}
