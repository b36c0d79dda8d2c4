package org.kernos.format.exocore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;

/** A hundred thousand spoilt manifests: each is read or refused with problems, and nothing else happens. */
final class ManifestFuzzTest {

    private static final int ROUNDS = 20_000;
    private static final Pattern TOKEN = Pattern.compile("\"[^\"]*\"|[0-9.]+|true|false|[{}\\[\\]]");

    private static final List<String> TOKENS = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e999",
            "0.5",
            "99999999999999999999",
            "\"\"",
            "\"own\"",
            "\"main\"",
            "\"m.py\"",
            "\"../m.py\"",
            "\"int\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"a\\nb\"",
            "\"class\"",
            "\"lib.m\"",
            "[]",
            "{}",
            "[[]]",
            "{\"name\": \"f\"}",
            "[\"f\"]",
            "{",
            "}",
            "[",
            "]");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {71, 72, 73, 74, 75})
    @Timeout(120)
    void spoiltManifestsAreReadOrRefused(long seed) throws IOException {
        MemoryFiles right = ExocoreReaderGoldenTest.files("right-everything");
        byte[] manifest = right.files().get("manifest.json");
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Map<String, byte[]> files = new HashMap<>(right.files());
            files.put("manifest.json", spoil(manifest, random));
            refused += isRefused(new MemoryFiles("sensors", files)) ? 1 : 0;
        }

        assertThat(refused).isBetween(ROUNDS / 4, ROUNDS - 1);
    }

    private static boolean isRefused(MemoryFiles files) {
        try {
            assertThat(new ExocoreReader().read(files).descriptor().properties())
                    .containsKeys("mpy_entry", "mpy_import_as");
            return false;
        } catch (ModuleException e) {
            assertThat(e.problems()).isNotEmpty();
            for (Problem problem : e.problems()) {
                if (problem.message().contains("\n") || problem.place().isEmpty()) {
                    throw new AssertionError("several lines, or no place: " + problem);
                }
            }
            return true;
        }
    }

    /** One to three changes, half of them of a whole value or bracket, so that the rest can still be read. */
    private static byte[] spoil(byte[] manifest, Random random) {
        byte[] spoilt = manifest;
        for (int i = random.nextInt(3); i >= 0; i--) {
            spoilt = random.nextBoolean() ? spoilToken(spoilt, random) : spoilByte(spoilt, random);
        }
        return spoilt;
    }

    private static byte[] spoilToken(byte[] manifest, Random random) {
        // One character for each byte, so that nothing is lost of what is no UTF-8.
        String text = new String(manifest, StandardCharsets.ISO_8859_1);
        List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
        if (tokens.isEmpty()) {
            return manifest;
        }
        MatchResult from = tokens.get(random.nextInt(tokens.size()));
        String other = random.nextInt(3) == 0
                ? tokens.get(random.nextInt(tokens.size())).group()
                : TOKENS.get(random.nextInt(TOKENS.size()));
        String changed = text.substring(0, from.start()) + other + text.substring(from.end());
        return changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] spoilByte(byte[] manifest, Random random) {
        if (manifest.length == 0) {
            return manifest;
        }
        int at = random.nextInt(manifest.length);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(manifest, 0, at);
        int kind = random.nextInt(8);
        if (kind == 0) {
            // The end is cut off.
            return changed.toByteArray();
        } else if (kind < 3) {
            changed.write(random.nextInt(256));
        } else if (kind < 5) {
            changed.write(manifest[at] + random.nextInt(9) - 4);
        }
        int rest = kind < 2 ? at : at + 1;
        changed.write(manifest, rest, manifest.length - rest);
        return changed.toByteArray();
    }
}
