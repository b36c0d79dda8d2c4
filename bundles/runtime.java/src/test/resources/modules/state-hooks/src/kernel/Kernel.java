package org.example;

import java.io.IOException;
import org.kernos.api.KernelException;
import org.kernos.api.StatefulKernel;

public class Kernel implements StatefulKernel {
    private int count;
    private String notes = "";

    public long next() { return ++count; }

    public String notes() { return notes.strip(); }

    // A function, since it is not the interface's.
    public String saveState(String name) { return "saved as " + name; }

    public void self() { System.getProperties().put("kernos.test.self", this); }

    @Override
    public byte[] saveState() {
        if (count > 100) {
            return null;
        }
        return new byte[] {(byte) count};
    }

    @Override
    public void restoreState(byte[] state, int version) {
        if (version != 4) {
            throw KernelException.raised(5, "state of version " + version + " is too old");
        }
        count = state[0];
    }

    @Override
    public int stateVersion() { return 4; }

    @Override
    public long stateSize() {
        if (count > 100) {
            throw new IllegalStateException("cannot say");
        }
        return 1;
    }

    @Override
    public void prepareReload() { notes += "prepare "; }

    @Override
    public void completeReload() { notes += "complete "; }

    @Override
    public void verifyState() throws IOException {
        notes += "verify ";
        if (count < 0) {
            throw new IOException("count is " + count);
        }
    }
}
