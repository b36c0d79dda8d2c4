package org.kernos.elf.helix;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tables and texts that a header's offsets lead to. No table may lie on another one or on the header's own fields, and no text
 * on either; texts may share their bytes, as linkers let them.
 */
final class HeaderParts {

    private final ByteBuffer file;
    private final HeaderSpace space;
    private final HeaderProblems problems;
    private final List<Part> taken = new ArrayList<>();

    private record Part(String name, long from, long to) {}

    HeaderParts(ByteBuffer file, HeaderSpace space, HeaderProblems problems) {
        this.file = file;
        this.space = space;
        this.problems = problems;
    }

    /** Keeps everything else off these bytes. */
    void take(String name, long from, long size) {
        taken.add(new Part(name, from, from + size));
    }

    /**
     * The entries of the table whose offset and count are in these two fields of the header; none when something is wrong with
     * them, which is noted.
     */
    List<Struct> table(Struct header, Table table) {
        long count = header.u32(table.field() + 4);
        if (count > table.limit()) {
            header.problem(
                    table.name() + "_count", table.field() + 4, count, "at most " + table.limit() + " are possible");
            return List.of();
        } else if (count == 0) {
            return List.of();
        }
        long size = count * table.entrySize();
        String name = table.name() + "_table_offset";
        Optional<Integer> index = index(header, name, table.field(), size);
        if (index.isEmpty()) {
            return List.of();
        }
        long offset = header.i32(table.field());
        take("the " + table.name() + " table", offset, size);
        List<Struct> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int distance = i * table.entrySize();
            entries.add(new Struct(file, index.get() + distance, offset + distance, table.owner() + " " + i, problems));
        }
        return entries;
    }

    /**
     * The text whose offset and length are in these two fields.
     *
     * @param name of the fields, without {@code _offset} and {@code _length}
     * @return empty when something is wrong with it, which is noted
     */
    Optional<String> text(Struct struct, String name, int field, int least, int most) {
        long length = struct.u32(field + 4);
        if (length < least || length > most) {
            struct.problem(
                    name + "_length", field + 4, length, "expected " + least + " to " + most + " bytes of UTF-8");
            return Optional.empty();
        } else if (length == 0) {
            return Optional.of("");
        }
        return index(struct, name + "_offset", field, length)
                .flatMap(index -> decoded(struct, name + "_offset", field, file.slice(index, (int) length)));
    }

    private static Optional<String> decoded(Struct struct, String name, int field, ByteBuffer bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (Character.isISOControl(c) && c != '\n' && c != '\t') {
                    String shown = String.format("U+%04X", (int) c);
                    struct.problem(
                            name,
                            field,
                            struct.i32(field),
                            "which leads to a text with the control character " + shown);
                    return Optional.empty();
                }
            }
            return Optional.of(text);
        } catch (CharacterCodingException e) {
            struct.problem(name, field, struct.i32(field), "which leads to bytes that are no UTF-8");
            return Optional.empty();
        }
    }

    private Optional<Integer> index(Struct struct, String name, int field, long size) {
        long offset = struct.i32(field);
        try {
            int index = space.indexOf(offset, size);
            for (Part part : taken) {
                if (offset < part.to() && part.from() < offset + size) {
                    String where = "where its " + size + " bytes lie on " + part.name() + " at byte " + part.from();
                    struct.problem(name, field, offset, where);
                    return Optional.empty();
                }
            }
            return Optional.of(index);
        } catch (Unreachable e) {
            struct.problem(name, field, offset, e.reason());
            return Optional.empty();
        }
    }

    /**
     * One of the header's tables.
     *
     * @param name as its fields begin: {@code interface}
     * @param owner an entry for people, before its number
     * @param field where the header has its offset, with the count behind it
     */
    record Table(String name, String owner, int field, int limit, int entrySize) {}
}
