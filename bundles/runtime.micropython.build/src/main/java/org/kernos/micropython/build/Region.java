package org.kernos.micropython.build;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A piece of a function that can be called instead of run in place. It begins with an empty operand stack, and its blocks end in it.
 *
 * @param end behind its last instruction
 * @param exits the blocks around it that it branches to
 * @param fallsThrough whether it also goes on at {@code end}
 * @param parameters one bit for each local variable that it needs
 * @param results for each that it changes and that is read afterwards
 * @param used for each that it reads or writes
 */
record Region(int start, int end, List<Label> exits, boolean fallsThrough, long parameters, long results, long used) {

    /** Empty when the piece cannot be moved: it returns, catches, moves the stack, or changes what a handler reads. */
    static Optional<Region> find(WasmFunction function, ControlFlow flow, Liveness live, int start, int end) {
        List<Instruction> piece = function.body.subList(start, end);
        Set<Label> exits = exits(piece);
        boolean stays = piece.stream()
                .anyMatch(x -> x.is(Op.TRY_TABLE) || x.is(Op.RETURN) || x.is(Op.THROW) || x.is(Op.GLOBAL_SET));
        if (stays || exits.contains(function.exit)) {
            return Optional.empty();
        }
        boolean falls = !Op.leaves(piece.get(piece.size() - 1).opcode());
        long after = falls ? live.at(end) : 0;
        for (Label exit : exits) {
            after |= live.at(flow.target(exit));
        }
        long changed = locals(piece, false);
        long results = changed & after;
        boolean handled = flow.hasHandler(start) && (changed & live.at(flow.handler(start))) != 0;
        if (handled || !areInts(function, results)) {
            return Optional.empty();
        }
        long used = locals(piece, true);
        return Optional.of(
                new Region(start, end, List.copyOf(exits), falls, live.at(start) & (used | results), results, used));
    }

    private static Set<Label> exits(List<Instruction> piece) {
        Set<Label> inside = new HashSet<>();
        Set<Label> exits = new LinkedHashSet<>();
        for (Instruction x : piece) {
            if (Op.isBlock(x.opcode())) {
                inside.add(x.label());
            } else if (Op.isBranch(x.opcode())) {
                x.labels().stream().filter(label -> !inside.contains(label)).forEach(exits::add);
            }
        }
        return exits;
    }

    private static long locals(List<Instruction> piece, boolean alsoRead) {
        long set = 0;
        for (Instruction x : piece) {
            if (x.is(Op.LOCAL_SET) || x.is(Op.LOCAL_TEE) || (alsoRead && x.is(Op.LOCAL_GET))) {
                set |= 1L << x.value();
            }
        }
        return set;
    }

    /** Only those can be handed back. */
    private static boolean areInts(WasmFunction function, long locals) {
        return bits(locals).stream().allMatch(local -> function.localType(local) == FunctionType.I32);
    }

    /** The numbers of the bits, from the lowest. */
    static List<Integer> bits(long set) {
        return IntStream.range(0, Long.SIZE)
                .filter(bit -> ((set >>> bit) & 1) != 0)
                .boxed()
                .toList();
    }
}
