package org.kernos.descriptor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/**
 * Reads JSON with the place of every value and key, and notes every key that is given twice. Jackson tells offsets in
 * bytes; lines and columns come from the {@link Source}, because Jackson's columns count bytes as well.
 */
final class JsonReader {

    private static final int NESTING_LIMIT = 512;
    private static final int MESSAGE_LENGTH = 160;
    private static final String FIX = "docs/formats/manifest.md shows a manifest.json";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(NESTING_LIMIT)
                    .build())
            .build();

    private final Source source;
    private final ProblemList problems;

    /** The way from the root to the value that is being read, for JSON pointers. */
    private final Deque<String> path = new ArrayDeque<>();

    private JsonReader(Source source, ProblemList problems) {
        this.source = source;
        this.problems = problems;
    }

    /** The value in these bytes, which are the source's; empty when there is none, which is noted. */
    static Optional<Json> read(Source source, byte[] bytes, ProblemList problems) {
        if (!isText(bytes)) {
            problems.add(Problem.of(ProblemCode.MANIFEST, "the file is no UTF-8 text, expected a JSON object")
                    .at(source.place(source.textStart()))
                    .fix("save it as UTF-8"));
            return Optional.empty();
        }
        JsonReader reader = new JsonReader(source, problems);
        int start = source.textStart();
        try (JsonParser parser = FACTORY.createParser(bytes, start, bytes.length - start)) {
            return reader.tryDocument(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private Optional<Json> tryDocument(JsonParser parser) throws IOException {
        try {
            return Optional.of(document(parser));
        } catch (StreamConstraintsException e) {
            int offset = offset(parser.currentLocation().getByteOffset());
            problems.add(Problem.of(
                            ProblemCode.LIMIT,
                            "nesting is deeper than " + NESTING_LIMIT + " lists and objects, or a number is too long")
                    .at(source.place(offset))
                    .fix(FIX));
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            int offset = location == null ? source.textStart() : offset(location.getByteOffset());
            problems.add(Problem.of(ProblemCode.MANIFEST, "the file is no JSON: " + firstLine(e.getOriginalMessage()))
                    .at(source.place(offset))
                    .fix(FIX));
        }
        return Optional.empty();
    }

    /** Whether Jackson will take the bytes for UTF-8: it tries UTF-16 and UTF-32 when it sees a zero byte. */
    private static boolean isText(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return false;
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Jackson lists everything that would have been legal; the first line tells what was found. */
    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        return line.length() <= MESSAGE_LENGTH ? line : line.substring(0, MESSAGE_LENGTH) + "...";
    }

    private Json document(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new JsonParseException(parser, "it is empty");
        }
        Json root = value(parser, token);
        if (parser.nextToken() != null) {
            throw new JsonParseException(
                    parser, "something stands behind the end of the object", parser.currentTokenLocation());
        }
        return root;
    }

    /** Calls itself once per level, of which Jackson allows {@value #NESTING_LIMIT}. */
    private Json value(JsonParser parser, JsonToken token) throws IOException {
        int offset = tokenOffset(parser);
        return switch (token) {
            case START_OBJECT -> new Json.Members(offset, members(parser));
            case START_ARRAY -> new Json.Items(offset, items(parser));
            case VALUE_STRING -> new Json.Text(offset, parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> new Json.Bool(offset, token == JsonToken.VALUE_TRUE);
            default -> new Json.Other(offset, parser.getText());
        };
    }

    private List<Json> items(JsonParser parser) throws IOException {
        List<Json> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            path.addLast(Integer.toString(items.size()));
            items.add(value(parser, token));
            path.removeLast();
        }
        return items;
    }

    private Map<String, Json.Member> members(JsonParser parser) throws IOException {
        Map<String, Json.Member> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int keyOffset = tokenOffset(parser);
            path.addLast(key);
            Json.Member member = new Json.Member(keyOffset, value(parser, parser.nextToken()));
            Json.Member first = members.putIfAbsent(key, member);
            if (first != null && !problems.isFull()) {
                problems.add(duplicate(keyOffset, first));
            }
            path.removeLast();
        }
        return members;
    }

    private Problem duplicate(int offset, Json.Member first) {
        String pointer = Source.excerpt("/" + String.join("/", path));
        return Problem.of(
                        ProblemCode.DUPLICATE,
                        pointer + ": the key is given twice, first at " + source.place(first.keyOffset()))
                .at(source.place(offset))
                .fix("remove one of the two");
    }

    private int tokenOffset(JsonParser parser) {
        return offset(parser.currentTokenLocation().getByteOffset());
    }

    /** An error at the end of the text may have an offset behind it, or none. */
    private int offset(long byteOffset) {
        return (int) Math.max(source.textStart(), Math.min(source.size(), byteOffset));
    }
}
