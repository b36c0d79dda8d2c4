package org.kernos.sxs.format;

import org.kernos.api.ModuleException;
import org.kernos.api.SourceFormatter;
import org.kernos.api.value.Value;
import org.kernos.descriptor.Source;
import org.kernos.sxs.slp.Node;
import org.kernos.sxs.slp.SlpReader;
import org.osgi.service.component.annotations.Component;

/**
 * The formatter of SXS ({@code docs/formatting.md}). The reader says what is an object and where; between objects there
 * is nothing but blanks and comments, which are read here. Keeps nothing between calls.
 */
@Component
public final class SxsFormatter implements SourceFormatter {

    @Override
    public String format(String name, String text) throws ModuleException {
        byte[] bytes = Source.bytes(name, text);
        return Value.Str.ofBytes(format(name, bytes)).text();
    }

    /**
     * The text's bytes laid out anew.
     *
     * @param name stands for the text in problems
     * @throws ModuleException when it is not SLP or not one object
     */
    public byte[] format(String name, byte[] text) throws ModuleException {
        Source source = new Source(name, text);
        Node root =
                SlpReader.readProgram(source, SlpReader.NESTING_LIMIT).objects().get(0);
        return Printer.print(text, Program.read(text, source.textStart(), root));
    }
}
