package org.kernos.sxs.format;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.kernos.sxs.slp.Node;

/**
 * A program's one object and what stands around it.
 *
 * @param headerEnd where its byte order mark and its {@code #!} line end
 * @param hasCommandLine whether there is a {@code #!} line
 * @param end what stands behind the object
 */
record Program(int headerEnd, boolean hasCommandLine, Form form, Gap end) {

    private static final byte[] NO_PREFIXES = {};

    /**
     * @param root the object as the reader found it in these bytes
     * @param textStart the length of the byte order mark
     */
    static Program read(byte[] bytes, int textStart, Node root) {
        boolean hasCommandLine = bytes.length > textStart + 1 && bytes[textStart] == '#' && bytes[textStart + 1] == '!';
        int headerEnd = hasCommandLine ? Gap.lineEnd(bytes, textStart, bytes.length) : textStart;
        return new Reading(bytes, headerEnd).program(root, hasCommandLine);
    }

    /** Walks the nodes in the order of the text, with stacks of its own. */
    private static final class Reading {

        private final byte[] bytes;
        private final Deque<ListForm> lists = new ArrayDeque<>();
        private final Deque<Node> nodes = new ArrayDeque<>();
        private int position;

        Reading(byte[] bytes, int start) {
            this.bytes = bytes;
            this.position = start;
        }

        Program program(Node root, boolean hasCommandLine) {
            int start = position;
            Form form = begin(root, gap(root.start(), hasCommandLine), Instruction.CALL);
            while (!lists.isEmpty()) {
                ListForm list = lists.element();
                Node node = nodes.element();
                if (list.size() < node.children().size()) {
                    Node next = node.children().get(list.size());
                    boolean isClause = list.instruction().hasClauses() && list.size() > 1;
                    list.add(
                            begin(next, gap(next.start(), true), isClause ? Instruction.CLAUSE : Instruction.CALL),
                            bytes);
                } else {
                    list.close(gap(node.end() - 1, true));
                    position = node.end();
                    lists.pop();
                    nodes.pop();
                }
            }
            if (form instanceof ListForm list) {
                list.markProgram();
            }
            return new Program(start, hasCommandLine, form, gap(bytes.length, true));
        }

        private Gap gap(int end, boolean behind) {
            return Gap.read(bytes, position, end, behind);
        }

        /** Reads a word, or a list up to its first element. */
        private Form begin(Node node, Gap gap, Instruction instruction) {
            if (!isPrefix(bytes[node.start()])) {
                return begin(node, gap, NO_PREFIXES, instruction);
            }
            Node object = node;
            ByteArrayOutputStream prefixes = new ByteArrayOutputStream();
            List<Gap> behindPrefixes = new ArrayList<>();
            while (isPrefix(bytes[object.start()])) {
                prefixes.write(bytes[object.start()]);
                position = object.start() + 1;
                object = object.children().get(0);
                behindPrefixes.add(gap(object.start(), true));
            }
            return begin(object, gap.with(behindPrefixes), prefixes.toByteArray(), instruction);
        }

        private Form begin(Node object, Gap before, byte[] prefixes, Instruction instruction) {
            byte first = bytes[object.start()];
            if (first == '(' || first == '[' || first == '{') {
                ListForm list = new ListForm(before, prefixes, (char) first, instruction);
                lists.push(list);
                nodes.push(object);
                position = object.start() + 1;
                return list;
            }
            position = object.end();
            return new Word(before, prefixes, bytes, object.start(), object.end());
        }

        private static boolean isPrefix(byte first) {
            return first == '\'' || first == '@' || first == '#' || first == '?';
        }
    }
}
