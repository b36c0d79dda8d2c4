package org.kernos.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Texts in the data language as programs hold them, of at least a given size. The same size gives the same text; nothing in it
 * repeats so regularly that a processor could learn it by heart.
 */
final class ProgramText {

    private static final int DEPTH = 6_000;

    private static final List<String> WORDS = List.of(
            "sum", "rate", "limit", "queue", "task", "next", "frame", "total", "index", "open", "sensor", "state",
            "load", "count", "merge", "scale", "point", "clock", "retry", "value", "name", "first", "list", "range",
            "result");

    private static final List<String> CALLS = List.of(
            "alu/add", "alu/sub", "alu/mul", "alu/lt", "io/put", "text/join", "text/length", "stats/mean", "at", "eq");

    /** Each {@code %} and a letter stands for a random name, variable, call, number, sentence: see {@link #fill}. */
    private static final List<String> FORMS = List.of("""

              ; %s, and %s.
              (def %n (fn (%v :int %w :int) :int [
                (def %v (%c %w %i))
                (if (alu/lt %v %i)
                  (%c %v (%n %w %v))
                  [ (debug "%s: " %v) %i ]) ; %s
              ]))
            """, """
              (def %n (%c (%c %i %r) (%n %v %w)))
            """, """
              (def %n {%i %i %r "%s" '%v})
            """, """
              (match (%n %v %i)
                (%i "%s\\n")
                (%i (%n "%s" %w))
                (%i '(%v %i [%w %r])))
            """, """

              ;; %s
              (def %n (fn (%v :list-b %w :str) :any [
                (do [
                  (def %v (at $iterations %w))
                  (if (eq %v '%w) (done @(%s)) (%c %v %r))
                ])
              ]))
            """, """
              (try (%n %i %v) [ (io/put "%s: " $error) %i ])
              (assert (eq (%c %v %i) %i) "%s")
            """, """
              (reflect (%n %v) (:int (%c %v 1)) (:str [ (debug %w) "%s" ]) (:error 0))
            """);

    private final Random random = new Random(1);
    private final StringBuilder text = new StringBuilder();
    private final int size;

    private ProgramText(int size) {
        this.size = size;
    }

    /** Calls, lambdas, strings, comments and numbers, indented as a person does. */
    static byte[] mixed(int size) {
        ProgramText program = new ProgramText(size);
        program.text.append("[\n  #(load \"alu\" \"io\" \"text\" \"stats\")\n");
        while (program.isShort()) {
            program.fill(program.oneOf(FORMS));
        }
        return program.closed();
    }

    static byte[] integers(int size) {
        return list(size, "%i ");
    }

    static byte[] symbols(int size) {
        return list(size, "%n ");
    }

    static byte[] strings(int size) {
        return list(size, "\"%s\" ");
    }

    /** Lists in lists with a name in each, and a prefix before every third. */
    static byte[] nested(int size) {
        ProgramText program = new ProgramText(size);
        program.text.append("[\n");
        while (program.isShort()) {
            for (int i = 0; i < DEPTH; i++) {
                program.fill(i % 3 == 0 ? "%v '{" : i % 3 == 1 ? "(%v " : "[%v ");
            }
            program.text.append("])}".repeat(DEPTH / 3)).append('\n');
        }
        return program.closed();
    }

    private static byte[] list(int size, String element) {
        ProgramText program = new ProgramText(size);
        program.text.append("[\n");
        while (program.isShort()) {
            program.fill(element.repeat(8));
            program.text.append('\n');
        }
        return program.closed();
    }

    private boolean isShort() {
        return text.length() < size;
    }

    private byte[] closed() {
        return text.append("]\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private <T> T oneOf(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    private void fill(String form) {
        for (int i = 0; i < form.length(); i++) {
            if (form.charAt(i) == '%') {
                i++;
                random(form.charAt(i));
            } else {
                text.append(form.charAt(i));
            }
        }
    }

    private void random(char kind) {
        switch (kind) {
            case 'n' -> text.append(oneOf(WORDS)).append('-').append(oneOf(WORDS));
            case 'v' -> text.append(oneOf(WORDS));
            case 'w' -> text.append((char) ('a' + random.nextInt(26)));
            case 'c' -> text.append(oneOf(CALLS));
            case 'i' -> text.append(random.nextInt() >> random.nextInt(31));
            case 'r' -> text.append(random.nextInt(100_000) / 100.0);
            case 's' -> sentence();
            default -> throw new IllegalArgumentException("'%" + kind + "' stands for nothing");
        }
    }

    /** Three to eight words; one in fifty is not ASCII. */
    private void sentence() {
        for (int words = 3 + random.nextInt(6); words > 0; words--) {
            text.append(random.nextInt(50) == 0 ? "größer" : oneOf(WORDS)).append(words > 1 ? " " : "");
        }
    }
}
