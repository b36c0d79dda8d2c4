package org.kernos.sxs.slp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.descriptor.ProblemList;
import org.kernos.descriptor.Source;

/**
 * Reads the data language SLP (sxs-language, section 1) from bytes, each byte once. Works with stacks of its own: no
 * nesting overflows the thread's stack. A number that cannot be is noted and reading goes on; after a bracket that does
 * not fit nothing that follows would mean what its author wrote, so that one ends the reading.
 */
public final class SlpReader {

    /** How deep lists and prefixes of a program may be nested. */
    public static final int NESTING_LIMIT = 10_000;

    /** Classes of bytes, each a bit of its own, so that an atom can gather those of its bytes. */
    private static final byte PLAIN = 1;

    private static final byte DIGIT = 1 << 1;
    /** A sign or a point: with a digit, it may begin a number. */
    private static final byte SIGN = 1 << 2;

    private static final byte OPENING = 1 << 3;
    private static final byte PREFIX = 1 << 4;
    private static final byte QUOTE = 1 << 5;
    /** What ends an atom has this bit, and another one that tells what it is. */
    private static final byte END = 1 << 6;

    private static final byte BLANK = END | 1;
    private static final byte COMMENT = END | 1 << 1;
    private static final byte CLOSING = END | 1 << 2;

    private static final byte[] CLASSES = classes();

    private final Source source;
    private final byte[] bytes;
    private final int nestingLimit;
    private final boolean single;
    private final SyntaxProblems syntax;
    private final Tree tree = new Tree();
    private final Symbols symbols;
    private final ProblemList problems = new ProblemList();
    private final ProblemList warnings = new ProblemList();
    private int position;
    private boolean endedOpen;

    private SlpReader(Source source, int nestingLimit, boolean single) {
        this.source = source;
        this.bytes = source.bytes();
        this.symbols = new Symbols(bytes);
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
        Arrays.fill(classes, PLAIN);
        classify(classes, "0123456789", DIGIT);
        classify(classes, "+-.", SIGN);
        classify(classes, "([{", OPENING);
        classify(classes, "'@#?", PREFIX);
        classify(classes, "\"", QUOTE);
        classify(classes, " \t\n\u000B\f\r", BLANK);
        classify(classes, ";", COMMENT);
        classify(classes, ")]}", CLOSING);
        return classes;
    }

    private static void classify(byte[] classes, String members, byte characterClass) {
        for (byte member : members.getBytes(StandardCharsets.US_ASCII)) {
            classes[member] = characterClass;
        }
    }

