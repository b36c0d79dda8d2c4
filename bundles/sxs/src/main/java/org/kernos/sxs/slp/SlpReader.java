package org.kernos.sxs.slp;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.value.Value;

/**
 * Reads the data language SLP (sxs-language, section 1) from bytes, each byte once. Works with stacks of its own: no
 * nesting overflows the thread's stack. A number that cannot be is noted and reading goes on; after a bracket that does
 * not fit nothing that follows would mean what its author wrote, so that one ends the reading.
 */
public final class SlpReader {

    /** How deep lists and prefixes of a program may be nested. */
    public static final int NESTING_LIMIT = 10_000;

    /** Classes of bytes. All others are 0: they stand in atoms only. */
    private static final byte BLANK = 1;

    private static final byte COMMENT = 2;
    private static final byte OPENING = 3;
    private static final byte CLOSING = 4;
    private static final byte PREFIX = 5;
    private static final byte STRING = 6;

    private static final byte[] CLASSES = classes();

    private final Source source;
    private final byte[] bytes;
    private final int nestingLimit;
    private final boolean single;
    private final SyntaxProblems syntax;
    private final Tree tree = new Tree();
    private final ProblemList problems = new ProblemList();
    private final ProblemList warnings = new ProblemList();
    private int position;
    private boolean endedOpen;

    private SlpReader(Source source, int nestingLimit, boolean single) {
        this.source = source;
        this.bytes = source.bytes();
        this.syntax = new SyntaxProblems(source);
        this.nestingLimit = nestingLimit;
        this.single = single;
    }

    /**
     * Reads a program: exactly one object.
     *
     * @param nestingLimit how deep lists and prefixes may be nested
     * @throws ModuleException when the text is not SLP, holds no object, or more than one
     */
    public static Document readProgram(Source source, int nestingLimit) throws ModuleException {
        return new SlpReader(source, nestingLimit, true).read();
    }

    /**
     * Reads any number of objects.
     *
     * @param nestingLimit how deep lists and prefixes may be nested
     * @throws ModuleException when the text is not SLP
     */
    public static Document readAll(Source source, int nestingLimit) throws ModuleException {
        return new SlpReader(source, nestingLimit, false).read();
    }

    /** Whether every list, string and prefix that a text opens is closed; wrong texts are complete, since no further line mends them. */
    public static boolean isComplete(Source source) {
        SlpReader reader = new SlpReader(source, NESTING_LIMIT, false);
        try {
            reader.read();
            return true;
        } catch (ModuleException e) {
            return !reader.endedOpen;
        }
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        for (char c : " \t\n\u000B\f\r".toCharArray()) {
            classes[c] = BLANK;
        }
        for (char c : "([{".toCharArray()) {
            classes[c] = OPENING;
        }
        for (char c : ")]}".toCharArray()) {
            classes[c] = CLOSING;
        }
        for (char c : "'@#?".toCharArray()) {
            classes[c] = PREFIX;
        }
        classes[';'] = COMMENT;
        classes['"'] = STRING;
        return classes;
    }

    private Document read() throws ModuleException {
        position = source.textStart();
        if (position + 1 < bytes.length && bytes[position] == '#' && bytes[position + 1] == '!') {
            skipLine();
        }
        while (position < bytes.length) {
            readNext(CLASSES[bytes[position] & 0xFF]);
        }
        endedOpen = tree.depth() > 0;
        if (tree.isPrefixOpen()) {
            throw failure(syntax.lonelyPrefix("the end of the text", tree));
        } else if (tree.depth() > 0) {
            throw failure(syntax.unclosedList(tree));
        } else if (single && !tree.hasObject()) {
            throw failure(syntax.noObject(bytes.length));
        } else if (!problems.isEmpty()) {
            throw exception();
        }
        return new Document(source, tree.objects(), warnings.toList());
    }

    private void readNext(byte characterClass) throws ModuleException {
        switch (characterClass) {
            case BLANK -> position++;
            case COMMENT -> skipLine();
            case CLOSING -> close();
            case OPENING, PREFIX -> open();
            case STRING -> readString();
            default -> readAtom();
        }
    }

    private void skipLine() {
        while (position < bytes.length && bytes[position] != '\n') {
            position++;
        }
    }

