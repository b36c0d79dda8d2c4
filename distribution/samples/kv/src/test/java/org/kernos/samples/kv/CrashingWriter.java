package org.kernos.samples.kv;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.kernos.api.value.Value;

/** The process that is killed. Writes a byte, the number of the thread, for each step that the store has acknowledged. */
public final class CrashingWriter {

    private CrashingWriter() {}

    /**
     * @param arguments directory, seed, threads
     */
    @SuppressWarnings("resource") // It ends by being killed.
    public static void main(String[] arguments) {
        Kv kv = new Kv(new TestContext(Map.of()));
        kv.openDisk(new Value.Symbol("s"), arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            int thread = i;
            new Thread(() -> {
                        Operations operations = new Operations(seed, thread, Operations.read(kv, thread));
                        while (true) {
                            operations.step(kv);
                            acknowledge(out, thread);
                        }
                    })
                    .start();
        }
    }

    private static void acknowledge(OutputStream out, int thread) {
        try {
            out.write(thread);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
