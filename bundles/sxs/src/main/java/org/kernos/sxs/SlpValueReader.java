package org.kernos.sxs;

import java.util.List;
import org.kernos.api.ModuleException;
import org.kernos.api.ValueReader;
import org.kernos.api.value.Value;
import org.kernos.descriptor.Source;
import org.kernos.sxs.slp.Node;
import org.kernos.sxs.slp.SlpReader;
import org.osgi.service.component.annotations.Component;

/** Values from text. Keeps nothing between calls: any number of threads may read at once. */
@Component
public final class SlpValueReader implements ValueReader {

    @Override
    public List<Value> read(String name, String text) throws ModuleException {
        Source source = new Source(name, Source.bytes(name, text));
        return SlpReader.readAll(source, SlpReader.NESTING_LIMIT).objects().stream()
                .map(Node::value)
                .toList();
    }
}
