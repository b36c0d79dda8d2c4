package org.example;

import org.kernos.api.StatefulKernel;

public class Kernel implements StatefulKernel, AutoCloseable {
    public long one() { return 1; }

    @Override
    public byte[] saveState() { return new byte[0]; }

    @Override
    public void restoreState(byte[] state, int version) {}

    @Override
    public int stateVersion() { throw new IllegalStateException("not yet"); }

    @Override
    public void close() { throw new IllegalStateException("closed although it has no version"); }
}
