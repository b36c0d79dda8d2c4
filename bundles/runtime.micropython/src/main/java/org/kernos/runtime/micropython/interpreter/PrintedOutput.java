package org.kernos.runtime.micropython.interpreter;

import java.util.Arrays;
import org.kernos.runtime.micropython.file.Output;

/** What one interpreter prints, cut where the limit of a call is. Under the interpreter's lock. */
final class PrintedOutput implements Output {

    private final Output target;
    private final int limit;
    private final Runnable ask;
    private long printed;

    /**
     * @param ask raises KeyboardInterrupt once the limit is passed
     */
    PrintedOutput(Output target, int limit, Runnable ask) {
        this.target = target;
        this.limit = limit;
        this.ask = ask;
    }

    void reset() {
        printed = 0;
    }

    boolean isExceeded() {
        return printed > limit;
    }

    @Override
    public void write(byte[] text, boolean isError) {
        long room = limit - printed;
        printed += text.length;
        if (room >= text.length) {
            target.write(text, isError);
            return;
        }
        if (room > 0) {
            target.write(Arrays.copyOf(text, (int) room), isError);
        }
        ask.run();
    }
}