    private Document read() throws ModuleException {
        position = source.textStart();
        if (position + 1 < bytes.length && bytes[position] == '#' && bytes[position + 1] == '!') {
            skipLine();
        }
        while (position < bytes.length) {
            byte characterClass = CLASSES[bytes[position] & 0xFF];
            if (characterClass == BLANK) {
                position++;
            } else {
                readNext(characterClass);
            }
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
        return new Document(source, tree.takeObjects(), warnings.toList());
    }

    private void readNext(byte characterClass) throws ModuleException {
        switch (characterClass) {
            case COMMENT -> skipLine();
            case CLOSING -> close();
            case OPENING, PREFIX -> open();
            case QUOTE -> readString();
            default -> readAtom();
        }
    }

    private void skipLine() {
        int next = position;
        while (next < bytes.length && bytes[next] != '\n') {
            next++;
        }
        position = next;
    }

    private void open() throws ModuleException {
        int depth = tree.depth();
        if (depth == 0) {
            requireRoom();
        } else if (depth == nestingLimit) {
            throw failure(syntax.tooDeep(position, nestingLimit));
        }
        tree.open(bytes[position], position);
        position++;
    }

    /** Outside of all lists: a program is one object, and what follows it would never run. */
    private void requireRoom() throws ModuleException {
        if (single && tree.hasObject()) {
            throw failure(syntax.trailing(position, atomEnd(position + 1)));
        }
    }

    private void close() throws ModuleException {
        char closer = (char) bytes[position];
        if (tree.closer() != closer) {
            throw failure(misfit(closer));
        }
        position++;
        tree.close(position);
    }

    /** A bracket that closes nothing here. */
    private Problem misfit(char closer) {
        if (tree.isPrefixOpen()) {
            return syntax.lonelyPrefix("'" + closer + "'", tree);
        }
        return tree.depth() == 0 ? syntax.nothingOpen(closer, position) : syntax.mismatch(closer, position, tree);
    }

    private void readString() throws ModuleException {
        if (tree.depth() == 0) {
            requireRoom();
        }
        int start = position + 1;
        int end = start;
        int gathered = 0;
        boolean escaped = false;
        while (end < bytes.length && bytes[end] != '"') {
            if (bytes[end] == '\\') {
                escaped = true;
                end++;
            } else {
                gathered |= bytes[end];
            }
            end++;
        }
        if (end >= bytes.length) {
            endedOpen = true;
            throw failure(syntax.unclosedString(position));
        }
        Value text = escaped || gathered < 0
                ? string(start, end, escaped)
                : new Value.Str(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
        tree.add(new Node(ValueType.STRING, text, position, end + 1, false));
        position = end + 1;
    }

    private Value.Str string(int start, int end, boolean escaped) {
        byte[] content = Arrays.copyOfRange(bytes, start, end);
        return Value.Str.ofBytes(escaped ? Escapes.resolve(content) : content);
    }

    private void readAtom() throws ModuleException {
        if (tree.depth() == 0) {
            requireRoom();
        }
        byte[] text = bytes;
        int start = position;
        int end = start;
        int hash = 0;
        int gathered = 0;
        while (end < text.length) {
            byte next = text[end];
            byte characterClass = CLASSES[next & 0xFF];
            if ((characterClass & END) != 0) {
                break;
            }
            gathered |= characterClass;
            hash = 31 * hash + next;
            end++;
        }
        position = end;
        if (gathered == DIGIT) {
            tree.add(new Node(ValueType.INT, integer(start, end), start, end, false));
        } else if ((CLASSES[text[start] & 0xFF] & (DIGIT | SIGN)) == 0) {
            addSymbol(start, end, hash, gathered);
        } else {
            addAtom(start, end, hash, gathered);
        }
    }

    /** Adds what begins like a number. */
    private void addAtom(int start, int end, int hash, int gathered) {
        Atom.Shape shape = Atom.shape(bytes, start, end);
        if (shape == Atom.Shape.SYMBOL) {
            addSymbol(start, end, hash, gathered);
        } else {
            Value number = number(shape, start, end);
            tree.add(new Node(number.type(), number, start, end, false));
        }
    }

    private void addSymbol(int start, int end, int hash, int gathered) {
        tree.add(symbols.read(start, end, hash));
        if ((gathered & (OPENING | PREFIX | QUOTE)) != 0) {
            warnOfSwallowed(start, end);
        }
    }

    /** The integer that stands here; one that is too large is noted, and another one stands for it. */
    private Value integer(int start, int end) {
        try {
            return Atom.integer(bytes, start, end);
        } catch (ArithmeticException e) {
            problems.add(syntax.tooLarge(start, end));
            return new Value.Int(0);
        }
    }

    /** The same of any number. */
    private Value number(Atom.Shape shape, int start, int end) {
        switch (shape) {
            case INT -> {
                return integer(start, end);
            }
            case REAL -> {
                Value.Real real = Atom.real(bytes, start, end);
                if (Double.isInfinite(real.value())) {
                    problems.add(syntax.infinite(start, end));
                }
                return real;
            }
            default -> problems.add(syntax.noDigit(start, end));
        }
        return new Value.Int(0);
    }

    /** The end of the atom that has begun before this byte. */
    private int atomEnd(int from) {
        int end = from;
        while (end < bytes.length && (CLASSES[bytes[end] & 0xFF] & END) == 0) {
            end++;
        }
        return end;
    }

    /**
     * {@code f(x} is one symbol. A prefix as its last character begins nothing, as in {@code empty?}, and is no reason
     * to warn.
     */
    private void warnOfSwallowed(int start, int end) {
        for (int i = start + 1; i < end; i++) {
            byte characterClass = CLASSES[bytes[i] & 0xFF];
            boolean isTail = characterClass == PREFIX && i == end - 1;
            if ((characterClass & (OPENING | PREFIX | QUOTE)) != 0 && !isTail) {
                warnings.add(syntax.swallowed(start, end, (char) bytes[i]));
                return;
            }
        }
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
