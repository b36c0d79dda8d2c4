package org.kernos.runtime.micropython.interpreter;

import java.io.IOException;
import java.util.Arrays;
import org.kernos.runtime.micropython.file.Output;

/** What one interpreter prints, cut where the limit of a call is, and what it reads. Under the interpreter's lock. */
final class PrintedOutput implements Output {

    private final Runnable ask;
    private CallTerms terms;
    private long printed;

    /**
     * @param terms as long as no call has begun
     * @param ask raises KeyboardInterrupt once the limit is passed
     */
    PrintedOutput(CallTerms terms, Runnable ask) {
        this.terms = terms;
        this.ask = ask;
    }

    void begin(CallTerms newTerms) {
        terms = newTerms;
        printed = 0;
    }

    long limit() {
        return terms.outputBytes();
    }

    boolean isExceeded() {
        return printed > terms.outputBytes();
    }

    @Override
    public void write(byte[] text, boolean isError) {
        Output target = terms.output();
        long room = terms.outputBytes() - printed;
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

    @Override
    public int read(byte[] target) throws IOException {
        return terms.input().read(target);
    }
}
