package org.kernos.sxs.format;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import org.kernos.sxs.format.OpenList.Layout;

/**
 * Lays a program out. Lists that take several lines wait on a stack of their own, so that no nesting overflows the
 * thread's; a list on one line is short, and so is what it holds.
 */
final class Printer {

    /** How long a line may be, in characters, unless one word is longer. */
    static final int WIDTH = 100;

    private static final int STEP = 4;

    /** What is nested deeper is not indented any more: else nesting costs the square of its depth in blanks. */
    private static final int DEEPEST = 60;

    private final byte[] bytes;
    private final Page page;
    private final Deque<OpenList> open = new ArrayDeque<>();

    private Printer(byte[] bytes) {
        this.bytes = bytes;
        this.page = new Page(bytes.length);
    }

    static byte[] print(byte[] bytes, Program program) {
        Printer printer = new Printer(bytes);
        printer.writeProgram(program);
        return printer.page.toBytes();
    }

    /** The indentation of what stands on lines of its own in a list. */
    static int inner(int indent) {
        return Math.min(indent + STEP, DEEPEST);
    }

    private void writeProgram(Program program) {
        page.write(bytes, 0, Gap.trimmed(bytes, 0, program.headerEnd()));
        Gap before = program.form().before();
        boolean isFirst = !program.hasCommandLine();
        for (Gap.Comment comment : before.comments()) {
            if (!isFirst) {
                newLine(comment.afterBlankLine(), 0);
            }
            write(comment);
            isFirst = false;
        }
        if (!isFirst || isTakenForHeader(program.form())) {
            newLine(before.blankLine() && !isFirst, 0);
        }
        write(program.form(), 0, 0);
        while (!open.isEmpty()) {
            step(open.element());
        }
        writeCommentOnSameLine(program.end());
        for (Gap.Comment comment : program.end().comments()) {
            newLine(comment.afterBlankLine(), 0);
            write(comment);
        }
        page.newLine(0);
    }

    /** Whether the object at the very beginning would be read as a {@code #!} line or as a byte order mark. */
    private boolean isTakenForHeader(Form form) {
        return form instanceof Word word
                && (word.prefixes().length == 0
                        ? (bytes[word.start()] & 0xFF) == 0xEF
                        : word.isDatum() && bytes[word.start()] == '!');
    }

    private void newLine(boolean afterBlankLine, int indent) {
        if (afterBlankLine) {
            page.newLine(0);
        }
        page.newLine(indent);
    }

    private void write(Gap.Comment comment) {
        page.write(bytes, comment.start(), comment.end());
    }

    private void writeCommentOnSameLine(Gap gap) {
        Gap.Comment comment = gap.onSameLine();
        if (comment != null) {
            page.write(' ');
            write(comment);
        }
    }

    /** Writes an object here, or begins to. Answers whether that took one line. */
    private boolean write(Form form, int indent, int closers) {
        if (!(form instanceof ListForm list) || list.isEmpty() || list.fits(page.column(), closers)) {
            writeOnOneLine(form);
            return true;
        }
        if (list.isPlain()) {
            fill(list, indent, closers);
        } else {
            open(list, layout(list, indent, closers), indent, closers);
        }
        return false;
    }

    private void writeOnOneLine(Form form) {
        page.write(form.prefixes(), 0, form.prefixes().length);
        if (form instanceof Word word) {
            page.write(bytes, word.start(), word.end());
        } else if (form instanceof ListForm list) {
            page.write(list.opener());
            for (int i = 0; i < list.size(); i++) {
                if (i > 0) {
                    page.write(' ');
                }
                writeOnOneLine(list.element(i));
            }
            page.write(list.closer());
        }
    }

    private Layout layout(ListForm list, int indent, int closers) {
        if (list.isContainer()) {
            return Layout.BLOCK;
        } else if (list.hasComments() || list.instruction().hasClauses()) {
            return Layout.STACKED;
        }
        Unfolded unfolded = list.instruction().hasBodies()
                ? list.unfolded()
                : Unfolded.of(list, OpenList.opening(list, indent, closers));
        boolean unfolds = unfolded != null && unfolded.fits(page.column(), indent, closers);
        return unfolds ? Layout.UNFOLDED : Layout.STACKED;
    }

