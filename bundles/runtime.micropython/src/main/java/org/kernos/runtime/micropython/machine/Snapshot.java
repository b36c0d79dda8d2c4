package org.kernos.runtime.micropython.machine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.kernos.runtime.micropython.memory.FlatMemory;
import run.endive.runtime.Instance;
import run.endive.wasm.types.MutabilityType;

/** What an instance held at one moment, so that further ones can go on from there; immutable. */
public final class Snapshot {

    private final byte[] memory;
    private final long[] globals;
    private final List<Integer> marks;

    /**
     * @param marks addresses and numbers by which its host finds in it what it needs
     */
    public Snapshot(Instance instance, FlatMemory memory, List<Integer> marks) {
        this.memory = memory.readBytes(0, memory.pages() * FlatMemory.PAGE_SIZE);
        this.globals = new long[instance.globalCount()];
        Arrays.setAll(globals, i -> instance.global(i).getValue());
        this.marks = List.copyOf(marks);
    }

    private Snapshot(byte[] memory, long[] globals, List<Integer> marks) {
        this.memory = memory;
        this.globals = globals;
        this.marks = marks;
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws IOException when it cannot be read, or is not whole
     */
    static Snapshot read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(new InflaterInputStream(in));
        Integer[] marks = new Integer[data.readInt()];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = data.readInt();
        }
        long[] globals = new long[data.readInt()];
        for (int i = 0; i < globals.length; i++) {
            globals[i] = data.readLong();
        }
        byte[] memory = new byte[data.readInt()];
        data.readFully(memory);
        return new Snapshot(memory, globals, List.of(marks));
    }

    /** Writes it, compressed; the stream is left open. */
    public void write(OutputStream out) throws IOException {
        DeflaterOutputStream compressed = new DeflaterOutputStream(out);
        DataOutputStream data = new DataOutputStream(compressed);
        data.writeInt(marks.size());
        for (int mark : marks) {
            data.writeInt(mark);
        }
        data.writeInt(globals.length);
        for (long global : globals) {
            data.writeLong(global);
        }
        data.writeInt(memory.length);
        data.write(memory);
        data.flush();
        compressed.finish();
    }

    public List<Integer> marks() {
        return marks;
    }

    byte[] memory() {
        return memory;
    }

    void restoreGlobals(Instance instance) {
        for (int i = 0; i < globals.length; i++) {
            if (instance.global(i).getMutabilityType() == MutabilityType.Var) {
                instance.global(i).setValue(globals[i]);
            }
        }
    }
}
