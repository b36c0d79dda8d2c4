package org.kernos.sxs.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of any kind. Its elements are added one by one; what it measures is known once it is closed. */
final class ListForm extends Form {

    private final char opener;
    private final List<Form> elements = new ArrayList<>();
    private Instruction instruction;

    /** What stands before the closing bracket; nothing until it is read. */
    private @Nullable Gap end;

    private boolean commented;
    private boolean forced;
    private boolean plain = true;
    private int statements;
    private int width;
    private @Nullable Unfolded unfolded;

    ListForm(Gap before, byte[] prefixes, char opener, Instruction instruction) {
        super(before, prefixes);
        this.opener = opener;
        this.instruction = instruction;
        width = prefixes.length + 2;
    }

    /** Adds an element, which need not be closed yet. */
    void add(Form element, byte[] bytes) {
        boolean isHead = elements.isEmpty() && opener == '(' && instruction == Instruction.CALL;
        if (isHead && element instanceof Word word && word.prefixes().length == 0) {
            instruction = Instruction.of(bytes, word.start(), word.end());
        }
        elements.add(element);
    }

    void close(Gap beforeCloser) {
        end = beforeCloser;
        commented = beforeCloser.hasComments();
        width += Math.max(0, elements.size() - 1);
        for (Form element : elements) {
            commented |= element.before().hasComments();
            if (element instanceof ListForm list) {
                list.forced |= instruction == Instruction.DEFINE_KERNEL && list.isOpenable();
                statements += list.isStatement() ? 1 : 0;
                forced |= list.forced;
                plain = false;
            }
            width = Math.min(TOO_WIDE, width + element.width());
        }
        plain &= !commented;
        forced |= commented || (isOpenable() && gap(0).breaks()) || (isSequence() && elements.size() > 1);
        if (instruction.hasBodies() && !commented) {
            unfolded = Unfolded.of(this, list -> true);
        }
    }

    /** The list that is the whole program: each statement on a line of its own, even if there is only one. */
    void markProgram() {
        forced |= isSequence();
    }

    char opener() {
        return opener;
    }

    char closer() {
        return opener == '(' ? ')' : opener == '[' ? ']' : '}';
    }

    Instruction instruction() {
        return instruction;
    }

    int size() {
        return elements.size();
    }

    Form element(int index) {
        return elements.get(index);
    }

    boolean isLast(int index) {
        return index == elements.size() - 1;
    }

    /** What stands before the element at this index, or before the closing bracket. */
    Gap gap(int index) {
        Gap last = end;
        return index < elements.size() || last == null ? elements.get(index).before() : last;
    }

    /** A bracket or a brace list: when it takes several lines its brackets stand at the ends of lines. */
    boolean isContainer() {
        return opener != '(';
    }

    /** A bracket list is evaluated element by element; where one of them does something, that is what it is for. */
    private boolean isSequence() {
        return opener == '[' && prefixes().length == 0 && statements > 0;
    }

    private boolean isStatement() {
        return isDatum() || (opener == '(' && prefixes().length == 0);
    }

    /** Whether it can open at the end of a line, as a container with elements can. */
    boolean isOpenable() {
        return isContainer() && !elements.isEmpty();
    }

    boolean isEmpty() {
        return elements.isEmpty() && !commented;
    }

    boolean hasComments() {
        return commented;
    }

    /** Whether it holds words and nothing else. */
    boolean isPlain() {
        return plain;
    }

    /** How long the lines of an instruction with bodies are when these open, or null when none can. */
    @Nullable
    Unfolded unfolded() {
        return unfolded;
    }

    @Override
    int width() {
        return width;
    }

    @Override
    boolean isForced() {
        return forced;
    }
}