    private void open(ListForm list, Layout layout, int indent, int closers) {
        page.write(list.prefixes(), 0, list.prefixes().length);
        page.write(list.opener());
        open.push(new OpenList(list, layout, indent, closers));
    }

    /** Writes words as many to a line as it takes. A type stays on its parameter's line. */
    private void fill(ListForm list, int indent, int closers) {
        page.write(list.prefixes(), 0, list.prefixes().length);
        page.write(list.opener());
        for (int i = 0; i < list.size(); i++) {
            int behind = list.isLast(i) && !list.isContainer() ? closers + 1 : 0;
            boolean isTyped = !list.isLast(i) && isType(list.element(i + 1));
            int needed = 1
                    + list.element(i).width()
                    + (isTyped ? 1 + list.element(i + 1).width() : behind);
            if (i == 0 ? list.isContainer() : page.column() + needed > WIDTH && !isType(list.element(i))) {
                page.newLine(inner(indent));
            } else if (i > 0) {
                page.write(' ');
            }
            writeOnOneLine(list.element(i));
        }
        if (list.isContainer()) {
            page.newLine(indent);
        }
        page.write(list.closer());
    }

    private boolean isType(Form form) {
        return form instanceof Word word && word.prefixes().length == 0 && bytes[word.start()] == ':';
    }

    private void step(OpenList list) {
        if (!list.hasNext()) {
            close(list);
        } else if (list.layout() == Layout.UNFOLDED) {
            unfold(list, list.next());
        } else {
            stack(list, list.next());
        }
    }

    private void unfold(OpenList list, int index) {
        if (index > 0) {
            page.write(' ');
        }
        Predicate<ListForm> opening = OpenList.opening(list.list(), list.indent(), list.closers());
        if (!Unfolded.opens(list.list(), index, opening) || !(list.list().element(index) instanceof ListForm body)) {
            writeOnOneLine(list.list().element(index));
        } else if (body.isPlain()) {
            fill(body, list.indent(), list.closersBehind(index));
        } else {
            Layout layout = body.isContainer() ? Layout.BLOCK : Layout.UNFOLDED;
            open(body, layout, list.indent(), list.closersBehind(index));
        }
    }

    private void stack(OpenList list, int index) {
        int inner = inner(list.indent());
        Form element = list.list().element(index);
        int closers = list.closersBehind(index);
        if (list.isOnFirstLine() && staysOnFirstLine(list, index, closers)) {
            if (index > 0) {
                page.write(' ');
            }
        } else {
            list.leaveFirstLine();
            writeCommentOnSameLine(element.before());
            writeComments(element.before(), index == 0, inner);
            newLine(
                    element.before().blankLine()
                            && (index > 0 || !element.before().comments().isEmpty()),
                    inner);
        }
        if (!write(element, inner, closers)) {
            list.leaveFirstLine();
        }
    }

    /** A list's head stays whatever it is. */
    private boolean staysOnFirstLine(OpenList list, int index, int closers) {
        Form element = list.list().element(index);
        return list.layout() == Layout.STACKED
                && index < list.list().instruction().headLength()
                && !element.before().hasComments()
                && (index == 0 || element.fits(page.column() + 1, closers));
    }

    private void writeComments(Gap gap, boolean isFirst, int indent) {
        for (int i = 0; i < gap.comments().size(); i++) {
            newLine(gap.comments().get(i).afterBlankLine() && (i > 0 || !isFirst), indent);
            write(gap.comments().get(i));
        }
    }

    private void close(OpenList list) {
        Gap end = list.list().gap(list.list().size());
        writeCommentOnSameLine(end);
        writeComments(end, list.list().size() == 0, inner(list.indent()));
        if (list.layout() == Layout.BLOCK || end.hasComments()) {
            page.newLine(list.indent());
        }
        page.write(list.list().closer());
        open.pop();
    }
}
