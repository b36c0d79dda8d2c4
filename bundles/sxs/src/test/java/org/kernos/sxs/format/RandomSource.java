package org.kernos.sxs.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A source as nobody would write it: forms of every kind, with blanks and comments wherever they may stand. */
final class RandomSource {

    private static final String[] HEADS = {
        "def",
        "export",
        "fn",
        "if",
        "do",
        "try",
        "recover",
        "match",
        "reflect",
        "define-form",
        "define-kernel",
        "define-function",
        "alu/add",
        "load",
        "debug",
        "f"
    };
    private static final String[] WORDS = {
        "a",
        "0",
        "-7",
        "+007",
        "1.50",
        ".5",
        "5.",
        "1e",
        "1E+",
        "x(y",
        "!x",
        "\uFEFFz",
        "$error",
        ":int",
        ":fn<int>str",
        "empty?",
        "été",
        "\"\"",
        "\"a b\"",
        "\"; none\"",
        "\"\\\"\\q\\\\\"",
        "\"two\nlines  \n\"",
        "\"(\"",
        "geo/length",
        "a-rather-long-name-of-something",
        "\"a text that alone takes nearly half of the line's width\""
    };
    private static final String[] GAPS = {
        " ",
        " ",
        " ",
        " ",
        "\n",
        "\n",
        "\n\n",
        "  \n \n\n ",
        "\t",
        "\r\n",
        "\u000B",
        " ; note\n",
        "\n;; on its own \t\n",
        " ;\n",
        "\n\n; a ( [ \" ' c\r\n\n"
    };
    private static final byte[] NOT_UTF_8 = {(byte) 0xC3, (byte) 0xBF, (byte) 0x80, 'x'};

    private final Random random;
    private final int tidiness;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private RandomSource(Random random) {
        this.random = random;
        tidiness = random.nextInt(20);
    }

    static byte[] of(Random random) {
        return new RandomSource(random).write();
    }

    private byte[] write() {
        if (random.nextInt(10) == 0) {
            put("\uFEFF");
        }
        if (random.nextInt(10) == 0) {
            put("#!/usr/bin/env kernos" + (random.nextBoolean() ? " \r\n" : "\n"));
        }
        if (random.nextBoolean()) {
            // At least a blank: without one an object that begins like "#!" is none.
            gap(1);
            object(2 + random.nextInt(5));
        } else {
            list(2 + random.nextInt(5));
        }
        gap(0);
        return out.toByteArray();
    }

    private void put(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    /** Mostly one blank, in a tidy source. */
    private void gap(int least) {
        if (random.nextInt(20) < tidiness) {
            put(" ".repeat(least));
            return;
        }
        for (int i = least + random.nextInt(3); i > 0; i--) {
            put(pick(GAPS));
        }
    }

    private void object(int depth) {
        while (random.nextInt(8) == 0) {
            put(pick("'", "@", "#", "?"));
            gap(0);
        }
        if (depth == 0 || random.nextInt(4) == 0) {
            word();
        } else {
            list(depth);
        }
    }

    private void word() {
        if (random.nextInt(40) == 0) {
            out.writeBytes(NOT_UTF_8);
        } else {
            put(pick(WORDS));
        }
    }

    private void list(int depth) {
        String brackets = pick("()", "()", "()", "[]", "[]", "{}");
        put(brackets.substring(0, 1));
        boolean isCall = brackets.equals("()") && random.nextInt(5) > 0;
        if (isCall) {
            gap(0);
            put(pick(HEADS));
        }
        for (int i = random.nextInt(random.nextInt(30) == 0 ? 40 : 6); i > 0; i--) {
            gap(1);
            object(depth - 1);
        }
        gap(0);
        put(brackets.substring(1));
    }
}
