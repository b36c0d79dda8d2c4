package org.kernos.micropython.build;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Where control goes from each instruction of a function, by places in its code. */
final class ControlFlow {

    private static final int NOWHERE = -1;

    private final List<Instruction> body;
    private final Label exit;
    private final Map<Label, Integer> starts = new HashMap<>();
    private final Map<Label, Integer> alternatives = new HashMap<>();
    private final Map<Label, Integer> ends = new HashMap<>();
    private final int[] handlers;

    ControlFlow(WasmFunction function) {
        body = function.body;
        exit = function.exit;
        for (int i = 0; i < body.size(); i++) {
            Instruction x = body.get(i);
            if (Op.isBlock(x.opcode())) {
                starts.put(x.label(), i);
            } else if (x.is(Op.ELSE)) {
                alternatives.put(x.label(), i);
            } else if (x.is(Op.END)) {
                ends.put(x.label(), i);
            }
        }
        handlers = handlers();
    }

    /** The innermost handler of each place. */
    private int[] handlers() {
        int[] found = new int[body.size()];
        Arrays.fill(found, NOWHERE);
        for (int i = 0; i < body.size(); i++) {
            Instruction x = body.get(i);
            if (x.is(Op.TRY_TABLE)) {
                Arrays.fill(found, i, end(x.label()), target(x.handler()));
            }
        }
        return found;
    }

    boolean hasHandler(int index) {
        return handlers[index] != NOWHERE;
    }

    /** Where an exception goes to that leaves a call at this place. */
    int handler(int index) {
        return handlers[index];
    }

    int end(Label label) {
        return Objects.requireNonNull(ends.get(label));
    }

    /** The place that a branch goes to: the start of a loop, behind the end of another block; the code's length is the way out. */
    int target(Label label) {
        if (label == exit) {
            return body.size();
        }
        int start = Objects.requireNonNull(starts.get(label));
        return body.get(start).is(Op.LOOP) ? start : end(label) + 1;
    }

    /** The blocks around a place, the innermost first, without the function itself. */
    List<Label> around(int index) {
        Deque<Label> open = new ArrayDeque<>();
        for (Instruction x : body.subList(0, index)) {
            if (Op.isBlock(x.opcode())) {
                open.push(x.label());
            } else if (x.is(Op.END)) {
                open.pop();
            }
        }
        return List.copyOf(open);
    }

    int[] successors(int index) {
        Instruction x = body.get(index);
        return switch (x.opcode()) {
            case Op.BR, Op.BR_TABLE -> targets(x);
            case Op.BR_IF -> new int[] {index + 1, target(x.label())};
            case Op.RETURN, Op.UNREACHABLE, Op.THROW -> new int[0];
            case Op.IF -> new int[] {index + 1, otherwise(x.label())};
            case Op.ELSE -> new int[] {end(x.label())};
            default -> new int[] {index + 1};
        };
    }

    private int otherwise(Label label) {
        Integer alternative = alternatives.get(label);
        return alternative == null ? end(label) : alternative + 1;
    }

    private int[] targets(Instruction x) {
        return IntStream.range(0, x.labels().size())
                .map(i -> target(x.labels().get(i)))
                .toArray();
    }
}