    private void open() throws ModuleException {
        requireRoom();
        if (tree.depth() == nestingLimit) {
            throw failure(syntax.tooDeep(position, nestingLimit));
        }
        tree.open(bytes[position], position);
        position++;
    }

    /** A program is one object; what follows it would never run. */
    private void requireRoom() throws ModuleException {
        if (single && tree.depth() == 0 && tree.hasObject()) {
            throw failure(syntax.trailing(position, atomEnd(position + 1)));
        }
    }

    private void close() throws ModuleException {
        char closer = (char) bytes[position];
        if (tree.isPrefixOpen()) {
            throw failure(syntax.lonelyPrefix("'" + closer + "'", tree));
        } else if (tree.depth() == 0) {
            throw failure(syntax.nothingOpen(closer, position));
        } else if (Tree.kind(tree.opener()).closing() != closer) {
            throw failure(syntax.mismatch(closer, position, tree));
        }
        position++;
        tree.close(position);
    }

    private void readString() throws ModuleException {
        requireRoom();
        int start = position;
        int end = start + 1;
        boolean escaped = false;
        while (end < bytes.length && bytes[end] != '"') {
            if (bytes[end] == '\\') {
                escaped = true;
                end++;
            }
            end++;
        }
        if (end >= bytes.length) {
            endedOpen = true;
            throw failure(syntax.unclosedString(start));
        }
        byte[] content = escaped ? unescape(start + 1, end) : Arrays.copyOfRange(bytes, start + 1, end);
        position = end + 1;
        add(Value.Str.ofBytes(content), start);
    }

    private byte[] unescape(int start, int end) {
        byte[] content = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b == '\\') {
                i++;
                b = escaped(bytes[i]);
            }
            content[length++] = b;
        }
        return Arrays.copyOf(content, length);
    }

    private static byte escaped(byte letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '0' -> 0;
            default -> letter;
        };
    }

    private void readAtom() throws ModuleException {
        requireRoom();
        int start = position;
        position = atomEnd(start);
        Value value = atomValue(start, position);
        add(value == null ? new Value.Int(0) : value, start);
    }

    /** The end of the atom that has begun before this byte. */
    private int atomEnd(int from) {
        int end = from;
        while (end < bytes.length && !endsAtom(CLASSES[bytes[end] & 0xFF])) {
            end++;
        }
        return end;
    }

    private static boolean endsAtom(byte characterClass) {
        return characterClass == BLANK || characterClass == CLOSING || characterClass == COMMENT;
    }

    /** The atom's value, or null when it is a number that cannot be, which is noted. */
    private @Nullable Value atomValue(int start, int end) {
        switch (Atom.shape(bytes, start, end)) {
            case INT -> {
                try {
                    return Atom.integer(bytes, start, end);
                } catch (ArithmeticException e) {
                    problems.add(syntax.tooLarge(start, end));
                    return null;
                }
            }
            case REAL -> {
                Value.Real real = Atom.real(bytes, start, end);
                if (Double.isInfinite(real.value())) {
                    problems.add(syntax.infinite(start, end));
                }
                return real;
            }
            case DIGITLESS -> {
                problems.add(syntax.noDigit(start, end));
                return null;
            }
            default -> {
                warnOfSwallowed(start, end);
                return Atom.symbol(bytes, start, end);
            }
        }
    }

    /**
     * {@code f(x} is one symbol. A prefix as its last character begins nothing, as in {@code empty?}, and is no reason
     * to warn.
     */
    private void warnOfSwallowed(int start, int end) {
        for (int i = start + 1; i < end; i++) {
            byte characterClass = CLASSES[bytes[i] & 0xFF];
            boolean isTail = characterClass == PREFIX && i == end - 1;
            if (characterClass >= OPENING && !isTail) {
                warnings.add(syntax.swallowed(start, end, (char) bytes[i]));
                return;
            }
        }
    }

    private void add(Value value, int start) {
        tree.add(new Node(value, start, position, List.of()));
    }

    private ModuleException failure(Problem problem) {
        problems.add(problem);
        return exception();
    }

    /** With the warnings: a blank that is missing before a bracket shows as another bracket that does not fit. */
    private ModuleException exception() {
        problems.addAll(warnings.toList());
        return problems.toException();
    }
}
