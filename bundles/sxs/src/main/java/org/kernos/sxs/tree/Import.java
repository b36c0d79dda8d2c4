package org.kernos.sxs.tree;

import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.program.ProgramException;
import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Spot;

/** {@code #(import symbol "file" ...)}. */
public final class Import extends Expression {

    private final String[] symbols;
    private final String[] files;

    /**
     * @param files as many as symbols
     */
    public Import(Spot spot, String[] symbols, String[] files) {
        super(spot);
        this.symbols = symbols;
        this.files = files;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        if (frame.unit().loading().isLocked()) {
            throw spot().failure("import: importing is locked (must occur at start of program)");
        }
        Place here = spot().place();
        for (int i = 0; i < files.length; i++) {
            try {
                frame.unit()
                        .run()
                        .imports()
                        .load(symbols[i], files[i], frame.unit().loading());
            } catch (ModuleException e) {
                ProgramException failure = new ProgramException(e.problems());
                failure.addCall("import", here);
                throw failure;
            } catch (ProgramException e) {
                e.addCall("import", here);
                throw e;
            }
        }
        return Value.NONE;
    }
}
