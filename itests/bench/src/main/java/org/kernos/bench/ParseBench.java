package org.kernos.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.kernos.descriptor.Source;
import org.kernos.sxs.slp.Document;
import org.kernos.sxs.slp.Node;
import org.kernos.sxs.slp.SlpReader;

/**
 * How fast programs are read, by one thread: megabytes per second of several kinds of text, up to a document of nodes; beside
 * it a loop that only looks up the class of each byte of the same text, and what the reading allocates.
 *
 * <pre>mvn -o verify -Pbench -pl itests/bench -am -Dquickly -DskipITs -Dbench=ParseBench</pre>
 */
public final class ParseBench {

    private static final int SIZE = 1_000_000;
    private static final int ROUNDS = 31;
    private static final int WARM_UP = 12;

    /** So often is a text read in a round, so that each round has its share of the garbage collection. */
    private static final int TIMES = 10;

    private static final byte[] CLASSES = classes();

    private final String name;
    private final byte[] text;
    private final int objects;
    private final long classSum;
    private final Times reading = new Times();
    private final Times loop = new Times();

    private ParseBench(String name, byte[] text) throws Exception {
        this.name = name;
        this.text = text;
        objects = count(read());
        classSum = classify();
    }

    public static void main(String[] arguments) throws Exception {
        List<ParseBench> kinds = new ArrayList<>();
        kinds.add(new ParseBench("mixed program", ProgramText.mixed(SIZE)));
        kinds.add(new ParseBench("integers", ProgramText.integers(SIZE)));
        kinds.add(new ParseBench("symbols", ProgramText.symbols(SIZE)));
        kinds.add(new ParseBench("strings", ProgramText.strings(SIZE)));
        kinds.add(new ParseBench("nested lists", ProgramText.nested(SIZE)));
        for (int round = 0; round < WARM_UP; round++) {
            for (ParseBench kind : kinds) {
                kind.once(false);
            }
        }
        for (ParseBench kind : kinds) {
            // What the kind before has left must not be collected at the cost of this one.
            System.gc();
            for (int round = 0; round < ROUNDS; round++) {
                kind.once(true);
            }
            kind.print();
        }
        System.out.println("goal: 100 MB/s of a mixed program");
    }

    /** What the loop looks up: as many classes as the language has. */
    private static byte[] classes() {
        byte[] classes = new byte[256];
        String[] members = {" \t\n\u000B\f\r", ";", "([{", ")]}", "'@#?", "\""};
        for (int i = 0; i < members.length; i++) {
            for (char c : members[i].toCharArray()) {
                classes[c] = (byte) (i + 1);
            }
        }
        return classes;
    }

    private Document read() throws Exception {
        return SlpReader.readProgram(new Source(name, text), SlpReader.NESTING_LIMIT);
    }

    private long classify() {
        long sum = 0;
        for (byte b : text) {
            sum += CLASSES[b & 0xFF];
        }
        return sum;
    }

    private long allocated() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        read();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static int count(Document document) {
        Deque<Node> open = new ArrayDeque<>(document.objects());
        int count = 0;
        while (!open.isEmpty()) {
            open.pop().children().forEach(open::push);
            count++;
        }
        return count;
    }

    private void once(boolean counts) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < TIMES; i++) {
            if (read().objects().get(0).end() != text.length - 1) {
                throw new IllegalStateException("'" + name + "' was not read to its end");
            }
        }
        long between = System.nanoTime();
        for (int i = 0; i < TIMES; i++) {
            if (classify() != classSum) {
                throw new IllegalStateException("the loop over '" + name + "' is wrong");
            }
        }
        long end = System.nanoTime();
        if (counts) {
            reading.add(TIMES * text.length * 1e3 / (between - start));
            loop.add(TIMES * text.length * 1e3 / (end - between));
        }
    }

    private void print() throws Exception {
        System.out.println(String.format(
                Locale.ROOT,
                "%-14s %s; loop %.0f MB/s, ratio %.3f; an object: %.1f bytes, %.0f ns, %d bytes of heap",
                name + ":",
                reading.show("MB/s"),
                loop.median(),
                reading.median() / loop.median(),
                (double) text.length / objects,
                text.length * 1e3 / reading.median() / objects,
                allocated() / objects));
    }
}
