package org.kernos.sxs.slp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Spoils a text as typing errors, cut files and wrong files do. The same random numbers give the same text. */
public final class Mutation {

    private static final String[] PIECES = {
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "'",
        "@",
        "#",
        "?",
        "\"",
        "\\",
        ";",
        "\n",
        " ",
        ".",
        "..",
        ":",
        ",",
        "<",
        ">",
        "-",
        "1e",
        "99999999999999999999",
        "1e999",
        ":int",
        ":fn<",
        "\u0000",
        "\uFEFF",
        "é",
        "/",
        "../",
        "null",
        "true",
        "{\"name\":",
        "[[[[[[[[[[[[",
        "\"\\ud800\"",
        "(define-form p {:p})",
        "#(define-kernel a \"b\" [])"
    };

    private Mutation() {}

    /** The text with one to six changes. */
    public static byte[] of(byte[] text, Random random) {
        byte[] spoilt = text;
        for (int i = random.nextInt(6); i >= 0; i--) {
            spoilt = change(spoilt, random);
        }
        return spoilt;
    }

    private static byte[] change(byte[] text, Random random) {
        int from = random.nextInt(text.length + 1);
        int to = Math.min(text.length, from + random.nextInt(12));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(text, 0, from);
        switch (random.nextInt(6)) {
            case 0 -> out.write(text, to, text.length - to);
            case 1 -> {
                out.writeBytes(PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
                out.write(text, from, text.length - from);
            }
            case 2 -> {
                out.writeBytes(PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
                out.write(text, to, text.length - to);
            }
            case 3 -> {
                out.write(random.nextInt(256));
                out.write(text, to, text.length - to);
            }
            case 4 -> {
                out.write(text, from, to - from);
                out.write(text, from, text.length - from);
            }
            default -> {
                if (random.nextInt(8) > 0) {
                    out.write(text, from, text.length - from);
                }
            }
        }
        return out.toByteArray();
    }
}
